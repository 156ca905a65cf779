"""A redemption takes points and a piece, or neither; and gives both back once."""

import json
from datetime import UTC, date, datetime

import pytest
from corner_shop import order
from django.db import connection
from reward_shop import AT, PROGRAMME, asks, coins, has, left, redeemed, states, undoes

from regulars.core.periods import instant
from regulars.desk.posting import Arrival, post
from regulars.desk.verify import verify
from regulars.ledger.models import Entry
from regulars.lib.cursors import raw_cursor
from regulars.programmes import queries
from regulars.programmes.actions import publish
from regulars.rewards.actions import DIGITS, RedemptionOver, hand_over
from regulars.rewards.models import Redemption as Row
from regulars.webhooks import actions as webhooks
from regulars.webhooks import endpoints
from regulars.webhooks.models import News


def test_a_reward_takes_points_and_a_piece_and_leaves_a_code(shop):
    [answer] = post(shop, [asks("r")])

    assert answer.status == "decided"
    row = Row.objects.get()
    assert (row.source, row.source_id, row.reward, row.state, row.points) == (
        "till",
        "r",
        "tote",
        "redeemed",
        300,
    )
    assert answer.made is not None
    assert answer.made.code == row.code
    assert len(row.code) == 10
    assert set(row.code) <= set(DIGITS)
    assert row.fetch_by == date(2026, 3, 31)
    assert (coins(), left("tote")) == (700, 2)
    assert list(Entry.objects.filter(kind="spend").values_list("points", "effect")) == [(-300, "redeem:tote")]
    assert verify(shop).broken == ()


def test_a_double_tap_redeems_once(shop):
    assert redeemed(shop, asks("r"), asks("r")) == ["decided", "repeated"]
    assert [answer.status for answer in post(shop, [asks("s"), asks("s")])] == ["decided", "repeated"]
    assert (coins(), left("tote"), len(states())) == (400, 1, 2)


def test_the_last_piece_goes_to_whoever_came_first_also_within_one_batch(shop):
    has(shop, "Bob", 1000)
    batch = [asks("a"), asks("b", member="Bob"), asks("c"), asks("d", member="Bob")]
    answers = post(shop, batch)

    assert [answer.status for answer in answers] == ["decided", "decided", "decided", "refused"]
    assert answers[3].refusal.code == "SoldOut"
    assert answers[3].refusal.facts == {"name": "tote", "asked": 1, "left": 0}
    assert left("tote") == 0
    assert verify(shop).broken == ()


def test_what_the_member_lacks_is_said_before_that_nothing_is_left(shop):
    redeemed(shop, *(asks(name) for name in "abc"))

    assert redeemed(shop, asks("d")) == ["NotEnoughPoints"]
    has(shop, "Bob", 1000)
    assert redeemed(shop, asks("e", member="Bob")) == ["SoldOut"]
    assert redeemed(shop, asks("f", "film", member="Bob"), asks("g", "cap")) == [
        "RewardNotForYou",
        "RewardUnknown",
    ]


def test_what_was_refused_took_no_piece_and_may_be_asked_again(shop):
    assert redeemed(shop, asks("r", member="Bob")) == ["NotEnoughPoints"]
    assert left("tote") == 3

    has(shop, "Bob", 300)
    assert redeemed(shop, asks("r", member="Bob")) == ["decided"]


def test_a_limit_of_a_day_is_everybodys(shop):
    has(shop, "Bob", 1000)
    assert redeemed(shop, asks("a", "tea"), asks("b", "tea", member="Bob")) == ["decided", "decided"]
    [answer] = post(shop, [asks("c", "tea")])
    assert (answer.refusal.code, answer.refusal.facts["per"]) == ("RewardLimit", "day")

    assert redeemed(shop, asks("d", "tea", at="2026-03-02 00:00")) == ["decided"]
    # Room that a cancellation makes is room on the day on which it was had; what is handed over at once stays.
    assert redeemed(shop, undoes("a")) == ["RedemptionOver"]


def test_a_cancellation_gives_points_and_piece_back_once(shop):
    assert redeemed(shop, asks("r"), undoes("r"), undoes("r")) == ["decided", "decided", "repeated"]
    assert (coins(), left("tote"), states()) == (1000, 3, [("tote", "cancelled")])

    assert redeemed(shop, asks("s"), undoes("s", source="desk", of="till", by="shop")) == [
        "decided",
        "decided",
    ]
    assert (coins(), left("tote")) == (1000, 3)
    assert verify(shop).broken == ()


