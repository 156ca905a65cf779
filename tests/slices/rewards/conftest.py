"""The corner shop with rewards, for tests of redemptions."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "desk"))
sys.path.insert(0, str(Path(__file__).parent))

from datetime import UTC, datetime

import pytest


def _opened():
    # Models can be read only once Django is ready.
    from reward_shop import PROGRAMME  # noqa: PLC0415

    from regulars.programmes import queries  # noqa: PLC0415
    from regulars.programmes.actions import publish  # noqa: PLC0415

    queries._compiled.cache_clear()
    publish(text=PROGRAMME, now=datetime(2026, 1, 1, tzinfo=UTC))
    return queries.current()


@pytest.fixture
def shop(db):
    """A shop whose every test is rolled back; Ada has a thousand coins."""
    from reward_shop import has  # noqa: PLC0415

    opened = _opened()
    has(opened, "Ada", 1000)
    return opened


@pytest.fixture
def live_shop(live_database):
    """The same on a database that really commits, with nobody in it."""
    return _opened()
