"""Known names are parted by generations, and nobody who writes or asks notices."""

from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection

from regulars.events.intake import generations
from regulars.events.intake.log import Taken, append


@contextmanager
def writing(*events):
    """Another process has begun to write, and commits at the end."""
    settings = connection.settings_dict
    with psycopg.connect(dbname=settings["NAME"], host=settings["HOST"], user=settings["USER"]) as slow:
        append(slow.cursor(), events)
        yield


def test_a_name_of_an_old_generation_is_still_known(lasting_log, parts, taken, event):
    taken(event("a"))
    generations.tend(full_bytes=1)

    assert parts() == [1, 2]
    assert taken(event("a"), event("b")) == Taken(new=1, known=1, aside=0)


def test_a_generation_that_is_not_full_goes_on(lasting_log, parts, taken, event):
    taken(event("a"))

    assert not generations.tend()
    assert parts() == [1]


def test_old_generations_are_merged_and_their_names_stay_known(lasting_log, parts, taken, event):
    for round_ in range(6):
        taken(*[event(f"{round_}-{number}") for number in range(50)])
        generations.tend(full_bytes=1)

    assert len(parts()) == 2
    everything = [event(f"{round_}-{number}") for round_ in range(6) for number in range(50)]
    assert taken(*everything) == Taken(new=0, known=300, aside=0)


def test_a_writer_that_is_not_done_holds_the_next_generation_up(lasting_log, taken, event):
    """Otherwise one name could be taken into two generations by two writers who do not see each other."""
    taken(event("before"))
    with writing(event("a")):
        assert not generations.tend(full_bytes=1)

    assert generations.tend(full_bytes=1)
    assert taken(event("a")) == Taken(new=0, known=1, aside=0)


def test_a_writer_that_is_not_done_holds_a_merge_up(lasting_log, parts, taken, event, monkeypatch):
    """Otherwise a name could move, between two questions, to where its writer does not look any more."""
    monkeypatch.setattr(generations, "ATTEMPTS", 1)
    for message in "ab":
        taken(event(message))
        generations._begin_next(1)
    with writing():
        with pytest.raises(psycopg.errors.LockNotAvailable):
            generations.tend()
        assert parts() == [1, 2, 3]

    assert generations.tend()
    assert parts() == [2, 3]
    assert taken(event("a"), event("b")) == Taken(new=0, known=2, aside=0)


@pytest.mark.parametrize(
    ("sizes", "merged"),
    [
        ([], 0),
        ([64], 0),
        ([64, 64], 2),
        ([64, 512], 2),
        ([64, 513], 0),
        ([64, 64, 1000], 3),
        ([64, 64, 1100, 9000], 2),
    ],
)
def test_the_newest_are_merged_as_soon_as_they_are_an_eighth_of_the_next(sizes, merged):
    old = [generations.Part(9 - place, size) for place, size in enumerate(sizes)]

    assert generations._to_merge(old) == old[:merged]
