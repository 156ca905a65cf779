"""What a file tells beside goods sold and goods back: money given back, points used, and what orders reached."""

from __future__ import annotations

import pytest

from regulars.core.events import Milestone, Order, Return, ReturnLine, Spend

NOON = 1_717_239_600_000_000  # 2024-06-01 12:00 in London, 11:00 UTC.
DAY_LONG = 86_400_000_000
FULL = "order_id,occurred_at,member,product,quantity,price,kind,return_of,given_back,points_used,points_kind,milestone,total\n"
FIELDS = FULL.strip().split(",")
SOLD = {
    "order_id": "1",
    "occurred_at": "2024-06-01 12:00:00",
    "member": "ada",
    "product": "tea",
    "quantity": "2",
    "price": "30",
}


def row(**changes):
    return ",".join((SOLD | changes).get(field, "") for field in FIELDS)


def back(**changes):
    return row(**{"order_id": "2", "occurred_at": "2024-06-02 12:00:00", "quantity": "-1", "return_of": "1"} | changes)  # fmt: skip


def milestone(name, **changes):
    nothing = {"member": "", "product": "", "quantity": "", "price": ""}
    return row(**nothing | {"occurred_at": "2024-06-20 12:00:00", "milestone": name} | changes)


def of_ada(staged):
    found = dict(staged.by_member())
    return found["ada"]


@pytest.mark.parametrize(
    ("rows", "lines", "whole"),
    [
        ([{"given_back": "25"}], (ReturnLine("tea", 1, None, 2500),), None),
        ([{"given_back": "-25.50"}], (ReturnLine("tea", 1, None, 2550),), None),
        ([{"given_back": "0"}], (ReturnLine("tea", 1),), None),
        ([{"given_back": "25", "quantity": ""}], (ReturnLine("tea", 0, None, 2500),), None),
        ([{"given_back": "25", "quantity": "0", "kind": "退款"}], (ReturnLine("tea", 0, None, 2500),), None),
        ([{"given_back": "25", "quantity": "", "product": ""}], (), 2500),
        # Goods with what was paid out for them, money beside them, and money for the whole.
        (
            [
                {"given_back": "30"},
                {"given_back": "5", "quantity": ""},
                {"given_back": "7", "quantity": "", "product": ""},
            ],
            (ReturnLine("tea", 1, None, 3000), ReturnLine("tea", 0, None, 500)),
            700,
        ),
        (
            [{"given_back": "10"}, {"given_back": "20"}, {}],
            (ReturnLine("tea", 2, None, 3000), ReturnLine("tea", 1)),
            None,
        ),
    ],
)
def test_money_given_back_is_for_goods_or_for_the_receipt(shop, rows, lines, whole):
    staged = shop.rows(row(), *(back(**changes) for changes in rows), header=FULL)

    assert of_ada(staged)[1] == Return("2", NOON + DAY_LONG, 739_039, lines, "1", whole)
    assert staged.report.set_aside == {}


def test_money_alone_counts_as_returned_and_is_held_to_the_total(shop):
    staged = shop.rows(row(), back(given_back="25", quantity="", price="", total="-25"), header=FULL)

    assert (staged.report.returned, staged.report.set_aside) == (2500, {})


def test_points_used_are_a_spend_on_the_order_before_it(shop):
    staged = shop.rows(row(points_used="40"), row(product="cup", points_used="0"), header=FULL)

    spent, bought = of_ada(staged)
    assert spent == Spend("1~spend", NOON, 739_038, "coin", 40, order="1")
    assert (type(bought), bought.id, len(bought.lines)) == (Order, "1", 2)
    assert (staged.report.spends, staged.report.events) == (1, 2)


def test_a_file_may_say_which_points(shop):
    shop.points = None
    staged = shop.rows(
        row(points_used="40", points_kind="stamp"), row(order_id="2", points_used="1"), header=FULL
    )

    assert [event.currency for event in of_ada(staged) if isinstance(event, Spend)] == ["stamp"]
    assert staged.report.set_aside == {"points_kind_missing": 1}


def test_what_an_order_reached_finds_its_member_in_the_order(shop):
    staged = shop.rows(
        row(), milestone("Picked Up"), milestone("已送達", occurred_at="2024-06-05 12:00:00"),
        milestone("picked_up", occurred_at="2024-06-25 12:00:00"), header=FULL,
    )  # fmt: skip

    assert of_ada(staged)[1:] == [
        Milestone("1~milestone:delivered", NOON + 4 * DAY_LONG, 739_042, "1", "delivered"),
        Milestone("1~milestone:picked_up", NOON + 19 * DAY_LONG, 739_057, "1", "picked_up"),
    ]
    assert (staged.report.milestones, staged.report.lines_kept, staged.report.set_aside) == (2, 4, {})


