"""Points for a cause: summed up by day, passed on once, and not taken back afterwards."""

from datetime import date

import pytest
from corner_shop import when
from reward_shop import GIVEN, asks, coins, has, opened, redeemed, states, undoes

from regulars.desk import rewards
from regulars.desk.posting import post
from regulars.desk.verify import verify
from regulars.lib.cursors import raw_cursor
from regulars.rewards.actions import NothingToHandOver, hand_over
from regulars.rewards.donations import DaySum, DonationsStillCome, NothingToPassOn, sums

FIRST, NEXT = date(2026, 3, 1), date(2026, 3, 2)


@pytest.fixture
def shop(db):
    """The shop with causes; Ada and Bob have a thousand coins each."""
    found = opened(GIVEN)
    for member in ("Ada", "Bob"):
        has(found, member, 1000)
    return found


def test_what_comes_in_is_summed_up_by_cause_and_day(shop):
    told = [
        asks("a", "meal"), asks("b", "feast", member="Bob"), asks("c", "trees"), undoes("a"), asks("d", "meal"),
        asks("e", "meal", at="2026-03-02 00:00"), asks("mug", "mug"),
    ]  # fmt: skip
    assert redeemed(shop, *told) == ["decided"] * 7

    assert sums() == (
        DaySum("food-bank", NEXT, "coin", 50, 1, 50),
        DaySum("food-bank", FIRST, "coin", 250, 2, 250),
        DaySum("trees", FIRST, "coin", 30, 1, 30),
    )
    assert sums(before=NEXT, limit=1) == sums()[1:2]


def test_a_day_that_was_passed_on_is_not_taken_back(shop):
    redeemed(shop, asks("a", "meal"), asks("b", "meal", at="2026-03-02 10:00"), asks("t", "trees"))
    assert rewards.pass_on(shop, "food-bank", FIRST, by="mei", now=when("2026-03-02 09:00")) == 1

    assert redeemed(shop, undoes("a"), undoes("b"), undoes("t")) == ["RedemptionOver", "decided", "decided"]
    assert (coins(), states()) == (
        1950, [("meal", "handed_over"), ("meal", "cancelled"), ("trees", "cancelled")],
    )  # fmt: skip
    assert [one.waiting for one in sums()] == [0]
    assert verify(shop).broken == ()


def test_a_day_is_passed_on_once_and_when_it_is_over(shop):
    redeemed(shop, asks("a", "meal"))
    with pytest.raises(DonationsStillCome):
        rewards.pass_on(shop, "food-bank", FIRST, by="mei", now=when("2026-03-01 23:59"))
    rewards.pass_on(shop, "food-bank", FIRST, by="mei", now=when("2026-03-02 00:00"))
    for cause in ("food-bank", "trees"):
        with pytest.raises(NothingToPassOn):
            rewards.pass_on(shop, cause, FIRST, by="mei", now=when("2026-03-02 00:00"))


def test_there_is_nothing_to_show_or_to_hand_over(shop):
    [answer] = post(shop, [asks("a", "meal")])
    with pytest.raises(NothingToHandOver):
        hand_over(raw_cursor(), answer.made.code, by="mei", now=when("2026-03-01 12:00"))

    assert not answer.made.as_had().has_code
    assert answer.made.as_had().can_be_cancelled
