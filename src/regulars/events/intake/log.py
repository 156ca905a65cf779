"""The log as it came: written once for ever by source and message, and read in the order in which it was committed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.core.periods import Instant, instant
from regulars.events.intake.arrived import Arrived, Aside
from regulars.events.intake.known import known, name_of, remember
from regulars.events.intake.quarantine import set_aside
from regulars.events.intake.sieves import standing
from regulars.lib.copying import INSTANT, copy_rows, to_copy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from psycopg import Cursor

_COLUMNS: Final = {
    "xid": "int8", "received_at": INSTANT, "occurred_at": INSTANT, "source_id": "int4", "kind": "text",
    "message_id": "text", "name": "text", "user_id": "text", "anonymous_id": "text", "said_at": "text", "raw": "bytea",
    "batch": "bytea",
}  # fmt: skip
#: Three statements on one way: the others look only after the lock was given, and so see the generations as they stay.
_BEGIN: Final = """
    SELECT pg_advisory_xact_lock_shared(hashtext('events_known generation'));
    SELECT ahead + pg_current_xact_id()::text::bigint, generation FROM events_intakestate;
    SELECT number, mark FROM events_generation WHERE number < (SELECT generation FROM events_intakestate)
"""
_READ: Final = """
    SELECT xid, no, source_id, message_id, kind, name, user_id, anonymous_id, received_at, occurred_at, said_at, raw, batch
    FROM events_arrived
    WHERE (xid, no) > (%s, %s)
      AND xid < (SELECT ahead FROM events_intakestate) + pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    ORDER BY xid, no LIMIT %s
"""
_AT: Final = "SELECT xid, no FROM events_consumer WHERE name = %s FOR UPDATE"
_KEEP: Final = """
    INSERT INTO events_consumer (name, xid, no) VALUES (%s, %s, %s)
    ON CONFLICT (name) DO UPDATE SET xid = excluded.xid, no = excluded.no, at = now()
"""


class Taken(NamedTuple):
    """What became of events that came: so many are new, so many were known, so many went to quarantine."""

    new: int
    known: int
    aside: int


class Checkpoint(NamedTuple):
    """A place in the log. What stands behind it was read by somebody."""

    xid: int
    no: int


class Logged(NamedTuple):
    """An event of the log, and where it stands."""

    at: Checkpoint
    event: Arrived


BEGINNING: Final = Checkpoint(0, 0)


class NotReady(Exception):  # noqa: N818 - no error of anybody: the first writer makes the log ready, and begins again.
    """The log was not made ready for writers, see `months.make_ready`."""


def append(cursor: Cursor, events: Sequence[Arrived], aside: Sequence[Aside] = ()) -> Taken:
    """Write what is new, within the caller's transaction.

    Two processes that hear of one message at once agree: the second breaks on the name (`IntegrityError`), begins its
    transaction again, and finds it known.
    """
    xid, generation, marks = _begin(cursor)
    named: dict[str, Arrived | Aside] = {}
    arrived: list[Arrived | Aside] = [*events, *aside]
    for one in arrived:
        named.setdefault(name_of(one.source_id, one.message_id), one)
    for name in known(cursor, named, standing(marks)) if named else ():
        del named[name]
    if named:
        remember(cursor, generation, named)
    return _write(cursor, xid, named.values(), len(events) + len(aside))


def append_again(cursor: Cursor, events: Iterable[Arrived]) -> None:
    """Write events although their names are known: mended ones, which come out of quarantine."""
    xid, _, _ = _begin(cursor)
    _copy(cursor, xid, events)


def _begin(cursor: Cursor) -> tuple[int, int, dict[int, UUID]]:
    cursor.execute(_BEGIN)
    cursor.nextset()
    row = cursor.fetchone()
    if row is None:
        raise NotReady
    cursor.nextset()
    return row[0], row[1], dict(cursor.fetchall())


def _write(cursor: Cursor, xid: int, new: Iterable[Arrived | Aside], came: int) -> Taken:
    events = [one for one in new if isinstance(one, Arrived)]
    aside = [one for one in new if isinstance(one, Aside)]
    _copy(cursor, xid, events)
    set_aside(cursor, aside)
    return Taken(len(events), came - len(events) - len(aside), len(aside))


def _copy(cursor: Cursor, xid: int, events: Iterable[Arrived]) -> None:
    copy_rows(cursor, table="events_arrived", columns=_COLUMNS, rows=(_row(xid, one) for one in events))


def _row(xid: int, one: Arrived) -> tuple[object, ...]:
    return (
        xid, to_copy(one.received_at), to_copy(one.occurred_at), one.source_id, one.kind, one.message_id, one.name,
        one.user_id, one.anonymous_id, one.said_at, one.raw, one.batch,
    )  # fmt: skip


def read_after(cursor: Cursor, checkpoint: Checkpoint, limit: int) -> list[Logged]:
    """The next events behind a place, in an order in which nothing ever appears before what was read.

    Events whose transaction began after one that is still open wait for it: read now, that one's would be lost.
    """
    rows = cursor.execute(_READ, (*checkpoint, limit), binary=True).fetchall()
    return [
        Logged(
            Checkpoint(xid, no),
            Arrived(
                source,
                message,
                kind,
                name,
                user,
                device,
                instant(received),
                instant(occurred),
                said,
                raw,
                batch,
            ),
        )
        for xid, no, source, message, kind, name, user, device, received, occurred, said, raw, batch in rows
    ]


def checkpoint_of(cursor: Cursor, consumer: str) -> Checkpoint:
    """How far a consumer has read. Until the transaction ends, nobody else moves it."""
    row = cursor.execute(_AT, (consumer,)).fetchone()
    return Checkpoint(*row) if row else BEGINNING


def keep(cursor: Cursor, consumer: str, checkpoint: Checkpoint) -> None:
    """Write down how far a consumer has read, in the transaction in which it did something about it."""
    cursor.execute(_KEEP, (consumer, *checkpoint))


__all__ = [
    "BEGINNING", "Checkpoint", "Instant", "Logged", "NotReady", "Taken", "append", "append_again", "checkpoint_of", "keep",
    "read_after",
]  # fmt: skip
