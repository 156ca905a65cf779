"""Things that went wrong elsewhere with points that were set aside, or reached for by two at once."""

from datetime import UTC, datetime

import pytest
from one_member import BASE, Member, version
from racing import at_once

from regulars.core.events import (
    Adjustment,
    Cancellation,
    HoldPosted,
    HoldVoided,
    Line,
    Order,
    PointsHeld,
    Spend,
)
from regulars.core.periods import instant
from regulars.core.refusals import HoldOver, HoldTooSmall, NotEnoughPoints
from regulars.desk.posting import Arrival, post
from regulars.desk.reading import wallet_at
from regulars.desk.verify import verify
from regulars.people.members import wallet_of
from regulars.programmes import queries
from regulars.programmes.actions import publish

NOW = datetime(2026, 6, 16, 4, tzinfo=UTC)
SHOP = """
programme: museum
name: {zh-Hant: 館, en: Museum}
zone: Asia/Taipei
currency: TWD
effective_from: 2026-01-01
points:
  coin: {name: {zh-Hant: 點, en: Coins}, worth: 1}
  gift: {name: {zh-Hant: 禮物卡, en: Gift card}, worth: 1, funding: paid}
  leaf: {name: {zh-Hant: 葉, en: Leaves}, take_back: into_deficit}
earning:
  - id: leaves
    name: {zh-Hant: 消費, en: Purchases}
    on: Order Completed
    earn: leaf
    rate: {points: 1, per: 10}
"""


def test_a_hold_ignored_in_what_is_available():
    ada = Member(version(BASE))
    ada.is_given("2024-01-05", 100)
    ada.holds("2024-01-06", 80)

    with pytest.raises(NotEnoughPoints):
        ada.spends("2024-01-06 12:01", 21)
    with pytest.raises(NotEnoughPoints):
        ada.holds("2024-01-06 12:01", 21, name="second")
    assert ada.has("2024-01-06 12:01")[0] == 20


@pytest.mark.parametrize("end", ["voided", "timed_out"])
def test_a_rejected_hold_that_is_captured_later(end):
    ada = Member(version(BASE))
    ada.is_given("2024-01-05", 100)
    ada.holds("2024-01-06 12:00", 80, minutes=10)
    if end == "voided":
        ada.voids("2024-01-06 12:05")

    with pytest.raises(HoldOver):
        ada.posts("2024-01-06 12:10")
    assert (ada.outstanding(), ada.purse().sums.spent) == (100, 0)


def test_points_taken_exceed_the_discount_given():
    """A basket shrinks after its points were set aside: what is taken is what the discount came to."""
    ada = Member(version(BASE))
    ada.is_given("2024-01-05", 100)
    ada.holds("2024-01-06 12:00", 80)
    ada.posts("2024-01-06 12:05", 30)
    ada.holds("2024-01-06 12:06", 50, name="next")

    with pytest.raises(HoldTooSmall):
        ada.posts("2024-01-06 12:07", 51, hold="next")
    assert (ada.purse().sums.spent, ada.held(), ada.outstanding()) == (30, 50, 70)


@pytest.fixture
def shop(live_database):
    """Open a shop whose database really commits, in which Ada has 100 coins and a gift card of 500."""
    queries._compiled.cache_clear()
    publish(text=SHOP, now=NOW)
    shop = queries.current()
    for currency, points in (("coin", 100), ("gift", 500)):
        event = Adjustment(
            f"given-{currency}", instant(NOW), NOW.toordinal(), currency, points, "opening", "staff"
        )
        assert post(shop, [Arrival("till", "Ada", event)])[0].status == "decided"
    yield shop
    queries._compiled.cache_clear()


def _at_once(shop, events):
    """Have each event decided over a connection of its own, all beginning at one moment."""
    return sorted(
        at_once(lambda event=event: post(shop, [Arrival("till", "Ada", event)])[0].status for event in events)
    )


def _purse(shop, currency):
    return wallet_at(shop, wallet_of("Ada"), NOW).purses[currency]


def _when():
    return instant(NOW), NOW.toordinal()


def test_two_commits_racing_for_one_balance(shop):
    events = [
        Spend("s-1", *_when(), "coin", 80),
        Spend("s-2", *_when(), "coin", 80),
        PointsHeld("h-1", *_when(), "coin", 80, 60_000_000),
        PointsHeld("h-2", *_when(), "coin", 80, 60_000_000),
    ]

    assert _at_once(shop, events) == ["decided", "refused", "refused", "refused"]
    purse = _purse(shop, "coin")
    assert sum(lot.remaining for lot in purse.lots) == 20
    assert purse.sums.spent + sum(hold.points for hold in purse.holds) == 80
    assert verify(shop).broken == ()


def test_a_hold_is_posted_and_given_up_at_one_moment(shop):
    post(shop, [Arrival("till", "Ada", PointsHeld("h", *_when(), "coin", 80, 60_000_000))])
    events = [
        HoldPosted("p-1", *_when(), "h"),
        HoldPosted("p-2", *_when(), "h"),
        HoldVoided("v", *_when(), "h"),
    ]

    assert _at_once(shop, events) == ["decided", "refused", "refused"]
    assert _purse(shop, "coin").sums.spent in {0, 80}
    assert verify(shop).broken == ()


def test_a_gift_card_is_spent_twice(shop):
    events = [Spend(f"g-{number}", *_when(), "gift", 400) for number in range(4)]

    assert _at_once(shop, events) == ["decided", "refused", "refused", "refused"]
    assert _purse(shop, "gift").sums.spent == 400
    assert _purse(shop, "coin").sums.spent == 0
    assert verify(shop).broken == ()


def test_a_debt_is_repaid_out_of_the_lot_that_it_began_with(shop):
    """What came back from a hold repays out of the very lot out of which the return took what was free."""
    tea = (Line("tea", 1, 1_000),)
    told = [
        Order("o", *_when(), 0, tea),
        PointsHeld("h", *_when(), "leaf", 60, 60_000_000),
        PointsHeld("i", *_when(), "leaf", 30, 60_000_000),
        Cancellation("c", *_when(), "o"),
        HoldVoided("v", *_when(), "h"),
        HoldVoided("w", *_when(), "i"),
    ]

    for event in told:
        assert post(shop, [Arrival("till", "Ada", event)])[0].status == "decided"
    purse = _purse(shop, "leaf")
    assert (purse.lots, purse.debts, purse.sums.revoked) == ([], [], 100)
    assert verify(shop).broken == ()
