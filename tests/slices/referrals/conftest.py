"""The corner shop in which friends are brought."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "desk"))
sys.path.insert(0, str(Path(__file__).parent))

from datetime import UTC, datetime

import pytest


def _opened():
    # Models can be read only once Django is ready.
    from corner_shop import PROGRAMME  # noqa: PLC0415

    from regulars.programmes import queries  # noqa: PLC0415
    from regulars.programmes.actions import publish  # noqa: PLC0415

    queries._compiled.cache_clear()
    referral = """
referral:
  name: { zh-Hant: 好友推薦, en: Bring a friend }
  reward: { points: 100, of: coin }
  welcome: { points: 40, of: coin }
  return_window: 14
  limits: [{ times: 2, per: month }]
"""
    publish(text=PROGRAMME + referral, now=datetime(2026, 1, 1, tzinfo=UTC))
    return queries.current()


@pytest.fixture
def shop(db):
    """A shop whose every test is rolled back."""
    return _opened()


@pytest.fixture
def live_shop(live_database):
    """The same on a database that really commits."""
    return _opened()
