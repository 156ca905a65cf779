"""Money is exact: one rounding a line, half up, and counted."""

from __future__ import annotations

import pytest

from regulars.events.orderfiles import Mapping
from regulars.events.orderfiles.words import notice_sentence


def amounts(staged):
    return {
        event.id: [line.amount for line in event.lines]
        for _, events in staged.by_member()
        for event in events
    }


@pytest.mark.parametrize(
    ("quantity", "price", "currency", "amount", "rounded"),
    [
        pytest.param("12", "6.95", "GBP", 8340, 0, id="pence are exact"),
        pytest.param("5", "0.001", "GBP", 1, 1, id="half a penny goes up"),
        pytest.param("4", "0.001", "GBP", 0, 1, id="less than half goes down"),
        pytest.param("1000", "0.001", "GBP", 100, 0, id="the price is not rounded before it is multiplied"),
        pytest.param("3", "33.3333", "TWD", 100, 1, id="dollars of Taiwan have no decimals"),
        pytest.param("1", "0.5", "TWD", 1, 1, id="half a dollar goes up"),
        pytest.param("2", "0", "GBP", 0, 0, id="a gift is worth nothing"),
        pytest.param("1", '"1,234.50"', "GBP", 123450, 0, id="thousands may have commas"),
        pytest.param("1", '"NT$1,234"', "TWD", 1234, 0, id="a currency's sign may stand before"),
        pytest.param("1", "120元", "TWD", 120, 0, id="or behind"),
        pytest.param("3", "0.1", "KWD", 300, 0, id="three decimals where the currency has them"),
        pytest.param("1", "90071992547.93", "GBP", 9007199254793, 0, id="beyond what a float would keep"),
        pytest.param("1", "1.005", "GBP", 101, 1, id="a float would make this 1.00"),
    ],
)
def test_a_line_is_quantity_times_price(shop, quantity, price, currency, amount, rounded):
    shop.currency = currency

    staged = shop.rows(f"1,2024-06-01 12:00:00,ada,tea,{quantity},{price}")

    assert amounts(staged) == {"1": [amount]}
    told = {notice.code: notice.facts["count"] for notice in staged.report.notices if "count" in notice.facts}
    assert told.get("amounts_rounded", 0) == rounded


def test_the_report_says_how_many_amounts_were_rounded(shop):
    shop.currency = "TWD"
    staged = shop.rows(*(f"{n},2024-06-01 12:00:00,ada,tea,1,0.3" for n in range(1234)))

    [notice] = [notice for notice in staged.report.notices if notice.code == "amounts_rounded"]
    english = "1,234 amounts had more decimals than TWD has; each line was rounded half up."
    assert notice_sentence(notice, "en") == english
    assert notice_sentence(notice, "zh-Hant") == "1,234 筆金額的小數位數超過 TWD 的最小單位，逐列四捨五入。"


def test_a_net_amount_is_believed_and_the_price_not_asked(shop):
    staged = shop.rows(
        "1,2024-06-01 12:00:00,ada,tea,3,10,25.50",
        header="order_id,occurred_at,member,product,quantity,price,amount\n",
    )

    assert amounts(staged) == {"1": [2550]}


def test_a_discount_of_a_line_comes_off_its_price(shop):
    staged = shop.rows(
        "1,2024-06-01 12:00:00,ada,tea,3,10,4.50",
        "1,2024-06-01 12:00:00,ada,cup,1,10,",
        header="order_id,occurred_at,member,product,quantity,price,discount\n",
    )

    assert amounts(staged) == {"1": [2550, 1000]}


def test_a_discount_of_the_order_is_shared_out_to_the_last_cent(shop):
    staged = shop.rows(
        "1,2024-06-01 12:00:00,ada,a,1,10,10.00,20",
        "1,2024-06-01 12:00:00,ada,b,1,10,10.00,",
        "1,2024-06-01 12:00:00,ada,c,1,10,10.00,",
        "2,2024-06-01 12:00:00,ada,c,1,10,,10",
        header="order_id,occurred_at,member,product,quantity,price,order_discount,total\n",
    )

    # 1000 of 3000 on equal lines: 334 for the earliest of the equal remainders, 333 for the others.
    assert amounts(staged) == {"1": [666, 667, 667], "2": [1000]}
    assert staged.report.sales == 3000


def test_a_total_that_agrees_is_kept_and_one_that_contradicts_is_set_aside(shop):
    staged = shop.rows(
        "1,2024-06-01 12:00:00,ada,tea,2,3,11",
        "1,2024-06-01 12:00:00,ada,cup,1,5,11",
        "2,2024-06-01 12:00:00,ada,tea,2,3,7",
        "3,2024-06-01 12:00:00,ada,tea,-2,3,-6",
        "4,2024-06-01 12:00:00,ada,tea,-2,3,6",
        header="order_id,occurred_at,member,product,quantity,price,total\n",
    )

    assert [event.id for _, events in staged.by_member() for event in events] == ["1", "3", "4"]
    [row] = shop.aside(staged)
    assert (row["row"], row["reason"], row["detail"]) == ("3", "total_contradicts", "7.0 / 6.0")


def test_a_total_may_differ_by_what_the_lines_were_rounded_and_no_more(shop):
    shop.currency = "TWD"
    header = "order_id,occurred_at,member,product,quantity,price,total\n"
    lines = [
        f"{order},2024-06-01 12:00:00,ada,p{n},1,0.5,{total}"
        for order, total in ((1, 1), (2, 0))
        for n in range(2)
    ]

    staged = shop.rows(*lines, header=header)

    assert amounts(staged) == {"1": [1, 1]}
    assert staged.report.set_aside == {"total_contradicts": 2}


def test_a_missing_line_makes_a_receipt_contradict_its_total(shop):
    staged = shop.rows(
        "1,2024-06-01 12:00:00,ada,tea,2,3,11",
        "1,2024-06-01 12:00:00,ada,cup,0.5,10,11",
        "2,2024-06-01 12:00:00,ada,cup,1,10,10",
        header="order_id,occurred_at,member,product,quantity,price,total\n",
    )

    assert staged.report.set_aside == {"quantity_fractional": 1, "total_contradicts": 1}


def test_without_a_total_the_other_lines_of_the_receipt_stay(shop):
    staged = shop.rows("1,2024-06-01 12:00:00,ada,tea,2,3", "1,2024-06-01 12:00:00,ada,cup,0.5,10")

    assert amounts(staged) == {"1": [600]}
    assert staged.report.set_aside == {"quantity_fractional": 1}


def test_a_mapping_may_tell_that_a_column_is_not_what_it_seems(shop):
    header = "order_id,occurred_at,member,product,quantity,price,amount\n"
    row = "1,2024-06-01 12:00:00,ada,tea,3,10,999"
    shop.mapping = Mapping(columns={"amount": None})

    assert amounts(shop.rows(row, header=header)) == {"1": [3000]}


def test_sums_of_a_receipt_may_stand_on_its_first_row_and_be_0_on_the_others(shop):
    staged = shop.rows(
        "1,2024-06-01 12:00:00,ada,tea,1,3,7,1,2",
        "1,2024-06-01 12:00:00,ada,cup,1,5,0,0,0",
        "2,2024-06-01 13:00:00,ada,gift,1,0,0,0,0",
        header="order_id,occurred_at,member,product,quantity,price,total,order_discount,vouchers\n",
    )

    [(_, [order, gift])] = list(staged.by_member())
    assert (order.unearning, sum(line.amount for line in order.lines)) == (200, 700)
    assert gift.unearning == 0
