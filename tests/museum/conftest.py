"""Lets the museum use the core's one member, and the desk's corner shop."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "core"))
sys.path.insert(0, str(Path(__file__).parents[1] / "slices" / "desk"))
sys.path.insert(0, str(Path(__file__).parents[1] / "slices" / "coupons"))
from opened_coupon_shop import coupon_shop
from opened_shop import live_shop, opened, shop

__all__ = ["coupon_shop", "live_shop", "opened", "shop"]
