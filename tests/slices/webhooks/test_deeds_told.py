"""What members brought off is told with the books that say so: stages, prizes, badges, check-ins, challenges, friends."""

import json

import corner_shop
import pytest
from corner_shop import CALENDAR, cancelled, order, told, when

from regulars.core.events import Behaviour, CheckInMadeUp, MissionClaimed, MissionStarted
from regulars.core.periods import instant
from regulars.desk import challenges
from regulars.desk import referrals as friends
from regulars.desk.clock import run_due
from regulars.desk.merging import merge, unmerge
from regulars.desk.verify import verify
from regulars.people.identity import Named
from regulars.people.members import wallet_of
from regulars.webhooks.models import Delivery, News

URL = "https://shop.example/news"
BADGE = """
  shelf:
    name: { zh-Hant: 書架, en: Shelf }
    metric: missions
    missions: [books]
    levels:
      - { id: empty, name: { zh-Hant: 空, en: Empty }, threshold: 0 }
      - { id: full, name: { zh-Hant: 滿, en: Full }, threshold: 2 }
"""
DEEDS = """
missions:
  - id: daily
    name: { zh-Hant: 簽到, en: Daily }
    check_in: { of: coin, ladder: [1, 2, 5], make_up: { days: 3, points: 2 } }
  - id: books
    name: { zh-Hant: 讀書, en: Books }
    goal:
      count: count("Order Completed", where="books" in categories)
      stages: [{ at_least: 1, prize: { points: 10, of: coin } }, { at_least: 2, prize: { points: 30, of: coin } }]
challenges:
  - id: note
    name: { zh-Hant: 長音, en: The note }
    earn: coin
    plays: { per_day: 3, in_all: 10 }
    prizes: { per_day: 1 }
    bands: [{ score: 0 }, { score: 4000, points: 2 }]
    budget: 20
referral:
  name: { zh-Hant: 好友推薦, en: Bring a friend }
  reward: { points: 100, of: coin }
  welcome: { points: 40, of: coin }
  return_window: 14
  limits: [{ times: 1, per: month }]
"""


@pytest.fixture
def deeds(monkeypatch):
    """Let the corner shop ask for something of every kind."""
    text = corner_shop.PROGRAMME.rstrip("\n") + BADGE + DEEDS
    monkeypatch.setattr(corner_shop, "PROGRAMME", text)


@pytest.fixture
def asking(db, deeds, opened):
    return opened()


def heard(kind):
    """The facts that were told of a kind, in the order in which they were."""
    names = Delivery.objects.order_by("id").values_list("news_id", flat=True)
    rows = News.objects.filter(kind=kind).in_bulk(list(names))
    return [json.loads(bytes(rows[name].body))["data"] for name in names if name in rows]


def acts(kind, name, at, **facts):
    moment = instant(when(at))
    return kind(name, moment, CALENDAR.local(moment)[0], **facts)


def tap(name, at):
    moment = instant(when(at))
    return Behaviour(name, moment, *CALENDAR.local(moment), "Checked In", {})


def missing_date(day):
    return when(f"{day} 00:00").toordinal()


def test_each_stage_its_prize_and_the_badge_are_told_with_what_brought_them(asking, listen):
    listen(URL, "mission.reached", "mission.prize_given", "badge.earned")
    answers = told(
        asking,
        acts(MissionStarted, "s", "2026-03-01 09:00", mission="books"),
        order("o1", "2026-03-02 12:00", ("novel", 1)),
        order("o2", "2026-03-03 12:00", ("novel", 1)),
        acts(MissionClaimed, "c", "2026-03-04 09:00", mission="books"),
    )
    ada, (first, second, asked) = wallet_of("Ada"), [answer.no for answer in answers[1:]]

    stage = {"member": ada, "mission": "books", "stages": 2}
    assert heard("mission.reached") == [
        stage | {"stage": 1, "event": first},
        stage | {"stage": 2, "event": second},
    ]
    prize = {"member": ada, "mission": "books", "currency": "coin", "event": asked}
    assert heard("mission.prize_given") == [prize | {"points": 10}, prize | {"points": 30}]
    assert heard("badge.earned") == [{"member": ada, "badge": "shelf", "level": "full", "event": asked}]


def test_a_prize_that_time_gives_and_one_that_goods_brought_back_take_along(asking, listen):
    listen(URL, "mission.prize_given", "mission.prize_withdrawn")
    *_, back = told(
        asking,
        acts(MissionStarted, "s", "2026-03-01 09:00", mission="books"),
        order("o1", "2026-03-02 12:00", ("novel", 1)),
        order("o2", "2026-03-03 12:00", ("novel", 1)),
        cancelled("x", "2026-03-04 12:00", "o2"),
    )
    ada = wallet_of("Ada")
    assert heard("mission.prize_withdrawn") == [
        {"member": ada, "mission": "books", "stage": 2, "event": back.no}
    ]
    assert heard("mission.prize_given") == []

    run_due(asking, now=when("2026-04-01 00:00"))

    given = {"member": ada, "mission": "books", "currency": "coin", "points": 10, "event": None}
    assert heard("mission.prize_given") == [given]


