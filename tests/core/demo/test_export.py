"""Files say what the stream says, and the checked-in sample is still what the generator makes."""

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path

import pytest

from regulars.demo.corners import TAIPEI
from regulars.demo.export import COLUMNS, write_csv, write_jsonl, write_members_csv
from regulars.demo.goods import GOOD_BY_SKU
from regulars.demo.orders import stream
from regulars.demo.sample import write_sample
from regulars.demo.stream import Cancellation, Joined, Line, Return, ReturnedLine, Sale, Spend

SAMPLE = Path(__file__).parents[3] / "examples" / "orders" / "sunny-select-sample.csv"
NOON = datetime(2026, 5, 3, 12, 0, tzinfo=TAIPEI)
CARD = "8012 3341 09"
CUP = GOOD_BY_SKU["HT-01"]

STORY = [
    Joined(CARD, "小魚", 5, NOON),
    Sale(
        "Y260503-10001",
        NOON,
        CARD,
        "yongkang",
        "store",
        (
            Line("HT-01", CUP.name, 2, 1160, (CUP.category,), CUP.brand),
            Line("SP-03", "山稜便箋組", 1, 90, (), ""),
        ),
        points_used=30,
        paid_with_points=30,
    ),
    Return("R-1", NOON, None, None, "yongkang", "store", (ReturnedLine("HT-01", 1, 580),)),
    Cancellation("X-1", NOON, "Y260503-10001", CARD, "yongkang", "store"),
    Spend("P-1", NOON, CARD, 60, "美式咖啡一杯", "A cup of coffee"),
]


def rows_of(story) -> list[dict[str, str]]:
    file = io.StringIO()
    count = write_csv(happenings=story, to=file)
    file.seek(0)
    rows = list(csv.DictReader(file))
    assert count == len(rows)
    return rows


def test_a_sale_is_one_row_a_line_and_its_points_stand_on_the_first():
    first, second, *_ = rows_of(STORY)

    assert list(first) == list(COLUMNS)
    assert list(first.values()) == [
        *("Y260503-10001", "1", "2026-05-03T12:00:00+08:00", CARD, "yongkang", "store"),
        *("HT-01", "霧面馬克杯", "home/tableware", "丸田陶作", "2", "1160", "sale", "", "30", "30"),
    ]
    assert (second["line_no"], second["points_used"]) == ("2", "0")


def test_a_return_without_member_and_receipt_leaves_both_empty():
    back = rows_of(STORY)[2]

    assert (back["kind"], back["member"], back["of_order"]) == ("return", "", "")
    assert (back["product"], back["quantity"], back["amount"]) == ("HT-01", "1", "580")


def test_a_cancellation_names_its_order_and_no_goods():
    off = rows_of(STORY)[3]

    assert (off["kind"], off["order_id"], off["of_order"], off["product"]) == (
        *("cancellation", "X-1", "Y260503-10001"),
        "",
    )


def test_joining_and_spending_are_no_orders():
    assert len(rows_of(STORY)) == 4


def test_members_have_a_file_of_their_own():
    file = io.StringIO()

    count = write_members_csv(happenings=STORY, to=file)

    assert count == 1
    assert file.getvalue() == (
        "member,nickname,birth_month,joined_at\n8012 3341 09,小魚,5,2026-05-03T12:00:00+08:00\n"
    )


def test_json_lines_hold_everything_and_say_its_kind():
    file = io.BytesIO()

    count = write_jsonl(happenings=STORY, to=file)

    lines = [json.loads(line) for line in file.getvalue().splitlines()]
    assert count == 5
    assert [line["kind"] for line in lines] == ["member", "sale", "return", "cancellation", "spend"]
    assert lines[1]["lines"][0]["categories"] == ["home/tableware"]


def test_the_rows_of_a_year_add_up_to_its_sales():
    told = list(stream(seed=4, ends_on=date(2026, 3, 31), members=30))
    sold = sum(sale.total for sale in told if isinstance(sale, Sale))

    assert sum(int(row["amount"]) for row in rows_of(told) if row["kind"] == "sale") == sold


@pytest.mark.parametrize("kind", ["sale", "return", "cancellation"])
def test_the_sample_has_a_row_of_each_kind(kind):
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        assert kind in {row["kind"] for row in csv.DictReader(file)}


def test_the_sample_is_what_its_command_makes():
    file = io.StringIO()
    write_sample(file)

    assert SAMPLE.read_text(encoding="utf-8") == file.getvalue()
