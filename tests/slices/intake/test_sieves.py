"""A sieve makes known names quick to tell from new ones, and never wrong: whatever becomes of it, each message is taken once."""

import shutil
from uuid import uuid4

import psycopg
import pytest
from django.db import connection

from regulars.events.intake import generations, sieves
from regulars.events.intake.known import name_of
from regulars.events.intake.log import Taken
from regulars.lib import sieve
from regulars.lib.cursors import raw_cursor

ALL_KNOWN = Taken(new=0, known=2, aside=0)


@pytest.fixture
def closed(lasting_log, taken, event):
    """Two messages in a generation that is closed and has its sieve, and nobody who has opened that yet."""
    taken(event("a"), event("b"))
    generations.tend(full_bytes=1)
    sieves._opened.clear()


def file():
    (found,) = sieves.folder().glob("*")
    return found


def mark():
    return sieves.marks(raw_cursor())[1]


def test_a_generation_that_closes_gets_a_sieve(closed):
    assert sieve.unsure([sieves.standing({1: mark()})[1]], [name_of(7, "a"), name_of(7, "c")]) == [
        name_of(7, "a")
    ]


def test_a_name_that_only_a_closed_generation_holds_is_known(closed, taken, event):
    assert taken(event("a"), event("c"), event("b")) == Taken(new=1, known=2, aside=0)


def test_of_a_new_name_a_closed_generation_is_not_asked(closed, taken, event):
    settings = connection.settings_dict
    with psycopg.connect(dbname=settings["NAME"], host=settings["HOST"], user=settings["USER"]) as other:
        other.execute("LOCK TABLE events_known_1 IN ACCESS EXCLUSIVE MODE")
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
            assert taken(event("c")).new == 1
            with pytest.raises(psycopg.errors.LockNotAvailable):
                taken(event("a"))
            cursor.execute("RESET lock_timeout")


def test_what_a_sieve_holds_by_mistake_is_looked_up(closed, taken, event):
    sieve.write(file(), mark(), 1, [b"\xff" * sieve.REGION])

    assert taken(event("new")).new == 1
    assert taken(event("a"), event("b")) == ALL_KNOWN


def _of_another_generation(path):
    sieve.write(path, uuid4(), 1, [bytes(sieve.REGION)])


def _with_a_bit_less(path):
    bits = bytearray(path.read_bytes())
    place = next(at for at in range(4096, len(bits)) if bits[at])
    bits[place] = 0
    path.write_bytes(bits)


SPOILT = {
    "missing": lambda path: path.unlink(),
    "folder gone": lambda path: shutil.rmtree(path.parent),
    "empty": lambda path: path.write_bytes(b""),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "only a head": lambda path: path.write_bytes(path.read_bytes()[:4096]),
    "too long": lambda path: path.write_bytes(path.read_bytes() + b"\0"),
    "a bit less": _with_a_bit_less,
    "of another generation": _of_another_generation,
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_sieve_that_is_no_good_is_ignored_and_made_anew(closed, taken, event, spoil):
    spoil(file())
    assert sieves.standing({1: mark()}) == {}
    assert taken(event("a"), event("b")) == ALL_KNOWN

    generations.tend()

    assert list(sieves.standing({1: mark()})) == [1]
    assert taken(event("a"), event("b")) == ALL_KNOWN


def test_a_sieve_that_is_open_stays_open_whatever_becomes_of_its_file(closed, taken, event):
    before = sieves.standing({1: mark()})
    file().unlink()

    assert sieves.standing({1: mark()}) == before
    assert taken(event("a"), event("b")) == ALL_KNOWN


def test_a_database_that_was_put_back_finds_no_sieve_of_later(closed, taken, event):
    """There the generation went on, and closed with more names; the file of what it was before still lies there."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO events_known VALUES (1, %s)", (name_of(7, "more"),))
        cursor.execute("UPDATE events_generation SET mark = gen_random_uuid()")

    assert taken(event("more")).known == 1

    generations.tend()

    assert file().stem == str(mark())
    assert taken(event("more")).known == 1


def test_the_present_generation_is_asked_whatever_speaks_for_it(lasting_log, taken, event):
    taken(event("a"), event("b"))
    drawn = uuid4()
    sieves.folder().mkdir(parents=True)
    sieve.write(sieves._path(drawn), drawn, 1, [bytes(sieve.REGION)])
    sieves.mark(raw_cursor(), 1, drawn)

    assert taken(event("a"), event("b")) == ALL_KNOWN


class Crash(Exception):  # noqa: N818 - it is told, not raised by us.
    """The process died here."""


@pytest.mark.parametrize("died", ["_bits", "mark", "make"])
def test_whoever_dies_between_closing_and_the_sieve_loses_nothing(
    lasting_log, parts, taken, event, monkeypatch, died
):
    def die(*_, **__):
        raise Crash

    taken(event("a"), event("b"))
    monkeypatch.setattr(sieves, died, die)
    with pytest.raises(Crash):
        generations.tend(full_bytes=1)
    monkeypatch.undo()

    assert parts() == [1, 2]
    assert taken(event("a"), event("b")) == ALL_KNOWN

    generations.tend()

    assert file().stem == str(mark())
    assert taken(event("a"), event("b")) == ALL_KNOWN


@pytest.mark.parametrize("died", ["_swap", "_slices"])
def test_whoever_dies_while_merging_loses_nothing(lasting_log, parts, taken, event, monkeypatch, died):
    def die(*_):
        raise Crash

    for message in "ab":
        taken(event(message))
        generations._begin_next(1)
    monkeypatch.setattr(generations, died, die)
    with pytest.raises(Crash):
        generations.tend()
    monkeypatch.undo()

    assert taken(event("a"), event("b")) == ALL_KNOWN

    generations.tend()

    assert parts() == [2, 3]
    assert file().stem == str(sieves.marks(raw_cursor())[2])
    assert taken(event("a"), event("b")) == ALL_KNOWN


def _somebody_writes():
    """Another connection that holds the generations as a writer does."""
    settings = connection.settings_dict
    other = psycopg.connect(dbname=settings["NAME"], host=settings["HOST"], user=settings["USER"])
    other.execute("SELECT pg_advisory_xact_lock_shared(hashtext('events_known generation'))")
    return other


def test_a_swap_gives_way_to_whoever_writes_and_comes_again(lasting_log, parts, taken, event, monkeypatch):
    for message in "ab":
        taken(event(message))
        generations._begin_next(1)
    other, naps = _somebody_writes(), []

    def nap(seconds):
        naps.append(seconds)
        # What is new is taken meanwhile, by whoever comes.
        assert taken(event(f"meanwhile {len(naps)}")).new == 1
        if len(naps) == 2:
            other.close()

    monkeypatch.setattr(generations.time, "sleep", nap)
    generations.tend()

    assert naps == [generations.PAUSE_SECONDS] * 2
    assert parts() == [2, 3]
    assert taken(event("a"), event("b")) == ALL_KNOWN
