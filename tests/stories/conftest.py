"""Lets the stories share the shop in which they happen."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def shop(tmp_path, reachable):
    """A shop in a folder of its own that may be killed; it has a programme and is not yet served."""
    from killed_shop import KilledShop, programme  # noqa: PLC0415 - found only now that the path says where.

    shop = KilledShop(reachable(tmp_path) / "var")
    try:
        shop.run("migrate")
        shop.run("programme", "publish", programme())
        yield shop
    finally:
        shop.remove()
