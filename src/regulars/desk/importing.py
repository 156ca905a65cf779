"""A history is loaded: event by event in the order of time, as if each had just happened."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from regulars.desk.clock import HISTORY_LOCK
from regulars.desk.posting import Arrival, post, raw_cursor
from regulars.lib.collecting import search_seldom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from regulars.core.events import Event
    from regulars.core.programme.compiled import Programme

BATCH = 1000


class Imported(msgspec.Struct, frozen=True):
    """What became of a history's events. `refused` counts by the code of the refusal; the rest is in the books."""

    decided: int
    anonymous: int
    repeated: int
    refused: dict[str, int]


def import_events(
    programme: Programme,
    *,
    source: str,
    events: Iterable[tuple[str | None, Event]],
    on_progress: Callable[[int], None] | None = None,
) -> Imported:
    """Post a history, a batch a transaction. Killed at any moment and begun again, it goes on where it was.

    What is in the books already changes nothing. While it runs no clock moves, so that an old event does not
    find its member in the present.
    """
    counts, refused, done = Counter[str](), Counter[str](), 0
    search_seldom()
    with _clocks_stopped():
        for batch in _batches(source, events):
            for answer in post(programme, batch):
                counts[answer.status] += 1
                if answer.refusal is not None:
                    refused[answer.refusal.code] += 1
            done += len(batch)
            if on_progress:
                on_progress(done)
    return Imported(counts["decided"], counts["anonymous"], counts["repeated"], dict(refused))


def _batches(source: str, events: Iterable[tuple[str | None, Event]]) -> Iterator[list[Arrival]]:
    arrivals = (Arrival(source, member, event) for member, event in events)
    while batch := list(islice(arrivals, BATCH)):
        yield batch


@contextmanager
def _clocks_stopped() -> Iterator[None]:
    cursor = raw_cursor()
    cursor.execute("SELECT pg_advisory_lock_shared(%s)", (HISTORY_LOCK,))
    try:
        yield
    finally:
        cursor.execute("SELECT pg_advisory_unlock_shared(%s)", (HISTORY_LOCK,))
