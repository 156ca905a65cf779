"""Looks again and again at what runs out, in a thread of its own beside the clock."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

from regulars.desk.watching import watch
from regulars.programmes.queries import NoProgramme, current
from regulars.worker.keeping_on import keep_on

#: A pool of a million codes is counted in a fifth of a second; who waits for a warning waits half a minute at most.
PAUSE_SECONDS: Final = 30.0


def watch_until(is_over: Callable[[float], bool], *, pause_seconds: float = PAUSE_SECONDS) -> None:
    """Look, again and again; `is_over` waits as long as it is told and says whether to stop."""
    keep_on(look, is_over, said="What runs out could not be looked at", pause_seconds=pause_seconds)


def look() -> int:
    """Look once. What was told needs no second look at once."""
    with suppress(NoProgramme):
        watch(current(), now=datetime.now(UTC))
    return 0
