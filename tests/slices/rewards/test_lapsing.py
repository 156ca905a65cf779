"""It is told seven days and one day ahead that something lapses, once each, and the member reads it."""

import json
from datetime import date

import pytest
from corner_shop import when
from reward_shop import AT, asks, redeemed, undoes

from regulars.desk import rewards
from regulars.people.members import wallet_of
from regulars.rewards.actions import first_told
from regulars.telling.rewards import lapsing
from regulars.telling.voice import voice_for
from regulars.webhooks import actions as webhooks
from regulars.webhooks import endpoints
from regulars.webhooks.models import News

# The bag is redeemed on the first of March, and fetched within 30 days: the last is the 31st.


@pytest.fixture
def heard(shop):
    """Somebody wants to hear of what lapses; answers the days that were told."""
    endpoints.make("https://shop.example/", ["reward.lapsing"], by=None)
    webhooks.forget_wanted()
    yield lambda: sorted(
        (json.loads(bytes(one.body))["data"]["days"] for one in News.objects.all()), reverse=True
    )
    webhooks.forget_wanted()


def ticks(shop, *moments):
    return [rewards.tell_of_lapsing(shop, now=when(moment)) for moment in moments]


def test_it_is_told_seven_days_and_one_day_ahead_once_each(shop, heard):
    redeemed(shop, asks("r"))

    assert ticks(shop, "2026-03-23 23:59", "2026-03-24 00:00", "2026-03-24 00:01", "2026-03-29 23:59") == [
        0,
        1,
        0,
        0,
    ]
    assert ticks(shop, "2026-03-30 00:00", "2026-03-30 09:00", "2026-03-31 00:00") == [1, 0, 0]
    assert heard() == [7, 1]
    told = max(
        (json.loads(bytes(one.body))["data"] for one in News.objects.all()), key=lambda one: one["days"]
    )
    assert told == {
        "member": wallet_of("Ada"), "reward": "tote", "source": "till", "redemption": "r", "fetch_by": "2026-03-31",
        "days": 7,
    }  # fmt: skip


def test_a_clock_that_stood_still_tells_the_later_one_alone(shop, heard):
    redeemed(shop, asks("r"))

    assert ticks(shop, "2026-03-30 12:00", "2026-03-30 12:01") == [1, 0]
    assert heard() == [1]
    redeemed(shop, asks("s"))
    assert ticks(shop, "2026-04-02 12:00") == [0]


def test_what_ended_is_told_no_more(shop, heard):
    redeemed(shop, asks("r"), undoes("r"), asks("m", "mug"))

    assert ticks(shop, "2026-03-24 00:00", "2026-03-30 00:00") == [0, 0]


@pytest.mark.parametrize(("days", "first"), [(1, None), (2, 1), (7, 6), (8, 1), (30, 23), (None, None)])
def test_who_has_just_redeemed_is_not_reminded_at_once(days, first):
    """Redeemed on day 100; the first notice comes so many days later."""
    fetch_by = None if days is None else 100 + days
    told = first_told(100, fetch_by)

    assert (told and told - 100) == first


@pytest.mark.parametrize(
    ("today", "english", "chinese"),
    [
        ((3, 23), "", ""),
        ((3, 24), "7 days are left to fetch it; then the points come back.", "還有 7 天可以領取，逾期點數會歸還。"),
        ((3, 30), "Tomorrow is the last day to fetch it; then the points come back.", "明天是最後領取日，逾期點數會歸還。"),
        ((3, 31), "Today is the last day to fetch it; then the points come back.", "今天是最後領取日，逾期點數會歸還。"),
        ((4, 1), "", ""),
    ],
)  # fmt: skip
def test_the_member_reads_how_many_days_are_left(shop, today, english, chinese):
    redeemed(shop, asks("r", at=AT))
    [had] = rewards.had_by(wallet_of("Ada"))
    document = shop.versions[0].document

    assert [lapsing(had, date(2026, *today), voice_for(document, one)) for one in ("en", "zh-hant")] == [
        english,
        chinese,
    ]
