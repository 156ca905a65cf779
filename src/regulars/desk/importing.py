"""A history is loaded: event by event in the order of time, as if each had just happened."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Protocol

import django
import msgspec

from regulars.core.events import Spend
from regulars.desk.clock import HISTORY_LOCK
from regulars.desk.posting import Arrival, post
from regulars.events import actions as events_log
from regulars.lib.collecting import search_seldom
from regulars.lib.cursors import raw_cursor
from regulars.lib.parts import in_processes
from regulars.programmes.queries import current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from regulars.core.events import Event
    from regulars.core.programme.compiled import Programme

BATCH = 1000


class History(Protocol):
    """Everybody's events as they happened. It crosses into other processes by pickling."""

    def in_time_order(self, *, part: int = 0, parts: int = 1) -> Iterator[tuple[str | None, Event]]:
        """Those of one part; each member is in exactly one, whoever asks."""
        ...

    def sort(self) -> None:
        """Get ready for several who read at once."""
        ...


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
            new = _without_old_spends(batch)
            counts["repeated"] += len(batch) - len(new)
            for answer in post(programme, new, is_past=True):
                counts[answer.status] += 1
                if answer.refusal is not None:
                    refused[answer.refusal.code] += 1
            done += len(batch)
            if on_progress:
                on_progress(done)
    return Imported(counts["decided"], counts["anonymous"], counts["repeated"], dict(refused))


def import_history(
    history: History, *, source: str, hands: int, on_progress: Callable[[int], None]
) -> Imported:
    """Post a staged history under the programme in force, with as many processes as `hands`.

    Each posts for members of its own, so nobody waits for anybody. What comes of it does not depend on their number.
    """
    if hands == 1:
        return import_events(
            current(), source=source, events=history.in_time_order(), on_progress=on_progress
        )
    part = partial(_import_part, history, source, hands)
    history.sort()
    counts, refused = Counter[str](), Counter[str]()
    with _clocks_stopped():
        for one in in_processes(part, parts=hands, hands=hands, said=on_progress, begin=django.setup):
            counts.update(decided=one.decided, anonymous=one.anonymous, repeated=one.repeated)
            refused.update(one.refused)
    return Imported(counts["decided"], counts["anonymous"], counts["repeated"], dict(refused))


def _import_part(
    history: History, source: str, parts: int, part: int, said: Callable[[int], None]
) -> Imported:
    told = 0

    def tell(done: int) -> None:
        nonlocal told
        more, told = done - told, done
        said(more)

    events = history.in_time_order(part=part, parts=parts)
    return import_events(current(), source=source, events=events, on_progress=tell)


def _batches(source: str, events: Iterable[tuple[str | None, Event]]) -> Iterator[list[Arrival]]:
    arrivals = (Arrival(source, member, event) for member, event in events)
    while batch := list(islice(arrivals, BATCH)):
        yield batch


def _without_old_spends(batch: list[Arrival]) -> list[Arrival]:
    """Leave out spends on orders that the books know: each was told before its order, and taken in or refused then.

    What was refused left no trace. Told again, years after, it would find other points.
    """
    spends = {
        id(one): (one.source, one.event.order)
        for one in batch
        if isinstance(one.event, Spend) and one.event.order is not None
    }
    if not spends:
        return batch
    known = events_log.known(raw_cursor(), list(spends.values()))
    return [one for one in batch if spends.get(id(one)) not in known]


@contextmanager
def _clocks_stopped() -> Iterator[None]:
    cursor = raw_cursor()
    cursor.execute("SELECT pg_advisory_lock_shared(%s)", (HISTORY_LOCK,))
    try:
        yield
    finally:
        cursor.execute("SELECT pg_advisory_unlock_shared(%s)", (HISTORY_LOCK,))
