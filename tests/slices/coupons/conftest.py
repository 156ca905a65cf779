"""The shop with coupons, for every test of this folder."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from opened_coupon_shop import coupon_shop

__all__ = ["coupon_shop"]
