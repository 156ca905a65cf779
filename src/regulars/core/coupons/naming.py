"""Under which names coupons and offers stand where other things have names too."""

from __future__ import annotations

from typing import Final

#: What stands before an offer's id in a reason and where it is counted; a slash stands in no short name.
PARTNER: Final = "partner/"
