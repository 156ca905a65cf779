"""Missions at the desk: however many tap at once it counts once, and what is written proves itself through merges and time."""

from functools import partial

import corner_shop
import pytest
from corner_shop import CALENDAR, order, told, when
from racing import at_once

from regulars.core.events import Behaviour, CheckInMadeUp, MissionClaimed, MissionStarted
from regulars.core.periods import instant
from regulars.desk.clock import run_due
from regulars.desk.merging import merge, unmerge
from regulars.desk.missions import missions_of
from regulars.desk.models import Wallet
from regulars.desk.posting import Arrival, post
from regulars.desk.queries import wallet_of
from regulars.desk.verify import verify
from regulars.insight.missions import results
from regulars.ledger.models import Entry

MISSIONS = """
missions:
  - id: daily
    name: { zh-Hant: 簽到, en: Daily }
    check_in: { of: coin, ladder: [1, 2, 5], freeze: { every: 3 }, make_up: { days: 3, points: 2 } }
  - id: books
    name: { zh-Hant: 讀書, en: Books }
    goal:
      count: count("Order Completed", where="books" in categories)
      stages: [{ at_least: 1, prize: { points: 10, of: coin } }, { at_least: 3, prize: { points: 30, of: coin } }]
    again: on_completion
"""
TAPS = 12


@pytest.fixture(autouse=True)
def asks(monkeypatch):
    """Let the corner shop ask for something."""
    badge = """
  shelf:
    name: { zh-Hant: 書架, en: Shelf }
    metric: missions
    missions: [books]
    levels:
      - { id: empty, name: { zh-Hant: 空, en: Empty }, threshold: 0 }
      - { id: full, name: { zh-Hant: 滿, en: Full }, threshold: 2 }
"""
    monkeypatch.setattr(corner_shop, "PROGRAMME", corner_shop.PROGRAMME.rstrip("\n") + badge + MISSIONS)


def tap(name, at, **properties):
    day, minute = CALENDAR.local(instant(when(at)))
    return Behaviour(name, instant(when(at)), day, minute, "Checked In", properties)


def acts(kind, name, at, **facts):
    moment = instant(when(at))
    return kind(name, moment, CALENDAR.local(moment)[0], **facts)


def given(rule="mission/daily"):
    return list(Entry.objects.filter(rule=rule).order_by("wallet_id", "no").values_list("points", flat=True))


def a_month():
    """What Ada does in March, with a late check-in, a make-up and a return."""
    return [
        acts(MissionStarted, "s1", "2026-03-01 09:00", mission="books"),
        *(tap(f"t{day}", f"2026-03-{day:02} 10:00") for day in (1, 2, 4, 5)),
        tap("late", "2026-03-03 20:00"),
        order("o1", "2026-03-05 12:00", ("novel", 1)),
        acts(MissionClaimed, "c1", "2026-03-06 09:00", mission="books"),
        tap("t8", "2026-03-08 10:00"),
        acts(
            CheckInMadeUp,
            "m1",
            "2026-03-08 11:00",
            mission="daily",
            date=when("2026-03-07 00:00").toordinal(),
        ),
        order("o2", "2026-03-09 12:00", ("atlas", 1)),
        corner_shop.cancelled("x2", "2026-03-10 12:00", "o2"),
        *(order(f"o{number}", f"2026-03-1{number} 12:00", ("novel", 2)) for number in (3, 4)),
    ]


def test_a_month_proves_itself_and_is_the_same_in_one_batch(shop):
    told(shop, *a_month())
    post(shop, [Arrival("till", "Bob", event) for event in _renamed(a_month())])

    bodies = [bytes(row.body) for row in Wallet.objects.order_by("wallet_id")]
    assert bodies[0] == bodies[1]
    assert verify(shop).broken == ()
    assert given()[: len(given()) // 2] == given()[len(given()) // 2 :]


def _renamed(events):
    """The same events under names of their own, as far as no other event speaks of them."""
    from msgspec.structs import replace  # noqa: PLC0415 - only here.

    return [
        replace(event, id=f"b-{event.id}", **({"order": "b-o2"} if event.id == "x2" else {}))
        for event in events
    ]


def test_many_taps_at_once_count_once(live_shop):
    told(live_shop, order("o", "2026-03-01 09:00", ("tea", 1)))

    def taps(number):
        # Half of them are one event told again, the others are taps of their own.
        name = "tap" if number % 2 else f"tap-{number}"
        return post(live_shop, [Arrival("till", "Ada", tap(name, "2026-03-01 10:00"))])[0].status

    statuses = at_once(partial(taps, number) for number in range(TAPS))

    assert set(statuses) <= {"decided", "repeated"}
    assert given() == [1]
    assert verify(live_shop).broken == ()


def test_a_prize_that_nobody_asks_for_comes_with_the_clock_and_proves_itself(shop):
    told(
        shop,
        acts(MissionStarted, "s", "2026-03-01 09:00", mission="books"),
        order("o", "2026-03-02 12:00", ("novel", 1)),
    )
    # It is said twice that it comes, a week before and on the last day, and nothing comes before its moment.
    assert [run_due(shop, now=when(f"2026-03-{day} 09:00")) for day in (25, 31)] == [1, 1]
    assert run_due(shop, now=when("2026-03-31 23:59")) == 0
    assert given("mission/books") == []

    assert run_due(shop, now=when("2026-04-01 00:00")) == 1
    assert given("mission/books") == [10]
    assert verify(shop).broken == ()


def test_through_a_merge_and_back_every_row_proves_itself(shop):
    told(shop, *a_month())
    told(
        shop,
        tap("b1", "2026-03-06 10:00"),
        acts(MissionStarted, "b2", "2026-03-06 11:00", mission="books"),
        member="Bob",
    )
    seen = missions_of(shop, wallet_of("Ada"), now=when("2026-03-15 10:00"))

    merged = merge(
        shop,
        first=wallet_of("Ada"),
        second=wallet_of("Bob"),
        now=when("2026-03-15 12:00"),
        by=None,
        reason="one",
    )
    assert verify(shop).broken == ()
    told(shop, tap("both", "2026-03-15 13:00"), order("o5", "2026-03-16 12:00", ("novel", 1)))
    assert verify(shop).broken == ()

    unmerge(shop, wallet_id=merged, now=when("2026-03-17 12:00"), by=None)
    assert verify(shop).broken == ()
    assert missions_of(shop, wallet_of("Ada"), now=when("2026-03-15 10:00")).goals == seen.goals


def test_what_came_of_missions_is_counted(shop):
    told(shop, *a_month())

    found = results()
    assert (found["books"].begun, found["books"].beginners) == (1, 1)
    (daily,) = found["daily"].given
    assert (daily.currency, daily.members, daily.points) == ("coin", 1, sum(given()))
