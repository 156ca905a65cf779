"""The corner shop with three members and an occasion: readers from yesterday, everybody from an hour ago, three seats."""

import sys
from datetime import timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "desk"))
sys.path.insert(0, str(Path(__file__).parent))
from opened_shop import live_shop, opened, shop

__all__ = ["live_shop", "opened", "shop"]


@pytest.fixture
def evening(shop, monkeypatch):
    """An occasion in a shop on a clock of its own."""
    from evening import Evening  # noqa: PLC0415 - models can be read only once Django is ready.

    from regulars.desk import occasions  # noqa: PLC0415 - as above.

    found = Evening(shop)
    monkeypatch.setattr(occasions, "now_of_database", lambda: found.now)
    return found


@pytest.fixture
def hour():
    return timedelta(hours=1)
