"""What works beside the clock is tried in the thread of the tests, whose connection has to stay open."""

import sys
from pathlib import Path

import pytest

from regulars.worker import keeping_on

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def closed(monkeypatch):
    """How often the connections would have been closed."""
    times = []
    monkeypatch.setattr(keeping_on.connections, "close_all", lambda: times.append("closed"))
    return times
