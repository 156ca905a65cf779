"""Months of the log that leave the database, once they are kept elsewhere; what was known of them stays known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.lib.instants import instant

if TYPE_CHECKING:
    from collections.abc import Iterable

    from psycopg import Cursor

    from regulars.events.intake.arrived import Arrived

_PARTS: Final = """
    SELECT relname, to_timestamp(substring(relname FROM '[0-9]+_[0-9]+$'), 'YYYY_MM')::date
    FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
    WHERE inhparent = 'events_arrived'::regclass ORDER BY relname
"""
_UNREAD: Final = """
    SELECT NOT EXISTS (SELECT FROM events_consumer) OR EXISTS (
        SELECT FROM {part} AS one JOIN events_consumer AS place ON (one.xid, one.no) > (place.xid, place.no)
    )
"""
_DAYS: Final = """
    SELECT (received_at AT TIME ZONE 'UTC')::date, count(*) FROM {part} GROUP BY 1
"""
#: Whoever reads or writes the log waits for no longer than this; the next time may be quieter.
_LEAVE: Final = """
    SET LOCAL lock_timeout = '2s';
    LOCK TABLE events_arrived IN ACCESS EXCLUSIVE MODE
"""
_DROP: Final = """
    ALTER TABLE events_arrived DETACH PARTITION {part};
    DROP TABLE {part};
    UPDATE events_intakestate SET kept_since = '{end}'
"""
_FOUR_DAYS: Final = timedelta(days=4)
_SINCE: Final = "SELECT kept_since FROM events_intakestate"


class Month(NamedTuple):
    """A part of the log: everything that came from `begin` on and before `end`."""

    part: str
    begin: datetime
    end: datetime


def months(cursor: Cursor) -> list[Month]:
    """The parts of the log, the oldest first."""
    found = []
    for part, day in cursor.execute(_PARTS).fetchall():
        begin = datetime.combine(day, datetime.min.time(), UTC)
        found.append(Month(part, begin, (begin.replace(day=28) + _FOUR_DAYS).replace(day=1)))
    return found


def is_read(cursor: Cursor, month: Month) -> bool:
    """Whether everybody who reads the log is past all that came in a month."""
    row = cursor.execute(_UNREAD.format(part=month.part).encode()).fetchone()
    return not (row and row[0])


def days_of(cursor: Cursor, month: Month) -> dict[str, int]:
    """How much came on each day of a month."""
    return {day.isoformat(): rows for day, rows in cursor.execute(_DAYS.format(part=month.part).encode())}


def hold(cursor: Cursor) -> None:
    """Keep everybody from the log until the transaction ends; breaks (`LockNotAvailable`) where that would take long."""
    cursor.execute(_LEAVE)


def drop(cursor: Cursor, month: Month) -> None:
    """Let a month go whole. Whoever does it holds the log and has seen that it is kept."""
    cursor.execute(_DROP.format(part=month.part, end=month.end.isoformat()).encode())


def kept_since(cursor: Cursor) -> datetime | None:
    """What came before this is in the archive alone; None where nothing ever left."""
    row = cursor.execute(_SINCE).fetchone()
    return row[0].astimezone(UTC) if row and row[0] else None


def came_again(cursor: Cursor, events: Iterable[Arrived]) -> list[Arrived]:
    """Events that are let in once more: where their month has left, they come now, for that month is closed."""
    since = kept_since(cursor)
    if since is None:
        return list(events)
    row = cursor.execute("SELECT now()").fetchone()
    assert row is not None
    first, now = instant(since), instant(row[0])
    return [one._replace(received_at=now) if one.received_at < first else one for one in events]
