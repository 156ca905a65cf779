"""The corner shop with its programme published, for every folder that tests the desk: its conftest names these."""

from datetime import UTC, datetime

import pytest


@pytest.fixture
def opened():
    """Publish the programme and answer it; what earlier tests published is forgotten."""
    # Models can be read only once Django is ready, and this folder may be the first that pytest enters.
    from corner_shop import PROGRAMME  # noqa: PLC0415

    from regulars.programmes import queries  # noqa: PLC0415
    from regulars.programmes.actions import publish  # noqa: PLC0415

    def open_it():
        queries._compiled.cache_clear()
        publish(text=PROGRAMME, now=datetime(2026, 1, 1, tzinfo=UTC))
        return queries.current()

    yield open_it
    queries._compiled.cache_clear()


@pytest.fixture
def shop(db, opened):
    return opened()


@pytest.fixture
def live_shop(live_database, opened):
    """The same shop for tests that open connections of their own."""
    return opened()
