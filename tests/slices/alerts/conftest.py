"""The shop with coupons, and somebody who listens."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "coupons"))
from opened_coupon_shop import coupon_shop

__all__ = ["coupon_shop"]


@pytest.fixture
def listening(coupon_shop):
    """An endpoint that wants all that owners are told."""
    from regulars.webhooks import actions, endpoints  # noqa: PLC0415 - models are ready only within a test.

    kinds = ["supply.low", "supply.spent", "pool.low", "pool.empty"]
    endpoints.make("https://shop.example/", kinds, by=None)
    actions.forget_wanted()
    yield coupon_shop
    actions.forget_wanted()
