"""When something is tried again; chance comes from outside, so that a test can say what it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

FIRST: Final = timedelta(seconds=5)
LONGEST: Final = timedelta(hours=6)
GIVEN_UP_AFTER: Final = timedelta(days=3)
#: Four times as long each time, beyond which no number matters any more.
_TIMES_LONGEST: Final = 8


def pause_after(attempts: int, *, chance: float, asked_for: int | None = None) -> timedelta:
    """How long to wait after so many attempts that failed: up to half shorter by `chance` (0 to 1).

    What the receiver asked for, in seconds, is kept to, as far as the longest pause.
    """
    times: int = 4 ** min(attempts - 1, _TIMES_LONGEST)
    whole = min(FIRST * times, LONGEST)
    drawn = whole * (1 - chance / 2)
    return drawn if asked_for is None else max(drawn, min(timedelta(seconds=asked_for), LONGEST))