def test_only_what_was_redeemed_by_this_member_is_undone(shop):
    redeemed(shop, asks("r"))
    has(shop, "Bob", 10)

    assert redeemed(shop, undoes("r", member="Bob")) == ["RedemptionUnknown"]
    assert redeemed(shop, undoes("never")) == ["RedemptionUnknown"]
    assert states() == [("tote", "redeemed")]


def test_what_was_handed_over_ends_there(shop):
    [answer] = post(shop, [asks("r")])
    hand_over(raw_cursor(), answer.made.code, by="mei", now=Row.objects.get().redeemed_at)

    with pytest.raises(RedemptionOver) as over:
        hand_over(raw_cursor(), answer.made.code, by="mei", now=Row.objects.get().redeemed_at)
    assert over.value.facts["state"] == "handed_over"
    assert redeemed(shop, undoes("r")) == ["RedemptionOver"]
    assert (coins(), left("tote")) == (700, 2)


def test_what_is_had_at_once_waits_for_nobody(shop):
    redeemed(shop, asks("r", "tea"))

    row = Row.objects.get()
    assert (row.state, row.ended_at, row.fetch_by) == ("handed_over", row.redeemed_at, None)


def test_two_sources_may_call_two_redemptions_the_same(shop):
    assert redeemed(shop, asks("r"), asks("r", source="web"), undoes("r")) == ["decided"] * 3
    assert states() == [("tote", "cancelled"), ("tote", "redeemed")]


def test_an_order_beside_it_in_one_batch_earns_first(shop):
    bought = Arrival("till", "Bob", order("A-1", AT, ("atlas", 3)))
    first, second = post(shop, [bought, asks("r", member="Bob")])

    assert (first.status, second.status) == ("decided", "decided")
    assert second.wallet.redeemed.times == {"tote": {0: 1, instant_day(AT): 1}}


def instant_day(at):
    from corner_shop import CALENDAR, when  # noqa: PLC0415 - used here alone.

    return CALENDAR.local(instant(when(at)))[0]


def test_others_are_told_of_a_redemption_and_of_its_end_without_its_code(shop):
    endpoints.make("https://shop.example/", ["reward.redeemed", "redemption.ended"], by=None)
    webhooks.forget_wanted()
    [answer] = post(shop, [asks("r")])
    redeemed(shop, undoes("r"))
    webhooks.forget_wanted()

    told = [json.loads(bytes(one.body)) for one in News.objects.order_by("kind")]
    assert [one["type"] for one in told] == ["redemption.ended", "reward.redeemed"]
    assert told[0]["data"] == {"source": "till", "redemption": "r", "state": "cancelled"}
    assert told[1]["data"] == {
        "member": answer.wallet_id, "reward": "tote", "currency": "coin", "points": 300, "state": "redeemed",
        "source": "till", "redemption": "r",
    }  # fmt: skip
    assert answer.made.code not in str(told)


def test_what_was_redeemed_before_there_was_a_stock_gives_no_piece_back(shop):
    """The mug has no stock under the first version; one that comes with the second is what the books say of it."""
    assert redeemed(shop, asks("a", "mug"), asks("b", "tote")) == ["decided", "decided"]
    later = PROGRAMME.replace("effective_from: 2025-01-01", "effective_from: 2026-03-10")
    later = later.replace(
        "name: { zh-Hant: 馬克杯, en: Mug }", "name: { zh-Hant: 馬克杯, en: Mug }\n    stock: 5"
    )
    publish(text=later, now=datetime(2026, 3, 5, tzinfo=UTC))
    queries._compiled.cache_clear()
    shop = queries.current()
    has(shop, "Bob", 1000)
    assert redeemed(shop, asks("c", "mug", at="2026-03-11 10:00", member="Bob")) == ["decided"]

    assert redeemed(shop, undoes("a", at="2026-03-12 10:00")) == ["decided"]
    assert left("mug") == 4
    assert verify(shop).broken == ()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE supplies_supply SET there = there + 1, taken = taken - 1 WHERE name = 'reward:tote'"
        )
    assert [one.what for one in verify(shop).broken] == [
        "I18 a supply gave what the books took of it: reward:tote (0, 1)"
    ]
