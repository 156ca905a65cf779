"""Coupons where many ask at once, and where something breaks on the way: exact every time, on a real database."""

import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

sys.path.insert(0, str(Path(__file__).parents[1] / "slices" / "coupons"))
from coupon_shop import bought, paid, printed
from opened_coupon_shop import coupon_shop

from regulars.core.events import Cancellation
from regulars.core.refusals import Refusal
from regulars.coupons import codes, holds
from regulars.coupons.models import Code, Hold, Use
from regulars.coupons.refusals import CouponHoldOver
from regulars.desk.coupons.holding import commit, hold, release, roll_back
from regulars.desk.models import Wallet
from regulars.desk.posting import Arrival, post
from regulars.events.models import Event
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import instant
from regulars.supplies import queries as supplies
from regulars.supplies.actions import end_leases
from regulars.supplies.models import Lease

__all__ = ["coupon_shop"]


def raced(work, racers, hands=24):
    """Let everybody try, many at once; whoever is refused answers the refusal's name."""

    def begin(number):
        with closing(connection):
            try:
                return work(number)
            except Refusal as refusal:
                return refusal.code

    with ThreadPoolExecutor(hands) as pool:
        return list(pool.map(begin, range(racers)))


def test_one_code_and_two_hundred_racers_have_one_winner(coupon_shop):
    printed("T-1")

    answers = raced(lambda number: paid(coupon_shop, f"B-{number}", "T-1").order.id, 200)

    assert answers.count("CouponCodeUnknown") == 199
    assert (Code.objects.get().state, Use.objects.count(), Event.objects.count()) == ("redeemed", 1, 1)


def test_a_cap_is_met_exactly_however_many_ask(coupon_shop):
    answers = raced(lambda number: paid(coupon_shop, f"B-{number}", "TEN").order.id, 60)

    assert len([one for one in answers if one.startswith("order")]) == 10
    assert Use.objects.filter(state="redeemed").count() == 10
    left = supplies.left(["coupon:ten"])["coupon:ten"]
    assert (left.there, left.held, left.taken) == (0, 0, 10)


def test_a_limit_for_a_day_is_met_exactly(coupon_shop):
    answers = raced(lambda number: paid(coupon_shop, f"B-{number}", "THREE").order.id, 40)

    assert len([one for one in answers if one.startswith("order")]) == 3


@pytest.mark.parametrize(
    ("module", "name"),
    [(holds, "commit"), (holds, "redeem"), (codes, "redeem")],
    ids=["the hold", "what was taken off", "the codes"],
)
def test_a_set_is_used_with_its_order_or_neither_is(coupon_shop, monkeypatch, module, name):
    """A line that breaks anywhere in a commit leaves the hold as it was, and the order nowhere."""
    printed("T-1")
    hold(coupon_shop, bought(coupon_shop), ["T-1", "TEN"], source="till", name="B-1", minutes=5)

    def broken(*_, **__):
        raise ConnectionError

    with monkeypatch.context() as line:
        line.setattr(module, name, broken)
        with pytest.raises(ConnectionError):
            commit(coupon_shop, bought(coupon_shop, order="A-1"), source="till", name="B-1", member=None)

    assert (Event.objects.count(), Wallet.objects.count()) == (0, 0)
    assert set(Use.objects.values_list("state", flat=True)) == {"held"}
    assert (Hold.objects.get().end, Code.objects.get().state) == ("", "held")
    done = commit(coupon_shop, bought(coupon_shop, order="A-1"), source="till", name="B-1", member=None)
    assert (done.kept.amount, Code.objects.get().state) == (100, "redeemed")


def test_a_till_that_dies_between_hold_and_commit_loses_nothing_and_keeps_nothing(coupon_shop):
    printed("T-1")
    basket = bought(coupon_shop)
    hold(coupon_shop, basket, ["T-1", "TEN"], source="till", name="dead", minutes=5)
    assert (
        raced(lambda number: paid(coupon_shop, f"B-{number}", "T-1").order.id, 8) == ["CouponCodeUnknown"] * 8
    )
    over = datetime.now(UTC) - timedelta(seconds=1)
    Hold.objects.update(until=over)
    Use.objects.update(until=over)
    Code.objects.update(held_until=over)
    Lease.objects.update(until=over)

    answers = raced(lambda number: paid(coupon_shop, f"C-{number}", "T-1", "TEN").order.id, 24)

    assert [one for one in answers if one.startswith("order")] == [
        next(iter(Event.objects.values_list("source_id", flat=True)))
    ]
    with pytest.raises(CouponHoldOver):
        commit(coupon_shop, bought(coupon_shop, order="late"), source="till", name="dead", member=None)
    with transaction.atomic():
        end_leases(raw_cursor())  # As the clock does within a second.
    left = supplies.left(["coupon:ten"])["coupon:ten"]
    assert (left.there, left.held, left.taken) == (9, 0, 1)
    assert Use.objects.filter(state="redeemed").count() == 2


def test_many_returns_at_once_give_a_coupon_back_once(coupon_shop):
    """Two tills, the clock and the customer's desk: whoever is told of it how often, the cap has its one again."""
    paid(coupon_shop, "B-1", "TEN", member="Ada")
    at = instant(datetime.now(UTC))
    day = coupon_shop.calendar.local(at)[0]

    def undo(number):
        event = Cancellation(f"X-{number}", at, day, "order B-1")
        return post(coupon_shop, [Arrival("till", "Ada", event)])[0].status

    assert raced(undo, 8, hands=8).count("decided") >= 1
    left = supplies.left(["coupon:ten"])["coupon:ten"]
    assert (left.there, left.held, left.taken) == (10, 0, 0)


def test_rolled_back_and_used_again_is_the_same_however_often(coupon_shop):
    printed("T-1")
    parts = []
    for number in range(4):
        parts.append([one.parts for one in paid(coupon_shop, f"B-{number}", "T-1", "TEN").kept.used])
        roll_back(source="till", name=f"B-{number}")

    assert parts == [parts[0]] * 4
    left = supplies.left(["coupon:ten"])["coupon:ten"]
    assert (left.there, left.taken) == (10, 0)


def test_a_double_tap_on_release_and_on_roll_back_does_it_once(coupon_shop):
    hold(coupon_shop, bought(coupon_shop), ["TEN"], source="till", name="B-1", minutes=5)
    raced(lambda _: release(source="till", name="B-1").end, 8, hands=8)
    paid(coupon_shop, "B-2", "TEN")
    raced(lambda _: roll_back(source="till", name="B-2").end, 8, hands=8)

    left = supplies.left(["coupon:ten"])["coupon:ten"]
    assert (left.there, left.held, left.taken) == (10, 0, 0)


def test_told_twice_at_once_a_hold_is_one(coupon_shop):
    basket = bought(coupon_shop)
    answers = raced(
        lambda _: hold(coupon_shop, basket, ["TEN"], source="till", name="B-1", minutes=5).amount,
        12,
        hands=12,
    )

    assert answers == [50] * 12
    assert Hold.objects.count() == 1
