"""Things that went wrong with points elsewhere, each by its name, kept so that they never happen here."""

import pytest
from one_member import BASE, Member, card, line, version

from regulars.core.books import broken_laws
from regulars.core.refusals import NotEnoughPoints


def test_buy_refund_keep_the_points():
    ada = Member(version(BASE))
    ada.buys("2024-01-05", line(3000, 3), name="a")
    for _ in range(3):
        ada.brings_back("2024-01-06", "tea", order="a")

    assert ada.outstanding() == 0


def test_buy_refund_spend_before_the_refund():
    """The points are spent before the goods go back: what is missing is owed, or said, and never forgotten."""
    for policy in ("within_balance", "into_deficit"):
        ada = Member(version(BASE, coin={"take_back": policy}))
        ada.buys("2024-01-05", 3000, name="a")
        ada.spends("2024-01-05 13:00", 300)
        ada.cancels("2024-01-05 14:00", "a")
        assert ada.purse().sums.shortfall + ada.has("2024-01-06")[2] == 300


def test_a_refund_charges_the_redeemed_points_again():
    """Points spent on an order are no part of what it earned: a return takes back what was earned, once."""
    ada = Member(version(BASE))
    ada.is_given("2024-01-04", 500)
    ada.spends("2024-01-05 11:00", 200)
    ada.buys("2024-01-05 11:00", 1000, unearning=200, name="a")  # 80 earned on the 800 that were paid.

    assert ada.cancels("2024-01-06", "a") == [("revoke", -80)]
    assert ada.outstanding() == 300


def test_a_refund_charges_the_redeemed_points_again_where_the_spend_names_its_order():
    """What was redeemed comes back once; taking back what was earned never counts it a second time."""
    ada = Member(version(BASE))
    ada.is_given("2024-01-04", 500)
    ada.spends("2024-01-05 11:00", 200, order="a")
    ada.buys("2024-01-05 11:00", 1000, unearning=200, name="a")

    assert ada.cancels("2024-01-06", "a") == [("restore", 200), ("revoke", -80)]
    assert ada.cancels("2024-01-07", "a") == []
    assert ada.outstanding() == 500


def test_points_taken_exceed_the_discount_given():
    """Whatever comes back, line by line and cent by cent: points back for the discount, in all exactly as many."""
    ada = Member(version())
    ada.is_given("2024-01-04", 100)
    ada.spends("2024-01-05", 100, order="a")
    ada.buys("2024-01-05", line(333, 3), line(334, 7, "pen"), line(333, 1, "cup"), unearning=100, name="a")
    back = 0
    for step in [*["tea"] * 3, *["pen"] * 7, ("cup", 0, None, 100), "cup", "cup"]:
        ada.brings_back("2024-01-06", step, order="a")
        assert back <= ada.purse().sums.restored <= 100
        back = ada.purse().sums.restored

    assert (back, ada.outstanding(), ada.has("2024-01-06")) == (100, 100, (100, 0, 0))


def test_buying_with_points_and_cancelling_makes_points_that_run_out_last_longer():
    ada = Member(version(coin={"expiry": {"rolling": {"days": 30}}}))
    ada.is_given("2024-01-04", 100)
    lots = ada.purse().copy().lots
    ada.spends("2024-01-30", 100, order="a")
    ada.buys("2024-01-30", 100, unearning=100, name="a")
    ada.cancels("2024-02-01", "a")
    assert ada.purse().lots == lots

    ada.spends("2024-02-01 13:00", 100, order="b")
    ada.buys("2024-02-01 13:00", 100, unearning=100, name="b")
    ada.cancels("2024-02-20", "b")
    assert ada.outstanding() == 0


@pytest.mark.parametrize("rule", [BASE, {"each": 5}, {"bonus": 50}])
def test_reward_lines_earn_points(rule):
    """What is paid with points alone earns nothing, neither by money nor by item nor for the receipt."""
    ada = Member(version(rule))

    assert ada.buys("2024-01-05", line(300, 2), line(100), unearning=400) == []
    assert ada.buys("2024-01-05", line(300, 2), line(100), unearning=399) == (
        [] if rule is BASE else [("earn", 15 if "each" in rule else 50)]
    )


def test_points_are_taken_a_second_time_that_ran_out_unused():
    ada = Member(version(BASE, coin={"expiry": {"rolling": {"days": 30}}}))
    ada.buys("2024-01-05", 300, name="a")
    ada.buys("2024-02-20", 500, name="b")
    ada.cancels("2024-02-21", "a")

    assert ada.outstanding() == 50


def test_the_part_that_was_paid_with_points_earns_points():
    ada = Member(version(BASE, {"multiply": 3}))
    ada.buys("2024-01-05", 1000, unearning=1000)

    assert ada.outstanding() == 0


def test_a_refund_that_is_told_twice_takes_twice():
    ada = Member(version(BASE))
    ada.buys("2024-01-05", line(1000, 2), name="a")
    ada.buys("2024-01-05", 1000, name="b")
    ada.cancels("2024-01-06", "a")
    ada.cancels("2024-01-06", "a")
    ada.brings_back("2024-01-06", ("tea", 2), order="a")

    assert ada.outstanding() == 100


def test_debits_without_lots_make_the_balance_collapse_at_expiry():
    """Where spending is not paired with lots, the expiry takes the whole lot again."""
    ada = Member(version(BASE, coin={"expiry": {"rolling": {"days": 30}}}))
    ada.buys("2024-01-05", 1000)
    ada.buys("2024-01-20", 1000)
    ada.spends("2024-01-21", 90)
    ada.waits("2024-02-05 00:00")  # Of the first hundred ten were left.

    assert ada.outstanding() == 100
    assert [entry.points for entry in ada.entries if entry.kind == "expire"] == [-10]
    assert broken_laws(ada.fold.wallet, ada.entries, ada.allocations) == []


