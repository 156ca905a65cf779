"""Begins a new generation of known names when the present one is full, and merges old ones while nobody waits.

Only the present generation is written, so it is kept small enough to stay in memory; the more old ones there are, the more places a
name must be looked for in. So the newest old ones are merged as soon as together they are an eighth of the next older one. Each old
one gets a sieve, see `sieves`.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import UUID

from django.db import transaction
from psycopg.errors import LockNotAvailable

from regulars.events.intake import sieves
from regulars.lib.cursors import raw_cursor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from psycopg import Cursor

FULL_BYTES: Final = 64 * 1024 * 1024
"""About a million and a half names."""

GROWTH: Final = 8
SLICE_NAMES: Final = 50_000
"""So many names move in one transaction: readers of the log wait for nothing longer."""

_MERGED: Final = "events_known_merged"
#: Behind whoever waits for this all writers wait. So it is given up soon, and asked for again a little later.
_ALONE: Final = """
    SET LOCAL lock_timeout = '500ms';
    SELECT pg_advisory_xact_lock(hashtext('events_known generation'))
"""
ATTEMPTS: Final = 60
PAUSE_SECONDS: Final = 1.0
#: One process tends the generations; a second one leaves at once.
_TEND: Final = "SELECT pg_try_advisory_lock(hashtext('events_known tending'))"
_TENDED: Final = "SELECT pg_advisory_unlock(hashtext('events_known tending'))"
_PRESENT: Final = "SELECT generation FROM events_intakestate"
_PARTS: Final = """
    SELECT substring(relname FROM '[0-9]+$')::int, pg_relation_size(oid) FROM pg_class
    WHERE relkind = 'r' AND relname ~ '^events_known_[0-9]+$' ORDER BY 1 DESC
"""
_BEGIN: Final = """
    CREATE TABLE events_known_{next} (LIKE events_known);
    CREATE UNIQUE INDEX ON events_known_{next} (id);
    ALTER TABLE events_known ATTACH PARTITION events_known_{next} FOR VALUES IN ({next});
    UPDATE events_intakestate SET generation = {next}
"""
_MERGE: Final = """
    DROP TABLE IF EXISTS events_known_merged;
    CREATE TABLE events_known_merged (LIKE events_known);
    CREATE UNIQUE INDEX ON events_known_merged (id)
"""
#: In their order, so that the new index grows at its end only, and is written once and full.
_MOVE: Final = """
    INSERT INTO events_known_merged (generation, id)
    SELECT %s, id FROM events_known WHERE generation = ANY(%s) AND id >= %s AND id <= %s ORDER BY id
"""
_SWAP: Final = """
    DROP TABLE {old};
    ALTER TABLE events_known_merged RENAME TO events_known_{number};
    ALTER TABLE events_known ATTACH PARTITION events_known_{number} FOR VALUES IN ({number})
"""
_LAST: Final = 2**128


class Part(NamedTuple):
    """A generation that is only read any more, and its size."""

    number: int
    size: int


def tend(*, full_bytes: int = FULL_BYTES) -> bool:
    """Begin the next generation if the present one is full, and merge some old ones; answers whether there was anything to do."""
    cursor = raw_cursor()
    row = cursor.execute(_TEND).fetchone()
    if not row or not row[0]:
        return False
    try:
        begun = _begun(full_bytes)
        merged = _merge(_to_merge(_old(raw_cursor())))
        sieves.complete(dict(_old(raw_cursor())))
        return begun or merged
    finally:
        raw_cursor().execute(_TENDED)


def _begun(full_bytes: int) -> bool:
    """Whether the next one began. Where somebody writes for long the present one grows on until the next look."""
    try:
        return _begin_next(full_bytes)
    except LockNotAvailable:
        return False


@transaction.atomic
def _begin_next(full_bytes: int) -> bool:
    cursor = raw_cursor()
    present = _present(cursor)
    if present is None or dict(_parts(cursor))[present] < full_bytes:
        return False
    # Whoever writes into the present one ends first; whoever comes later finds the next one.
    cursor.execute(_ALONE)
    cursor.execute(_BEGIN.format(next=present + 1).encode())
    return True


def _present(cursor: Cursor) -> int | None:
    row = cursor.execute(_PRESENT).fetchone()
    return row[0] if row else None


def _parts(cursor: Cursor) -> list[Part]:
    return [Part(*row) for row in cursor.execute(_PARTS).fetchall()]


def _old(cursor: Cursor) -> list[Part]:
    """The old generations, the newest first."""
    present = _present(cursor)
    return [part for part in _parts(cursor) if present is not None and part.number < present]


def _to_merge(old: Sequence[Part]) -> list[Part]:
    """The newest ones, as far as the next older is no more than some times what they are together."""
    merged: list[Part] = []
    together = 0
    for part in old:
        if merged and part.size > GROWTH * together:
            break
        merged.append(part)
        together += part.size
    return merged if len(merged) > 1 else []


def _merge(parts: list[Part]) -> bool:
    if not parts:
        return False
    numbers, size = [part.number for part in parts], sum(part.size for part in parts)
    # Before the names move, which takes minutes: a disk that is full is noticed here.
    drawn = sieves.make(numbers, size)
    raw_cursor().execute(_MERGE)
    for begin, end in _slices(size // sieves.NAME_BYTES):
        raw_cursor().execute(_MOVE, (numbers[0], numbers, str(begin), str(end)))
    _when_quiet(lambda: _swap(numbers, drawn))
    return True


def _when_quiet(do: Callable[[], None]) -> None:
    """Do it once nobody writes for a moment; the last time, what stands in the way is told."""
    for _ in range(ATTEMPTS - 1):
        try:
            return do()
        except LockNotAvailable:
            time.sleep(PAUSE_SECONDS)
    return do()


@transaction.atomic
def _swap(numbers: list[int], drawn: UUID) -> None:
    """Put the merged one in the place of the others, while nobody writes who knows which sieve speaks for which."""
    cursor = raw_cursor()
    cursor.execute(_ALONE)
    old = ", ".join(f"events_known_{number}" for number in numbers)
    cursor.execute(_SWAP.format(old=old, number=numbers[0]).encode())
    sieves.mark(cursor, numbers[0], drawn, instead_of=numbers)


def _slices(names: int) -> Iterator[tuple[UUID, UUID]]:
    """Stretches of names, which are spread evenly, with about as many in each."""
    count = max(1, names // SLICE_NAMES)
    for place in range(count):
        yield UUID(int=_LAST * place // count), UUID(int=_LAST * (place + 1) // count - 1)
