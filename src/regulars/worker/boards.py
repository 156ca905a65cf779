"""Keeps the numbers of leaderboards, in a thread of its own, so that neither tills nor the clock wait for them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

from regulars.desk.leaderboards import look
from regulars.programmes.queries import NoProgramme, current
from regulars.worker.keeping_on import keep_on

PAUSE_SECONDS: Final = 60.0


def keep_boards_until(is_over: Callable[[float], bool]) -> None:
    """Look every minute; `is_over` waits as long as it is told and says whether to stop."""
    keep_on(_once, is_over, said="The leaderboards could not be kept", pause_seconds=PAUSE_SECONDS)


def _once() -> int:
    """A board may be a minute old, so there is never more to do at once."""
    with suppress(NoProgramme):
        look(current(), now=datetime.now(UTC))
    return 0