def test_an_activity_brings_points_back_that_ran_out_long_ago():
    """Where the clock is a date of last activity alone, the next order revives all that was ever there."""
    ada = Member(version(BASE, coin={"expiry": {"sliding": {"days": 30}}}))
    ada.buys("2024-01-05", 1000)
    ada.buys("2024-03-05", 100)

    assert ada.outstanding() == 10
    assert [entry.points for entry in ada.entries if entry.kind == "expire"] == [-100]


def test_points_that_slide_collapse_twice_at_their_first_end():
    """Where an activity moves the end and the first end stays in a queue, the same points run out twice."""
    ada = Member(version(BASE, coin={"expiry": {"sliding": {"days": 30}}}))
    ada.buys("2024-01-05", 1000)
    ada.spends("2024-01-20", 40)
    ada.waits("2024-02-05 00:00")
    assert ada.outstanding() == 60

    ada.waits("2024-12-31")
    assert [entry.points for entry in ada.entries if entry.kind == "expire"] == [-60]


def test_points_that_never_run_out_are_spent_first_because_null_sorts_first():
    ada = Member(version({**BASE, "expiry": "never"}, {"bonus": 10, "expiry": {"rolling": {"days": 30}}}))
    ada.buys("2024-01-05", 100)
    ada.spends("2024-01-06", 10)

    assert ada.lots() == [(1, 10)]
    assert ada.waits("2030-01-01") == []


def test_a_level_is_read_from_the_balance_and_spending_costs_it():
    ada = Member(
        version(
            BASE,
            tracks={
                "card": {"metric": "points_earned", "points": "coin", "levels": {"white": 0, "gold": 50}}
            },
        )
    )
    ada.buys("2024-01-05", 600)
    ada.spends("2024-01-06", 60)

    assert (ada.level(), ada.outstanding()) == ("gold", 0)


def test_rounding_at_each_line_loses_points():
    ada = Member(version(BASE))
    ada.buys("2024-01-05", *[9] * 10)  # Ninety in all, and not ten times nothing.

    assert ada.outstanding() == 9


def test_rounding_at_each_return_leaves_points_behind():
    ada = Member(version({"rate": {"points": 1, "per": 3}}))
    ada.buys("2024-01-05", line(20, 7), name="a")  # Six points over seven items.
    for _ in range(7):
        ada.brings_back("2024-01-06", "tea", order="a")

    assert ada.outstanding() == 0


@pytest.mark.parametrize("order", [1, -1])
def test_the_rule_that_was_edited_last_wins(order):
    rules = [
        {**BASE, "group": "g", "priority": 1},
        {"rate": {"points": 9, "per": 10}, "group": "g", "priority": 2},
    ]
    ada = Member(version(*rules[::order], groups={"g": "first"}))
    ada.buys("2024-01-05", 100)

    assert ada.outstanding() == 10


def test_a_year_is_forgotten_at_the_midnight_at_which_it_is_reviewed():
    ada = Member(version(BASE, tracks=card(window="calendar_year", validity="end_of_year")))
    ada.buys("2024-12-31 23:59", 5000)
    ada.waits("2025-01-01 00:00")

    assert ada.level() == "gold"


def test_buying_and_returning_beats_the_expiry_date():
    """A return gives nothing back that would live longer than what was there."""
    ada = Member(version(BASE, coin={"expiry": {"rolling": {"days": 30}}}))
    ada.buys("2024-01-05", 1000, name="a")
    before = ada.purse().lots[0].expires_at
    ada.brings_back("2024-02-01", ("tea", 1), order="a")
    ada.buys("2024-02-01", 500)

    assert [lot.expires_at > before for lot in ada.purse().lots] == [True]
    assert ada.outstanding() == 50


def test_a_purchase_is_cut_in_two_to_earn_a_gift_twice():
    gift = {"bonus": 100, "when": "total >= 1000", "caps": [{"per": "day", "points": 100}]}
    ada = Member(version(gift))
    ada.buys("2024-01-05 10:00", 1000)
    ada.buys("2024-01-05 11:00", 1000)

    assert ada.outstanding() == 100


def test_a_gift_is_earned_returned_and_earned_again_within_its_cap():
    """The cap comes down with the return, so an honest exchange is no loss."""
    gift = {"bonus": 100, "when": "total >= 1000", "caps": [{"per": "member", "points": 100}]}
    ada = Member(version(gift))
    ada.buys("2024-01-05", 1000, name="a")
    ada.cancels("2024-01-06", "a")
    ada.buys("2024-01-06", 1200, name="b")

    assert ada.outstanding() == 100


def test_more_points_are_spent_than_there_are_by_spending_at_one_moment():
    ada = Member(version(BASE))
    ada.buys("2024-01-05", 1000)
    ada.spends("2024-01-06", 60)

    with pytest.raises(NotEnoughPoints):
        ada.spends("2024-01-06", 60)


def test_returning_a_first_order_makes_the_next_one_the_first_again():
    ada = Member(version(BASE, {"bonus": 50, "when": "member.orders == 0"}))
    ada.buys("2024-01-05", 100, name="a")
    ada.cancels("2024-01-05 13:00", "a")

    assert ada.buys("2024-01-06", 100) == [("earn", 10)]  # A first order is first once, returned or not.
