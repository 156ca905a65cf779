"""Leaderboards are kept once a minute, also before there is a programme, and after a fault."""

import pytest
from pauses import Pauses

from regulars.worker import boards

pytestmark = pytest.mark.django_db


def test_it_looks_once_a_minute_however_much_changed(monkeypatch):
    looked = []
    monkeypatch.setattr(boards, "current", lambda: "the programme")
    monkeypatch.setattr(boards, "look", lambda programme, *, now: looked.append(programme) or 500)
    pauses = Pauses(turns=2)
    boards.keep_boards_until(pauses)

    assert pauses.seconds == [0.0, 60.0, 60.0]
    assert looked == ["the programme"] * 2


def test_without_a_programme_there_are_no_boards():
    pauses = Pauses(turns=2)
    boards.keep_boards_until(pauses)

    assert pauses.seconds == [0.0, 60.0, 60.0]


def test_a_fault_is_said_aloud_and_it_looks_again(monkeypatch, caplog):
    def fail():
        message = "the database is away"
        raise ConnectionError(message)

    monkeypatch.setattr(boards, "current", fail)
    pauses = Pauses(turns=1)
    boards.keep_boards_until(pauses)

    assert pauses.seconds == [0.0, 600.0]
    assert [record.message for record in caplog.records] == ["The leaderboards could not be kept"]
