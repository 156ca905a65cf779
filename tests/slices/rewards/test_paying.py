"""What costs money too is held with its piece until the money is paid, and both end together."""

import json
from datetime import timedelta

import pytest
from corner_shop import CALENDAR
from msgspec.structs import replace
from reward_shop import LAMP, asks, coins, has, moment_of, opened, pays, redeemed, states, undoes

from regulars.core.periods import instant
from regulars.core.refusals import RedemptionUnknown
from regulars.desk import rewards
from regulars.desk.clock import now_of_database, run_due
from regulars.desk.posting import post
from regulars.desk.verify import verify
from regulars.ledger.models import Entry
from regulars.lib.cursors import raw_cursor
from regulars.people.actions import wallets_of
from regulars.rewards.actions import RedemptionNotPaid, RedemptionOver, hand_over
from regulars.rewards.models import Redemption as Row
from regulars.supplies import queries as supplies
from regulars.webhooks import actions as webhooks
from regulars.webhooks import endpoints
from regulars.webhooks.models import News


@pytest.fixture
def shop(db):
    """The shop with a lamp that costs money too; Ada has a thousand coins."""
    found = opened(LAMP)
    has(found, "Ada", 1000)
    return found


@pytest.fixture
def at(shop):
    """A moment of today, for leases end by the database's clock."""
    return moment_of(now_of_database())


def stock():
    found = supplies.left(["reward:lamp"])["reward:lamp"]
    return found.there, found.held, found.taken


def held():
    return Row.objects.get(reward="lamp")


def test_points_and_piece_are_held_until_the_money_is_paid(shop, at):
    [answer] = post(shop, [asks("r", "lamp", at=at)])
    assert (answer.made.state, answer.made.as_had().state, answer.made.money) == ("held", "held", 199)
    assert (coins(), stock()) == (1000, (0, 1, 0))
    assert held().pay_by - held().redeemed_at == timedelta(minutes=15)

    assert redeemed(shop, pays("r", at=at, order="A-1")) == ["decided"]
    assert (coins(), stock(), states()) == (900, (0, 0, 1), [("lamp", "redeemed")])
    assert held().paid_with == "A-1"
    assert list(Entry.objects.filter(kind="spend").values_list("points", "effect")) == [(-100, "redeem:lamp")]
    assert verify(shop).broken == ()


def test_the_last_piece_that_is_held_is_nobody_elses(shop, at):
    has(shop, "Bob", 100)
    assert redeemed(shop, asks("r", "lamp", at=at), asks("s", "lamp", at=at, member="Bob")) == [
        "decided",
        "SoldOut",
    ]

    assert redeemed(shop, undoes("r", at=at), asks("t", "lamp", at=at, member="Bob")) == [
        "decided",
        "decided",
    ]
    assert (stock(), states()) == ((0, 1, 0), [("lamp", "cancelled"), ("lamp", "held")])
    assert redeemed(shop, pays("r", at=at)) == ["RedemptionOver"]
    assert verify(shop).broken == ()


def test_what_was_not_paid_in_time_was_never_taken(shop, at):
    redeemed(shop, asks("r", "lamp", at=at))
    end = held().pay_by
    assert rewards.let_go_of_unpaid(now=end - timedelta(microseconds=1)) == 0
    assert rewards.let_go_of_unpaid(now=end) == 1
    assert rewards.let_go_of_unpaid(now=end) == 0
    assert run_due(shop, now=end) == 1

    assert (coins(), stock(), states()) == (1000, (1, 0, 0), [("lamp", "unpaid")])
    assert (held().ended_at, held().ended_by) == (end, "time")
    assert redeemed(shop, pays("r", at=at)) == ["RedemptionOver"]
    assert verify(shop).broken == ()


def test_at_its_end_it_is_too_late_whether_or_not_the_clock_has_looked_by(shop, at):
    redeemed(shop, asks("r", "lamp", at=at))
    late = moment_of(held().pay_by)
    answers = [post(shop, [told])[0] for told in (pays("r", at=late), undoes("r", at=late))]

    assert [(one.refusal.code, one.refusal.facts["state"]) for one in answers] == [
        ("RedemptionOver", "unpaid")
    ] * 2
    assert (coins(), stock()) == (1000, (0, 1, 0))


def test_a_lease_that_ended_by_the_databases_clock_is_not_paid(shop):
    """Told with a moment in time, and heard after it: nothing of it moves."""
    redeemed(shop, asks("r", "lamp"))
    assert stock() == (0, 1, 0)

    assert redeemed(shop, pays("r")) == ["RedemptionOver"]
    assert (coins(), states()) == (1000, [("lamp", "held")])


def test_it_is_paid_once_whoever_says_so(shop, at):
    assert redeemed(
        shop, asks("r", "lamp", at=at), pays("r", at=at), pays("r", at=at), pays("r", at=at, source="desk", of="till")
    ) == ["decided", "decided", "repeated", "RedemptionOver"]  # fmt: skip
    assert (coins(), stock()) == (900, (0, 0, 1))


def test_a_code_that_is_not_paid_is_not_handed_over_and_a_paid_one_is_cancelled_like_any(shop, at):
    [answer] = post(shop, [asks("r", "lamp", at=at)])
    with pytest.raises(RedemptionNotPaid):
        hand_over(raw_cursor(), answer.made.code, by="mei", now=now_of_database())
    redeemed(shop, pays("r", at=at), undoes("r", at=at))

    assert (coins(), stock(), states()) == (1000, (1, 0, 0), [("lamp", "cancelled")])
    assert verify(shop).broken == ()


def test_only_what_is_held_is_paid(shop, at):
    redeemed(shop, asks("m", "mug", at=at))

    assert redeemed(shop, pays("m", at=at), pays("never", at=at)) == ["RedemptionOver", "RedemptionUnknown"]


def test_a_till_pays_by_the_code(shop):
    [answer] = post(shop, [_now_asks()])
    had = rewards.pay(shop, answer.made.code.lower(), source="console", now=now_of_database(), order="A-7")

    assert (had.state, had.money) == ("redeemed", 199)
    with pytest.raises(RedemptionOver):
        rewards.pay(shop, answer.made.code, source="till", now=now_of_database())
    with pytest.raises(RedemptionUnknown):
        rewards.pay(shop, "0000000000", source="till", now=now_of_database())


def test_others_hear_of_it_once_it_is_had(shop, at):
    endpoints.make("https://shop.example/", ["reward.redeemed", "redemption.ended"], by=None)
    webhooks.forget_wanted()
    redeemed(shop, asks("r", "lamp", at=at), undoes("r", at=at), asks("s", "lamp", at=at))
    assert not News.objects.exists()
    redeemed(shop, pays("s", at=at))
    webhooks.forget_wanted()

    [told] = [json.loads(bytes(one.body)) for one in News.objects.all()]
    wallet_id = wallets_of(raw_cursor(), values={"Ada"})["Ada"]
    assert (told["type"], told["data"]["redemption"], told["data"]["member"]) == (
        "reward.redeemed",
        "s",
        wallet_id,
    )


def _now_asks():
    arrival = asks("r", "lamp")
    at = now_of_database()
    day, minute = CALENDAR.local(instant(at))
    return arrival._replace(event=replace(arrival.event, occurred_at=instant(at), day=day, minute=minute))
