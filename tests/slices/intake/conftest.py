"""A log that is ready, a cursor on it, and events to put into it."""

import shutil
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from regulars.core.periods import instant
from regulars.events.intake import generations, sieves
from regulars.events.intake.arrived import Arrived
from regulars.events.intake.bodies import letter
from regulars.events.intake.log import append
from regulars.events.intake.months import make_ready
from regulars.events.intake.understanding import Post, understand
from regulars.lib.cursors import raw_cursor

NOON = datetime(2026, 11, 23, 12, 31, tzinfo=UTC)


@pytest.fixture
def noon():
    return instant(NOON)


@pytest.fixture
def read(noon):
    """Return a function that reads a body: `read(body)`, or as another address would: `read(body, kind="track")`."""

    def read(body, **how):
        found = letter(
            body, form="event" if how.get("kind") else "either" if how.get("is_posthog") else "batch"
        )
        return understand(found, Post(7, noon, **how))

    return read


@pytest.fixture
def event(noon):
    """Return a function that makes an event of the log."""

    def event(message="m-1", source=7, name="Product Viewed"):
        return Arrived(source, message, "track", name, "U1", None, noon, noon, None, b"{}", None)

    return event


@pytest.fixture
def log(db):
    """A cursor on a log that is ready, inside a transaction."""
    with transaction.atomic():
        cursor = raw_cursor()
        make_ready(cursor, now=NOON)
        yield cursor


@pytest.fixture
def lasting_log(live_database, parts):
    """A log that is ready and really commits; its generations are as they were made again after the test."""
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
    shutil.rmtree(sieves.folder(), ignore_errors=True)


@pytest.fixture
def parts():
    """Return a function that answers the numbers of all generations."""
    return lambda: sorted(part.number for part in generations._parts(raw_cursor()))


@pytest.fixture
def taken():
    """Return a function that writes events in a transaction of their own: `taken(*events)`."""

    def taken(*events):
        with transaction.atomic():
            return append(raw_cursor(), events)

    return taken