def test_a_check_in_is_told_with_its_days_in_a_row_and_a_second_tap_is_not(asking, listen):
    listen(URL, "check_in.counted")
    told(
        asking,
        tap("a", "2026-03-01 10:00"),
        tap("again", "2026-03-01 11:00"),
        tap("b", "2026-03-02 10:00"),
        tap("c", "2026-03-04 10:00"),
        acts(CheckInMadeUp, "m", "2026-03-04 11:00", mission="daily", date=missing_date("2026-03-03")),
    )

    found = [(one["date"], one["days"], one["points"]) for one in heard("check_in.counted")]
    # What the filled date brings is its own rung, and what the day behind it gains.
    assert found == [("2026-03-01", 1, 1), ("2026-03-02", 2, 2), ("2026-03-04", 1, 1), ("2026-03-03", 4, 5)]
    assert {one["mission"] for one in heard("check_in.counted")} == {"daily"}


def test_a_score_that_wins_is_told_once_and_one_that_wins_nothing_is_not(asking, listen, monkeypatch):
    clock = [when("2026-03-10 12:00")]
    monkeypatch.setattr(challenges, "now_of_database", lambda: clock[0])
    told(asking, order("o", "2026-03-01 10:00", ("tea", 1)))
    listen(URL, "challenge.won")
    ada = wallet_of("Ada")

    for _ in range(2):
        token = challenges.give(asking, "note", ada).token
        clock[0] = clock[0].replace(minute=clock[0].minute + 1)
        for _ in range(2):
            challenges.play(asking, "note", ada, token, 5000)

    (won,) = heard("challenge.won")
    assert won == {
        "member": ada,
        "challenge": "note",
        "band": 2,
        "currency": "coin",
        "points": 2,
        "event": won["event"],
    }


def test_that_somebody_was_rewarded_for_a_friend_is_told_of_them_alone(asking, listen):
    told(asking, order("a", "2026-02-01 10:00", ("tea", 1)))
    listen(URL, "friend.rewarded")
    code = friends.invitation_of(asking, wallet_of("Ada"), now=when("2026-02-01 11:00")).code
    for friend in ("Ben", "Cyd"):
        event = friends.invited_by(
            asking, code=code, friend=None, told=Named(()), name=f"i-{friend}", now=when("2026-03-01 10:00")
        )
        told(asking, event, order(f"b-{friend}", "2026-03-02 10:00", ("tea", 1)), member=friend)
    run_due(asking, now=when("2026-03-17 00:00"))
    friends.tell_inviters(asking)

    # The second one is beyond the limit.
    (rewarded,) = heard("friend.rewarded")
    assert rewarded == {
        "member": wallet_of("Ada"),
        "currency": "coin",
        "points": 100,
        "event": rewarded["event"],
    }


def test_a_merge_tells_nothing_of_it_a_second_time(asking, listen):
    told(
        asking,
        acts(MissionStarted, "s", "2026-03-01 09:00", mission="books"),
        tap("t", "2026-03-01 10:00"),
        order("o1", "2026-03-02 12:00", ("novel", 2)),
        order("o2", "2026-03-02 13:00", ("novel", 1)),
        acts(MissionClaimed, "c", "2026-03-03 09:00", mission="books"),
    )
    told(asking, order("b1", "2026-03-02 12:00", ("tea", 1)), member="Bob")
    listen(URL, "badge.earned", "mission.reached", "mission.prize_given", "check_in.counted", "level.changed")
    one = merge(
        asking,
        first=wallet_of("Ada"),
        second=wallet_of("Bob"),
        now=when("2026-03-05 10:00"),
        by=None,
        reason="one",
    )
    unmerge(asking, wallet_id=one, now=when("2026-03-06 10:00"), by=None)

    assert News.objects.count() == 0


def test_where_nobody_wants_it_nothing_is_looked_for(asking, listen):
    listen(URL, "member.merged")
    told(asking, acts(MissionStarted, "s", "2026-03-01 09:00", mission="books"), tap("t", "2026-03-01 10:00"))

    assert News.objects.count() == 0


def test_what_waits_is_told_of_twice_by_time_and_never_again(asking, listen):
    told(
        asking,
        acts(MissionStarted, "s", "2026-03-01 09:00", mission="books"),
        order("o1", "2026-03-02 12:00", ("novel", 1)),
    )
    listen(URL, "mission.ending")
    for at in (
        "2026-03-25 08:59",
        "2026-03-25 09:00",
        "2026-03-25 09:01",
        "2026-03-31 12:00",
        "2026-04-05 12:00",
    ):
        run_due(asking, now=when(at))

    notice = {
        "member": wallet_of("Ada"),
        "mission": "books",
        "last_day": "2026-03-31",
        "waiting": 1,
        "event": None,
    }
    assert heard("mission.ending") == [notice | {"days": 7}, notice | {"days": 1}]
    assert verify(asking).broken == ()
