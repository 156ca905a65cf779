"""What stands in the quarantine comes back into the log: as it is, or mended; or it is dropped. Each once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
from django.db import transaction

from regulars.core.refusals import Refusal
from regulars.events.intake.arrived import Arrived, EventUnusable, Kind
from regulars.events.intake.bodies import Letter
from regulars.events.intake.leaving import came_again
from regulars.events.intake.log import append, append_again
from regulars.events.intake.understanding import Post, event_of
from regulars.events.models import Quarantined
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import instant

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from psycopg import Cursor

_decode: Final = msgspec.json.Decoder(dict[str, object]).decode
#: What is replayed in one transaction.
REPLAYED_AT_ONCE: Final = 500
_CLAIM: Final = """
    UPDATE events_quarantine SET state = %s WHERE id = ANY(%s) AND state = 'waiting'
    RETURNING id, source_id, message_id, received_at, raw, mended, batch, occurred_at
"""
_WAITS_FOR_ORDER: Final = """
    SELECT quarantine.id FROM events_quarantine AS quarantine
    JOIN (SELECT DISTINCT * FROM unnest(%b::int4[], %b::text[]) AS told (source_id, name)) AS told
      ON told.source_id = quarantine.source_id AND told.name = quarantine.facts->>'order'
    WHERE state = 'waiting' AND reason = 'OrderNotYet' ORDER BY quarantine.id
"""


class QuarantinedUnknown(Refusal):
    """No event of this number waits in the quarantine. Facts: number."""


class MendedUnusable(Refusal):
    """What was written in place of an event is none either. Facts: reason, and that reason's."""


class _Row(NamedTuple):
    id: int
    source_id: int
    message_id: str
    received_at: datetime
    raw: bytes
    mended: bytes | None
    batch: bytes | None
    occurred_at: datetime | None


@transaction.atomic
def mend(number: int, text: str) -> None:
    """Put other words in the place of an event's own, which are kept beside them. It goes on waiting until it is replayed."""
    row = Quarantined.objects.select_for_update().filter(pk=number, state="waiting").first()
    if row is None:
        raise QuarantinedUnknown(number=number)
    _read(_of(row, text.encode()))
    row.mended = text.encode()
    row.save(update_fields=["mended"])


def replay(numbers: Sequence[int]) -> int:
    """Let these into the log as if they came now, and answer how many went; the desk reads them like all others.

    What is no event even now stays where it is. One that was replayed or dropped already is left alone.
    """
    gone = 0
    for begin in range(0, len(numbers), REPLAYED_AT_ONCE):
        with transaction.atomic():
            gone += replay_within(raw_cursor(), numbers[begin : begin + REPLAYED_AT_ONCE])
    return gone


def replay_within(cursor: Cursor, numbers: Iterable[int]) -> int:
    """The same in a transaction that somebody else began."""
    rows = sorted(_Row(*row) for row in cursor.execute(_CLAIM, ("replayed", sorted(numbers)), binary=True))
    logged, new, unusable = list[Arrived](), list[Arrived](), list[int]()
    for row in rows:
        try:
            (new if row.occurred_at is None else logged).append(_read(row))
        except MendedUnusable:
            unusable.append(row.id)
    append_again(cursor, came_again(cursor, logged))
    append(cursor, came_again(cursor, new))
    if unusable:
        cursor.execute("UPDATE events_quarantine SET state = 'waiting' WHERE id = ANY(%s)", (unusable,))
    return len(rows) - len(unusable)


def replay_waiting_for(cursor: Cursor, orders: Sequence[tuple[int, str]]) -> int:
    """Replay what waited for these orders, by (source, order)."""
    if not orders:
        return 0
    columns = ([source for source, _ in orders], [order for _, order in orders])
    waiting = [number for (number,) in cursor.execute(_WAITS_FOR_ORDER, columns)]
    return replay_within(cursor, waiting) if waiting else 0


@transaction.atomic
def drop(numbers: Sequence[int]) -> int:
    """Give these up; they are kept, and never read. Answers how many there were."""
    return raw_cursor().execute(_CLAIM, ("dropped", sorted(numbers))).rowcount


def _of(row: Quarantined, mended: bytes) -> _Row:
    return _Row(
        row.pk, row.source_id, row.message_id, row.received_at, bytes(row.raw), mended,
        bytes(row.batch) if row.batch is not None else None, row.occurred_at,
    )  # fmt: skip


def _read(row: _Row) -> Arrived:
    """The event as the log takes it. Its time was corrected once and is what it was; a time that was mended is believed."""
    raw = row.mended if row.mended is not None else row.raw
    fields = _fields(raw)
    post = Post(
        row.source_id, instant(row.received_at), _kind(fields), is_import=row.mended is not None,
        is_posthog="distinct_id" in fields,
    )  # fmt: skip
    try:
        event = event_of(raw, Letter(None, (), None, row.batch), post)
    except EventUnusable as refusal:
        raise MendedUnusable(**refusal.facts) from None
    if row.occurred_at is None:
        return event if fields.get("messageId") else event._replace(message_id=row.message_id)
    event = event._replace(message_id=row.message_id)
    same = raw is row.raw or _times(fields) == _times(_fields(row.raw))
    return event._replace(occurred_at=instant(row.occurred_at)) if same else event


def _fields(raw: bytes) -> dict[str, object]:
    try:
        return _decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        # Whoever reads the event says what is wrong with it.
        return {}


def _kind(fields: dict[str, object]) -> Kind | None:
    """An event that was posted to an address of its kind needs no type; it tells by what it holds."""
    if "type" in fields:
        return None
    return "track" if "event" in fields else "identify" if "traits" in fields else None


def _times(fields: dict[str, object]) -> tuple[object, ...]:
    return tuple(fields.get(name) for name in ("timestamp", "originalTimestamp", "sentAt"))
