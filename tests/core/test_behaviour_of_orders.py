"""Questions about orders: what counts of them, and what no longer does when goods come back."""

import pytest
from one_member import Member, giving_if, holds, line


def test_an_event_is_decided_by_what_came_before_it():
    shopper = Member(giving_if('count("Order Completed", within="90d") == 2'))

    assert [holds(shopper, f"2024-03-0{day}") for day in (1, 2, 3, 4)] == [False, False, True, False]


def test_an_order_counts_until_nothing_is_left_of_it():
    shopper = Member(giving_if('count("Order Completed") == 1'))
    shopper.buys("2024-03-01", line(100, 2, "tea"), name="o1")

    shopper.brings_back("2024-03-02", "tea", order="o1")
    assert holds(shopper, "2024-03-03")
    shopper.cancels("2024-03-04", "e2")
    shopper.brings_back("2024-03-04", "tea", order="o1")
    assert not holds(shopper, "2024-03-05")


def test_a_sum_of_orders_loses_what_comes_back():
    shopper = Member(giving_if('sum("Order Completed", "total", within="90d") == 150'))
    shopper.buys("2024-03-01", line(100, 2, "tea"), name="o1")
    shopper.buys("2024-03-01", line(100, 1, "cup"), name="o2")

    shopper.brings_back("2024-03-02", "tea", order="o1")

    assert holds(shopper, "2024-03-03")


def test_an_order_that_comes_after_its_return_counts_for_what_is_left():
    shopper = Member(giving_if('sum("Order Completed", "quantity") == 1 and count("Order Completed") == 1'))
    shopper.brings_back("2024-03-02", "tea", order="o1")
    shopper.buys("2024-03-01", line(100, 2, "tea"), name="o1")

    assert holds(shopper, "2024-03-03")


def test_goods_that_come_back_do_not_undo_what_was_done():
    condition = 'last("Order Completed") == 2 and distinct("Order Completed", "products") == 1'
    shopper = Member(giving_if(condition))
    shopper.buys("2024-03-01", line(100, 1, "tea"), name="o1")
    shopper.cancels("2024-03-02", "o1")

    assert holds(shopper, "2024-03-03")


@pytest.mark.parametrize(
    ("where", "count"),
    [('"drinks" in categories', 2), ("total >= 200", 1), ('store == "main"', 1), ("hour < 12", 2)],
)
def test_where_of_orders_reads_the_receipt(where, count):
    shopper = Member(giving_if(f'count("Order Completed", where={where}) == {count}'))
    shopper.buys("2024-03-01 10:00", line(200), store="main")
    shopper.buys("2024-03-01 11:00", line(100))
    shopper.buys("2024-03-01 13:00", line(100, category="books"))

    assert holds(shopper, "2024-03-02")


def test_a_rule_that_is_asked_again_hears_the_answers_of_that_day():
    shopper = Member(giving_if('total >= 50 and count("Order Completed") == 0', on_refund="recompute"))
    shopper.buys("2024-03-01", line(60, 1, "tea"), line(60, 1, "cup"), name="o1")

    shopper.brings_back("2024-03-02", "tea", order="o1")

    assert shopper.has("2024-03-02") == (10, 0, 0)
    assert shopper.brings_back("2024-03-03", "cup", order="o1") == [("revoke", -10)]
