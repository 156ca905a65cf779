"""A file that is broken as a file is refused as a whole, in one sentence, and nothing is staged."""

from __future__ import annotations

import json
import os

import pytest

from regulars.events.orderfiles.refusals import (
    CsvBroken,
    CurrencyDoesNotFit,
    EncodingUnknown,
    FileEmpty,
    FileIsFolder,
    FileMissing,
    FileUnreadable,
    FormatUnknown,
    JsonBroken,
    NothingUsable,
    ParquetBroken,
)
from regulars.events.orderfiles.words import notice_sentence, refusal_sentence

HEADER = "order_id,occurred_at,member,product,quantity,price\n"
GOOD = "1,2024-06-01 12:00:00,ada,tea,1,3\n"
CHINESE = "訂單編號,交易時間,會員編號,商品編號,數量,單價\nA1,2024-06-01 12:00:00,林小姐,烏龍茶,1,120\n"


def refused(shop, content, kind, name="orders.csv"):
    with pytest.raises(kind) as caught:
        shop.text(content, name)
    assert not (shop.folder / "staging" / "staging.duckdb").exists()
    assert not (shop.folder / "staging" / "work.duckdb").exists()
    assert refusal_sentence(caught.value, "en") != refusal_sentence(caught.value, "zh-Hant")
    return caught.value.facts


def test_no_such_file(shop):
    with pytest.raises(FileMissing) as caught:
        shop.stage(shop.folder / "nowhere.csv")

    assert caught.value.facts == {"path": str(shop.folder / "nowhere.csv")}


def test_a_folder(shop):
    with pytest.raises(FileIsFolder):
        shop.stage(shop.folder)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(shop):
    path = shop.write(HEADER)
    path.chmod(0)
    with pytest.raises(FileUnreadable):
        shop.stage(path)


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff", HEADER, HEADER.strip()])
def test_an_empty_file_or_a_header_alone(shop, content):
    refused(shop, content, FileEmpty)


@pytest.mark.parametrize(
    ("start", "seems"),
    [
        (b"PK\x03\x04", "xlsx"),
        (b"%PDF-1.7", "pdf"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\x7fELF\x01\x00\x80\xff", "binary"),
    ],
)
def test_a_file_that_is_something_else(shop, start, seems):
    facts = refused(shop, start + b"\xff\x01" * 50, FormatUnknown)

    assert facts["seems"] == seems


def test_parquet_that_is_cut_off(shop):
    refused(shop, b"PAR1" + b"\x15\x04" * 40, ParquetBroken, "orders.parquet")


@pytest.mark.parametrize(
    ("rows", "line", "problem", "expected", "found"),
    [
        (GOOD + "2,2024-06-01\n" + GOOD, 3, "MISSING COLUMNS", 6, 2),
        (GOOD + GOOD + GOOD.strip() + ",more\n", 4, "TOO MANY COLUMNS", 6, 7),
        (GOOD + '2,2024-06-01 12:00:00,"ada,tea,1,3\n' + GOOD, 3, "UNQUOTED VALUE", None, None),
        (GOOD + '2,2024-06-01 12:00:00,"ada"x,tea,1,3\n', 3, "UNQUOTED VALUE", None, None),
    ],
)
def test_broken_csv_names_the_line(shop, rows, line, problem, expected, found):
    facts = refused(shop, HEADER + rows, CsvBroken)

    assert (facts["line"], facts["problem"], facts["expected"], facts["found"]) == (
        line,
        problem,
        expected,
        found,
    )


def test_broken_csv_says_what_is_wrong_in_both_languages(shop):
    with pytest.raises(CsvBroken) as caught:
        shop.text(HEADER + "2,2024-06-01\n")

    path = shop.folder / "orders.csv"
    assert refusal_sentence(caught.value, "en") == f"{path}, line 2: broken CSV, expected 6 cells, found 2."
    chinese = f"{path} 第 2 行的 CSV 格式不正確：應有 6 欄，只有 2 欄。"
    assert refusal_sentence(caught.value, "zh-Hant") == chinese


def test_a_quote_that_never_closes_in_a_big_file_is_named_too(shop):
    facts = refused(shop, HEADER + '2,2024-06-01 12:00:00,"ada,tea,1,3\n' + GOOD * 600_000, CsvBroken)

    assert facts["line"] == 2


@pytest.mark.parametrize("wrong", ['{"order_id": ', "[1, 2]", '{"a": 1} {"b": 2}', "order 3"])
def test_a_line_that_is_no_json_object(shop, wrong):
    good = json.dumps({"order_id": "1", "date": "2024-06-01", "product": "tea", "quantity": 1, "price": 1})

    assert refused(shop, f"{good}\n\n{wrong}\n{good}\n", JsonBroken, "orders.jsonl")["line"] == 3


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", None), ("utf-8-sig", None), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"),
     ("cp950", "Big5 (CP950)")],
)  # fmt: skip
def test_encodings_of_taiwan_are_read_and_the_unusual_ones_named(shop, encoding, named):
    shop.currency, shop.zone = "TWD", "Asia/Taipei"
    latin = "order_id,occurred_at,member,product,quantity,price\n" + CHINESE.split("\n")[1] + "\n"
    content = latin if encoding in {"utf-16-le", "utf-16-be"} else CHINESE

    staged = shop.text(content.encode(encoding))

    [(member, [order])] = list(staged.by_member())
    assert (member, order.lines[0].product) == ("林小姐", "烏龍茶")
    told = [notice for notice in staged.report.notices if notice.code == "encoding_read_as"]
    assert [notice.facts["encoding"] for notice in told] == ([named] if named else [])
    if named == "Big5 (CP950)":
        assert notice_sentence(told[0], "zh-Hant") == "檔案不是 UTF-8，以 Big5 (CP950) 讀取。"


