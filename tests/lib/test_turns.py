"""A turn has one owner, until the end of their transaction."""

import psycopg
import pytest

from regulars.lib.cursors import raw_cursor
from regulars.lib.turns import is_our_turn, wait_for_turn

TURN, ANOTHER = 0x5455524E, 0x5455524F


@pytest.fixture
def other(db):
    """Somebody else, on a connection of their own."""
    ours = raw_cursor().connection
    with psycopg.connect(ours.info.dsn, password=ours.info.password) as theirs:
        yield theirs


def test_a_turn_that_somebody_has_is_nobody_elses_until_their_transaction_ends(other):
    assert is_our_turn(other.cursor(), TURN)
    assert not is_our_turn(raw_cursor(), TURN)
    assert is_our_turn(raw_cursor(), ANOTHER)

    other.commit()
    assert is_our_turn(raw_cursor(), TURN)


def test_whoever_has_a_turn_may_ask_for_it_again(db):
    assert [is_our_turn(raw_cursor(), TURN) for _ in range(2)] == [True, True]


def test_each_part_of_a_turn_is_taken_by_itself(other):
    assert is_our_turn(other.cursor(), TURN, part="home")

    assert not is_our_turn(raw_cursor(), TURN, part="home")
    assert is_our_turn(raw_cursor(), TURN, part="till")
    assert is_our_turn(raw_cursor(), TURN)


def test_whoever_waits_for_a_turn_has_it(other):
    wait_for_turn(other.cursor(), TURN)
    assert not is_our_turn(raw_cursor(), TURN)

    other.commit()
    wait_for_turn(raw_cursor(), TURN)
    assert not is_our_turn(other.cursor(), TURN)
