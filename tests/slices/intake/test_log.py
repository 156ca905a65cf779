"""The log as it came: once for ever, in the order of commits, in parts that are there before they are needed."""

import json
from datetime import UTC, datetime

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction

from regulars.events.intake import log as logs
from regulars.events.intake.arrived import Aside
from regulars.events.intake.log import BEGINNING, Checkpoint, Taken, append, read_after
from regulars.events.intake.months import make_ready
from regulars.lib.cursors import raw_cursor

NOON = datetime(2026, 11, 23, 12, 31, tzinfo=UTC)


def aside(message="raw:1", raw=b"{", noon=0):
    return Aside(7, message, noon, "event_unreadable", {"problem": "it ends\0"}, raw)


def test_what_came_is_kept_once(log, event):
    assert append(log, [event("a"), event("b"), event("a")]) == Taken(new=2, known=1, aside=0)
    assert append(log, [event("b"), event("c")]) == Taken(new=1, known=1, aside=0)

    found = log.execute("SELECT message_id FROM events_arrived ORDER BY no").fetchall()

    assert found == [("a",), ("b",), ("c",)]


def test_two_sources_may_use_one_name(log, event):
    assert append(log, [event("a", source=1), event("a", source=2)]).new == 2


def test_what_is_set_aside_is_set_aside_once(log, event, noon):
    assert append(log, [event("a")], [aside(noon=noon)]) == Taken(new=1, known=0, aside=1)
    assert append(log, [], [aside(noon=noon)]) == Taken(new=0, known=1, aside=0)

    ((reason, facts, raw, state),) = log.execute(
        "SELECT reason, facts, raw, state FROM events_quarantine"
    ).fetchall()

    assert (reason, json.loads(facts), raw, state) == (
        "event_unreadable", {"problem": "it ends�"}, b"{", "waiting",
    )  # fmt: skip


def test_a_mended_event_goes_in_although_its_name_is_known(log, event):
    append(log, [event("a")])

    logs.append_again(log, [event("a", name="Mended")])

    assert log.execute("SELECT name FROM events_arrived ORDER BY no").fetchall() == [
        ("Product Viewed",),
        ("Mended",),
    ]


def test_an_event_comes_out_as_it_went_in(live_database, event):
    with transaction.atomic():
        make_ready(raw_cursor(), now=NOON)
        append(raw_cursor(), [event("a")])

    with transaction.atomic():
        (found,) = read_after(raw_cursor(), BEGINNING, 10)

    assert found.event == event("a")


def test_a_reader_goes_on_where_it_was(live_database, event):
    with transaction.atomic():
        make_ready(raw_cursor(), now=NOON)
        append(raw_cursor(), [event(name) for name in "abc"])
    with transaction.atomic():
        first = read_after(raw_cursor(), BEGINNING, 2)
        logs.keep(raw_cursor(), "desk", first[-1].at)

    with transaction.atomic():
        place = logs.checkpoint_of(raw_cursor(), "desk")
        rest = read_after(raw_cursor(), place, 2)

    assert [one.event.message_id for one in (*first, *rest)] == ["a", "b", "c"]


def test_a_consumer_nobody_knows_begins_at_the_beginning(log):
    assert logs.checkpoint_of(log, "nobody") == BEGINNING


def another():
    """A connection of somebody else."""
    return psycopg.connect(
        dbname=connection.settings_dict["NAME"],
        host=connection.settings_dict["HOST"],
        user=connection.settings_dict["USER"],
    )


def test_nothing_is_read_past_a_transaction_that_is_still_open(live_database, event):
    """The one that began first commits last; a reader that went by numbers would never see its event."""
    with transaction.atomic():
        make_ready(raw_cursor(), now=NOON)
    with another() as slow, another() as quick:
        append(slow.cursor(), [event("slow")])
        append(quick.cursor(), [event("quick")])
        quick.commit()
        before = read_after(raw_cursor(), BEGINNING, 10)
        slow.commit()

    after = read_after(raw_cursor(), BEGINNING, 10)

    assert [one.event.message_id for one in before] == []
    assert [one.event.message_id for one in after] == ["slow", "quick"]


def test_two_writers_of_one_name_agree(live_database, event):
    with transaction.atomic():
        make_ready(raw_cursor(), now=NOON)
    with another() as one, another() as other:
        append(one.cursor(), [event("a")])
        one.commit()

        assert append(other.cursor(), [event("a")]) == Taken(new=0, known=1, aside=0)


def test_a_database_that_moved_goes_on_counting(log, event):
    log.execute("UPDATE events_intakestate SET ahead = 5000000000")
    append(log, [event("before")])
    log.execute("UPDATE events_intakestate SET ahead = 0")

    make_ready(log, now=NOON)
    append(log, [event("after")])

    found = log.execute("SELECT message_id FROM events_arrived ORDER BY xid, no").fetchall()
    assert found == [("before",), ("after",)]


def test_the_parts_of_the_next_months_are_made_once(log):
    made = make_ready(log, now=datetime(2031, 11, 30, 23, 59, tzinfo=UTC))

    assert made == [
        "events_arrived_2031_11", "events_arrived_2031_12", "events_arrived_2032_01", "events_arrived_2032_02",
    ]  # fmt: skip
    assert make_ready(log, now=datetime(2031, 11, 1, tzinfo=UTC)) == []


def test_a_log_that_nobody_made_ready_says_so(db, event):
    with transaction.atomic():
        raw_cursor().execute("DELETE FROM events_intakestate")
        with pytest.raises(logs.NotReady):
            append(raw_cursor(), [event("a")])


def test_places_are_in_order():
    assert Checkpoint(1, 9) < Checkpoint(2, 1)
    assert settings.USE_TZ