def test_text_in_no_encoding_that_we_know_is_refused_with_its_line(shop):
    facts = refused(
        shop, HEADER.encode() + GOOD.encode() + b"2,2024-06-01 12:00:00,caf\xe9,tea,1,3\n", EncodingUnknown
    )

    assert facts["line"] == 3
    assert facts["tried"] == ["UTF-8", "UTF-16", "Big5 (CP950)"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_machine(shop, newline):
    staged = shop.text((HEADER + GOOD + GOOD).replace("\n", newline))

    assert staged.report.lines == 2


def test_lines_may_even_end_in_several_ways(shop):
    staged = shop.text(
        HEADER.replace("\n", "\r\n")
        + GOOD
        + GOOD.replace("\n", "\r\n")
        + '3,2024-06-01 12:00:00,"a\nb",tea,1,3'
    )

    assert (staged.report.lines, staged.report.members) == (3, 2)


def test_a_file_in_another_currency(shop):
    rows = "1,2024-06-01,ada,tea,1,3,NTD\n2,2024-06-01,ada,tea,1,3,TWD\n"
    facts = refused(shop, "order_id,date,member,product,quantity,price,currency\n" + rows, CurrencyDoesNotFit)

    assert (facts["found"], facts["expected"]) == ("TWD", "GBP")


def test_a_file_of_which_no_row_can_be_used(shop):
    facts = refused(
        shop, HEADER + "1,never,ada,tea,1,3\n2,never,ada,tea,1,3\n3,2024-06-01,ada,,1,3\n", NothingUsable
    )

    assert (facts["lines"], facts["reason"], facts["count"]) == (3, "date_none", 2)


def test_one_json_array_of_everything_is_not_json_lines(shop):
    assert refused(shop, '[{"order_id": "1"}]', JsonBroken, "orders.json")["line"] == 1


def test_a_line_beyond_all_measure_is_refused(shop):
    good = json.dumps({"order_id": "1", "date": "2024-06-01", "product": "tea", "quantity": 1, "price": 1})

    assert (
        refused(shop, good + "\n" + good[:-1] + " " * 17_000_000 + "}\n", JsonBroken, "orders.jsonl")["line"]
        == 2
    )
