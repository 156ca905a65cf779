"""A small shop with its programme published, for tests of the desk."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from opened_shop import live_shop, opened, shop

__all__ = ["live_shop", "opened", "shop"]
