"""Known names are parted by generations, and nobody who writes or asks notices."""

from datetime import UTC, datetime

import psycopg
import pytest
from django.db import connection, transaction

from regulars.events.intake import generations
from regulars.events.intake.log import Taken, append
from regulars.events.intake.months import make_ready
from regulars.lib.cursors import raw_cursor

NOON = datetime(2026, 11, 23, 12, 31, tzinfo=UTC)


@pytest.fixture
def log(live_database):
    """A log that is ready, and as it was made again after the test."""
    with transaction.atomic():
        make_ready(raw_cursor(), now=NOON)
    yield
    with connection.cursor() as cursor:
        for part in parts():
            if part != 1:
                cursor.execute(f"DROP TABLE events_known_{part}")
        if 1 not in parts():
            cursor.execute("CREATE TABLE events_known_1 PARTITION OF events_known FOR VALUES IN (1)")
            cursor.execute("CREATE UNIQUE INDEX ON events_known_1 (id)")


def parts():
    return sorted(part.number for part in generations._parts(raw_cursor()))


def taken(*events):
    with transaction.atomic():
        return append(raw_cursor(), events)


def test_a_name_of_an_old_generation_is_still_known(log, event):
    taken(event("a"))
    generations.tend(full_bytes=1)

    assert parts() == [1, 2]
    assert taken(event("a"), event("b")) == Taken(new=1, known=1, aside=0)


def test_a_generation_that_is_not_full_goes_on(log, event):
    taken(event("a"))

    assert not generations.tend()
    assert parts() == [1]


def test_old_generations_are_merged_and_their_names_stay_known(log, event):
    for round_ in range(6):
        taken(*[event(f"{round_}-{number}") for number in range(50)])
        generations.tend(full_bytes=1)

    assert len(parts()) == 2
    everything = [event(f"{round_}-{number}") for round_ in range(6) for number in range(50)]
    assert taken(*everything) == Taken(new=0, known=300, aside=0)


def test_a_writer_that_is_not_done_holds_the_next_generation_up(log, event):
    """Otherwise one name could be taken into two generations by two writers who do not see each other."""
    taken(event("before"))
    settings = connection.settings_dict
    with psycopg.connect(dbname=settings["NAME"], host=settings["HOST"], user=settings["USER"]) as slow:
        append(slow.cursor(), [event("a")])
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
            with pytest.raises(psycopg.errors.LockNotAvailable):
                generations.tend(full_bytes=1)
            cursor.execute("RESET lock_timeout")
        slow.commit()

    assert generations.tend(full_bytes=1)
    assert taken(event("a")) == Taken(new=0, known=1, aside=0)


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

    assert generations._to_merge(old) == [part.number for part in old[:merged]]
