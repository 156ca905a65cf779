"""Missions, check-ins with a make-up taken back, boards and friends come back out of an archive as they were."""

from datetime import UTC, datetime

import corner_shop
import pytest
from archived_shop import emptied, every_row
from corner_shop import CALENDAR, order, told, when

from regulars.core.events import (
    Behaviour,
    CheckInMadeUp,
    MakeUpTakenBack,
    MissionClaimed,
    MissionStarted,
)
from regulars.core.periods import instant
from regulars.desk.archive.rebuilding import rebuild
from regulars.desk.archive.writing import archive
from regulars.desk.clock import run_due
from regulars.desk.leaderboards import boards_of, join, look
from regulars.desk.missions import missions_of
from regulars.desk.queries import wallet_of
from regulars.desk.verify import verify
from regulars.ledger.models import Entry
from regulars.programmes.queries import current

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MISSIONS = """
missions:
  - id: daily
    name: { zh-Hant: 簽到, en: Daily }
    check_in: { of: coin, ladder: [1, 2, 5], freeze: { every: 3 }, make_up: { days: 3, points: 2 } }
  - id: books
    name: { zh-Hant: 讀書, en: Books }
    window: { days: 40 }
    goal:
      count: count("Order Completed", where="books" in categories)
      stages: [{ at_least: 1, prize: { points: 10, of: coin } }, { at_least: 3, prize: { points: 30, of: coin } }]
leaderboards:
  - { id: row, name: { zh-Hant: 天天, en: Row }, check_in: daily }
"""


@pytest.fixture(autouse=True)
def asks(monkeypatch):
    monkeypatch.setattr(corner_shop, "PROGRAMME", corner_shop.PROGRAMME.rstrip("\n") + MISSIONS)


def _acts(kind, name, at, **facts):
    moment = instant(when(at))
    return kind(name, moment, CALENDAR.local(moment)[0], **facts)


def _tap(day):
    at = instant(when(f"2026-03-{day:02} 10:00"))
    return Behaviour(f"t{day}", at, *CALENDAR.local(at), "Checked In", {})


def _date(text):
    return when(f"{text} 00:00").toordinal()


@pytest.fixture
def march(live_shop):
    """Ada checks in, makes a date up and takes it back, and has a prize that came by itself and another that waits."""
    told(
        live_shop,
        order("o1", "2026-03-01 09:00", ("novel", 1)),
        _acts(MissionStarted, "s", "2026-03-01 09:30", mission="books"),
        *(_tap(day) for day in (1, 2, 3)),
        order("o2", "2026-03-04 09:00", ("novel", 1)),
        _acts(MissionClaimed, "c", "2026-03-04 10:00", mission="books"),
        *(_tap(day) for day in (6, 7)),
        _acts(CheckInMadeUp, "m1", "2026-03-07 11:00", mission="daily", date=_date("2026-03-05")),
        _acts(MakeUpTakenBack, "b1", "2026-03-07 11:05", mission="daily", date=_date("2026-03-05")),
        _acts(CheckInMadeUp, "m2", "2026-03-07 12:00", mission="daily", date=_date("2026-03-05")),
        order("o3", "2026-03-08 09:00", ("novel", 1)),
        order("o4", "2026-03-09 09:00", ("novel", 1)),
    )
    join(live_shop, wallet_of("Ada"), "row", called="山貓", now=when("2026-03-09 10:00"))
    run_due(live_shop, now=when("2026-04-20 00:00"))
    return live_shop


def _stands(programme):
    ada, now = wallet_of("Ada"), when("2026-04-20 12:00")
    return missions_of(programme, ada, now=now), boards_of(programme, ada, now=now)


def test_missions_are_rebuilt_to_the_byte(march, tmp_path):
    mission_points = list(
        Entry.objects.filter(rule="mission/books").order_by("no").values_list("points", flat=True)
    )
    assert mission_points == [10, 30]
    assert verify(march).broken == ()
    before, stands = every_row(), _stands(march)
    archive(tmp_path, now=NOW)
    emptied()

    rebuild(tmp_path)
    # What time does is done by the clock again, and told to nobody twice.
    run_due(current(), now=when("2026-04-20 00:00"))

    assert every_row() == before
    assert _stands(current()) == stands
    assert verify(current()).broken == ()
    look(current(), now=when("2026-03-09 11:00"))
    (board,) = boards_of(current(), wallet_of("Ada"), now=when("2026-03-09 11:00"))
    assert board.own.called == "山貓"
