"""Money given back without goods: the same target as for goods, by the fraction of what was paid."""

import pytest
from one_member import BASE, Member, card, line, version

CUPS = line(300, 3)  # Thirty coins at one for ten.


def back_of(product, amount):
    return (product, 0, None, amount)


def reasons(member):
    return [(one.code, one.facts) for one in member.reasons]


@pytest.mark.parametrize(
    ("steps", "kept"),
    [
        ([back_of("tea", 50)], 25),
        ([back_of("tea", 50), back_of("tea", 50)], 20),
        ([("tea", 1), back_of("tea", 100)], 10),  # A third in goods, a third in money.
        ([back_of("tea", 100), ("tea", 1)], 10),
        ([("tea", 1, None, 100)], 20),  # The goods at their price: nothing beside them.
        ([("tea", 1, None, 60)], 20),  # The shop kept a fee; the cup came back all the same.
        ([("tea", 1, None, 150)], 15),  # Fifty more than the cup had cost.
        ([back_of("tea", 299)], 0),  # 30 × 299/300 is 29.9.
        ([back_of("tea", 300)], 0),
        ([("tea", 2), back_of("tea", 100)], 0),
    ],
)
def test_a_line_keeps_by_what_came_back_of_it_in_goods_and_in_money(steps, kept):
    ada = Member(version(BASE))
    ada.buys("2024-01-05", CUPS, name="a")

    for step in steps:
        ada.brings_back("2024-01-06", step, order="a")

    assert ada.outstanding() == kept
    assert reasons(ada) == []


def test_no_more_is_given_back_than_was_paid():
    ada = Member(version(BASE))
    ada.buys("2024-01-05", CUPS, line(100, 1, "pen"), name="a")

    ada.brings_back("2024-01-06", ("tea", 1), back_of("tea", 250), order="a")
    assert reasons(ada) == [("unmatched_money", ("tea", 50))]
    assert ada.outstanding() == 10
    ada.brings_back("2024-01-07", order="a", amount=101)
    assert reasons(ada)[1:] == [("unmatched_money", ("", 1))]
    assert ada.outstanding() == 0
    assert ada.cancels("2024-01-08", "a") == []


def test_money_for_the_whole_receipt_lies_on_what_is_left_of_every_line():
    ada = Member(version(BASE))
    ada.buys("2024-01-05", line(100), line(300, 1, "pen"), name="a")

    assert ada.brings_back("2024-01-06", order="a", amount=100) == [
        ("revoke", -11)
    ]  # 2.5 and 7.5, halves up.
    # With the pen 300 went back, and the 100 lie on the tea.
    assert ada.brings_back("2024-01-07", "pen", order="a") == [("revoke", -29)]


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_goods_and_money_does_not_matter(order):
    ada = Member(version(BASE))
    ada.buys("2024-01-05", CUPS, line(120, 2, "pen"), name="a")
    steps = [
        {"goods": [("tea", 2)]}, {"goods": [back_of("pen", 35)]}, {"amount": 40}, {"goods": [("pen", 1)]},
    ]  # fmt: skip

    for step in steps[::order]:
        ada.brings_back("2024-01-06", *step.get("goods", ()), order="a", amount=step.get("amount"))

    # Left: a cup of 100 and 25 of a pen, less 40 of these 125.
    assert ada.outstanding() == 7 + 2
    assert ada.purse().sums.revoked == 42 - 9


def test_money_back_may_take_a_receipt_below_a_threshold():
    ada = Member(version({"bonus": 100, "when": "total >= 1000"}))
    ada.buys("2024-01-05", line(1050, 2), name="a")

    assert ada.brings_back("2024-01-06", order="a", amount=50) == []
    assert ada.brings_back("2024-01-06", order="a", amount=1) == [("revoke", -100)]


@pytest.mark.parametrize(
    ("metric", "after_some", "after_all"), [("net_spend", 250, 0), ("items", 3, 0), ("orders", 1, 0)]
)
def test_money_back_comes_off_the_level_but_the_items_stay_bought(metric, after_some, after_all):
    ada = Member(version(BASE, tracks=card(metric)))
    ada.buys("2024-01-05", CUPS, name="a")

    ada.brings_back("2024-01-06", back_of("tea", 50), order="a")
    assert ada.standing().total == after_some
    ada.brings_back("2024-01-06", back_of("tea", 250), order="a")
    assert ada.standing().total == after_all
    ada.brings_back("2024-01-06", ("tea", 3), order="a")
    assert ada.standing().total == after_all


def test_money_for_goods_without_a_receipt_lies_on_the_latest_purchase():
    ada = Member(version(BASE))
    ada.buys("2024-01-05", 100, name="a")
    ada.buys("2024-01-06", 200, name="b")

    assert ada.brings_back("2024-01-07", back_of("tea", 250)) == [("revoke", -20), ("revoke", -5)]


def test_money_without_a_receipt_and_without_goods_finds_nothing():
    ada = Member(version(BASE))
    ada.buys("2024-01-05", 100, name="a")

    assert ada.brings_back("2024-01-07", amount=50) == []
    assert ada.brings_back("2024-01-07", back_of("sofa", 50)) == []
    assert reasons(ada) == [("unmatched_money", ("", 50)), ("unmatched_money", ("sofa", 50))]


def test_what_cost_nothing_comes_back_by_its_items_or_with_all_the_money():
    ada = Member(version({"each": 5}))
    ada.buys("2024-01-05", line(0, 2, "pen"), line(100), name="a")

    assert ada.brings_back("2024-01-06", back_of("pen", 10), order="a") == []
    assert reasons(ada) == [("unmatched_money", ("pen", 10))]
    assert ada.brings_back("2024-01-06", "pen", order="a") == [("revoke", -5)]
    assert ada.brings_back("2024-01-06", order="a", amount=100) == [("revoke", -10)]
