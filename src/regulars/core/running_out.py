"""When something runs out of which there is only so much, as far as the last weeks tell.

The rules are in `docs/algorithms/budgets.md`.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORT_DAYS: Final = 7
LONG_DAYS: Final = 28


class Forecast(msgspec.Struct, frozen=True):
    """A corridor between two paces, in so much a day. `soonest` and `latest` are in how many days nothing is left; None: never."""

    slow: Fraction
    fast: Fraction
    soonest: int | None
    latest: int | None


def forecast(there: int, taken_by_day: Sequence[int]) -> Forecast | None:
    """Look ahead from what is there and what was taken on each day that is over, the latest last.

    None where fewer days are known than a week has: then nothing can be said. On a day more may have been given back
    than was taken; where that holds for a pace as a whole, it is none.
    """
    if len(taken_by_day) < SHORT_DAYS:
        return None
    slow, fast = sorted((_mean(taken_by_day[-SHORT_DAYS:]), _mean(taken_by_day[-LONG_DAYS:])))
    return Forecast(slow, fast, _days_left(there, fast), _days_left(there, slow))


def _mean(taken: Sequence[int]) -> Fraction:
    return Fraction(max(sum(taken), 0), len(taken))


def _days_left(there: int, pace: Fraction) -> int | None:
    if there <= 0:
        return 0
    return ceil(there / pace) if pace else None
