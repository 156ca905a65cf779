"""The clock ticks on through what goes wrong, and stops when it is told."""

from datetime import UTC, datetime

import pytest
from pauses import Pauses

from regulars.worker import clock

pytestmark = pytest.mark.django_db


def test_the_clock_goes_on_at_once_while_members_wait_and_then_pauses(monkeypatch):
    waiting = iter([500, 120, 0])
    monkeypatch.setattr(clock, "tick", lambda *, now: next(waiting))
    pauses = Pauses(turns=3)

    clock.tick_until(pauses)

    assert pauses.seconds == [0.0, 0.0, 0.0, 1.0]


def test_a_tick_that_fails_is_said_aloud_and_the_next_one_comes(monkeypatch, caplog):
    def fail(*, now):
        message = "the database is away"
        raise ConnectionError(message)

    monkeypatch.setattr(clock, "tick", fail)
    pauses = Pauses(turns=2)

    clock.tick_until(pauses)

    assert pauses.seconds == [0.0, 10.0, 10.0]
    assert [record.message for record in caplog.records] == ["The clock missed a tick"] * 2


def test_a_database_that_died_is_brought_up_after_the_tick_that_missed_it(monkeypatch):
    is_up = []

    def need_the_database(*, now):
        if not is_up:
            message = "the database is away"
            raise ConnectionError(message)
        return 0

    monkeypatch.setattr(clock, "tick", need_the_database)
    pauses = Pauses(turns=2)

    clock.tick_until(pauses, revive=lambda: is_up.append(True))

    assert pauses.seconds == [0.0, 10.0, 1.0]


def test_a_database_that_cannot_be_brought_up_stops_no_clock(monkeypatch, caplog):
    def fail(*, now=None):
        message = "no room on the disk"
        raise OSError(message)

    monkeypatch.setattr(clock, "tick", fail)
    pauses = Pauses(turns=2)

    clock.tick_until(pauses, revive=fail)

    assert pauses.seconds == [0.0, 10.0, 10.0]
    assert "The database could not be brought up" in {record.message for record in caplog.records}


def test_without_a_programme_nothing_is_due():
    assert clock.tick(now=datetime(2026, 11, 22, tzinfo=UTC)) == 0