def test_of_an_order_elsewhere_it_must_say_whose_it_is(shop):
    staged = shop.rows(
        row(), milestone("delivered", order_id="9"), milestone("delivered", order_id="8", member="bob"),
        milestone("delivered", member="bob"), header=FULL,
    )  # fmt: skip

    assert [(each["row"], each["reason"]) for each in shop.aside(staged)] == [
        ("2", "milestone_of_nobody"), ("4", "two_members"),
    ]  # fmt: skip
    assert [event.order for event in dict(staged.by_member())["bob"]] == ["8"]


def test_what_nobodys_order_reached_is_nobodys(shop):
    staged = shop.rows(row(member=""), row(order_id="2"), milestone("delivered"), header=FULL)

    told = [(member, event.id) for member, event in staged.in_time_order()]
    assert (None, "1~milestone:delivered") in told
    assert (staged.anonymous().orders, staged.anonymous().lines) == (1, 1)


def test_an_order_that_waits_lets_what_it_reached_wait(shop):
    staged = shop.rows(row(total="1"), milestone("delivered"), row(order_id="2"), header=FULL)

    assert staged.report.set_aside == {"total_contradicts": 2}
    assert [event.id for event in of_ada(staged)] == ["2"]


@pytest.mark.parametrize(
    ("said", "is_reward"),
    [("yes", True), ("是", True), ("V", True), ("0", False), ("", False), ("No", False)],
)
def test_a_line_may_be_a_reward(shop, said, is_reward):
    staged = shop.rows(
        f"1,2024-06-01 12:00:00,ada,tea,1,0,{said}",
        header="order_id,occurred_at,member,product,quantity,price,reward\n",
    )

    [bought] = of_ada(staged)
    assert bought.lines[0].reward is is_reward


def test_a_line_that_may_or_may_not_be_a_reward_is_set_aside(shop):
    staged = shop.rows(
        "1,2024-06-01 12:00:00,ada,tea,1,0,perhaps", "1,2024-06-01 12:00:00,ada,tea,1,3,",
        header="order_id,occurred_at,member,product,quantity,price,reward\n",
    )  # fmt: skip

    assert staged.report.set_aside == {"reward_none": 1}
    assert [len(event.lines) for event in of_ada(staged)] == [1]


BAD_ROWS = (
    (row(order_id="b", given_back="some"), "given_back_none"),
    (row(order_id="b", given_back="3"), "given_back_on_sale"),
    (back(order_id="b", given_back="9999999999999"), "given_back_none"),
    (back(order_id="b", given_back="5", quantity="", product="", return_of=""), "given_back_of_nothing"),
    (back(order_id="b", quantity=""), "quantity_missing"),
    (row(order_id="b", points_used="some"), "points_none"),
    (row(order_id="b", points_used="0.5"), "points_none"),
    (row(order_id="b", points_used="-5"), "points_none"),
    (row(order_id="b", points_used="2000000000"), "points_none"),
    (row(order_id="b", points_used="5", member=""), "points_of_nobody"),
    (back(order_id="b", points_used="5"), "points_without_sale"),
    (milestone("", kind="milestone"), "milestone_missing"),
    (milestone("３日後"), "milestone_none"),
    (milestone("9th day"), "milestone_none"),
    (milestone("delivered", occurred_at=""), "date_missing"),
)


@pytest.mark.parametrize(("bad", "reason"), BAD_ROWS)
def test_a_row_that_cannot_be_used(shop, bad, reason):
    staged = shop.rows(row(), bad, header=FULL)

    assert [(each["row"], each["reason"]) for each in shop.aside(staged)] == [("2", reason)]
    assert [event.id for _, events in staged.by_member() for event in events] == ["1"]


@pytest.mark.parametrize(
    ("second", "detail"),
    [
        ({"points_used": "6"}, "5 / 6"),
        ({"points_used": "5", "points_kind": "stamp"}, "coin / stamp"),
    ],
)
def test_one_receipt_uses_points_once(shop, second, detail):
    first = row(order_id="b", points_used="5", points_kind="coin")
    staged = shop.rows(row(), first, row(**{"order_id": "b"} | second), header=FULL)

    assert staged.report.set_aside == {"two_spends": 2}
    assert {each["detail"] for each in shop.aside(staged)} == {detail}


def test_the_order_of_rows_does_not_matter(shop):
    rows = [row(points_used="5"), back(given_back="25"), milestone("delivered")]
    kinds = [Spend, Order, Return, Milestone]

    for order in (rows, rows[::-1]):
        assert [type(event) for event in of_ada(shop.rows(*order, header=FULL))] == kinds
