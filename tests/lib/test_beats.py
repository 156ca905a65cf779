"""A long work says how far it is, but not too often, and is given up when it has been silent."""

from datetime import UTC, datetime, timedelta

import pytest

from regulars.lib import beats
from regulars.lib.beats import is_dead, seldom

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def said_at(monkeypatch):
    """What is said of a work that tells the second in which it is, at each of some seconds."""

    def said_at(*seconds, at_once):
        said, now = [], [1000.0]
        monkeypatch.setattr(beats, "monotonic", lambda: now[0])
        told = seldom(said.append, at_once=at_once)
        for second in seconds:
            now[0] = 1000.0 + second
            told(second)
        return said

    return said_at


def test_what_is_told_within_half_a_second_of_the_last_is_left_out(said_at):
    assert said_at(0, 0.25, 0.5, 0.75, 0.875, 1, 3, at_once=True) == [0, 0.5, 1, 3]


def test_where_the_beginning_counts_as_said_the_first_may_be_left_out(said_at):
    assert said_at(0, 0.25, 0.5, 0.75, at_once=False) == [0.5]


@pytest.mark.parametrize(("seconds", "dead"), [(0, False), (120, False), (120.001, True)])
def test_whoever_is_silent_for_more_than_two_minutes_has_died(seconds, dead):
    assert is_dead(beat_at=NOW - timedelta(seconds=seconds), now=NOW) is dead
