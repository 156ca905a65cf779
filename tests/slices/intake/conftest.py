"""A log that is ready, a cursor on it, and events to put into it."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from regulars.core.periods import instant
from regulars.events.intake.arrived import Arrived
from regulars.events.intake.bodies import letter
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
