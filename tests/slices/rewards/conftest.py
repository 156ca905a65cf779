"""The corner shop with rewards, for tests of redemptions."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "desk"))
sys.path.insert(0, str(Path(__file__).parent))

import pytest


@pytest.fixture
def shop(db):
    """A shop whose every test is rolled back; Ada has a thousand coins."""
    from reward_shop import has, opened  # noqa: PLC0415 - models can be read only once Django is ready.

    found = opened()
    has(found, "Ada", 1000)
    return found


@pytest.fixture
def live_shop(live_database):
    """The same on a database that really commits, with nobody in it."""
    from reward_shop import opened  # noqa: PLC0415 - see above.

    return opened()
