"""How many events a second a source may send: a bucket for each that fills again by itself."""

from __future__ import annotations

from math import ceil
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Final

from regulars.api.wire.refusals import RateExceeded

if TYPE_CHECKING:
    from collections.abc import Callable

    from regulars.events.intake.sources import Source

BURST_SECONDS: Final = 5
"""So many seconds' worth may come at once."""


class Buckets:
    """What each source may still send now. One a process: each of `processes` gives its share of the rate."""

    def __init__(self, *, processes: int, clock: Callable[[], float] = monotonic) -> None:
        self._processes, self._clock = processes, clock
        self._left: dict[int, tuple[float, float]] = {}
        self._filling = Lock()

    def draw(self, source: Source, events: int) -> None:
        """Count events that came, or raise where the bucket is empty. A letter larger than what is left empties it below zero."""
        if source.rate is None:
            return
        rate = source.rate / self._processes
        with self._filling:
            now = self._clock()
            left, since = self._left.get(source.id, (rate * BURST_SECONDS, now))
            left = min(rate * BURST_SECONDS, left + (now - since) * rate)
            if left > 0:
                self._left[source.id] = (left - events, now)
                return
            self._left[source.id] = (left, now)
        raise RateExceeded(rate=source.rate, retry_after=max(1, ceil(-left / rate)))
