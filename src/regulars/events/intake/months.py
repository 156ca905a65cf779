"""Keeps a part of the log ready for each month before it begins, and what all writers agree on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from regulars.core.periods import add_months

if TYPE_CHECKING:
    from psycopg import Cursor

AHEAD: Final = 3
"""So many months are ready: the clock may stand still for that long before anybody must wait for a part."""

_ONE_AT_A_TIME: Final = "SELECT pg_advisory_xact_lock(hashtext('events_arrived parts'))"
_EXISTS: Final = "SELECT to_regclass(%s) IS NOT NULL"
#: Attaching leaves readers and writers of the other months alone; making the part in place would not.
_MAKE: Final = """
    CREATE TABLE {part} (LIKE events_arrived INCLUDING DEFAULTS);
    ALTER TABLE events_arrived ATTACH PARTITION {part} FOR VALUES FROM ('{begin}') TO ('{end}')
"""
_STATE: Final = """
    INSERT INTO events_intakestate (id, generation, ahead)
    SELECT 1, coalesce(max(substring(relname from '[0-9]+$')::int), 1), 0
    FROM pg_class WHERE relname ~ '^events_known_[0-9]+$' AND relkind = 'r'
    ON CONFLICT DO NOTHING
"""
#: A transaction counts from where its server stands. Moved to another one, the shop would count backwards. Where the log
#: itself went into the archive, whoever read it remembers how far it had come.
_GO_ON: Final = """
    UPDATE events_intakestate SET ahead = last.xid + 1
    FROM (
        SELECT greatest(0, (SELECT max(xid) FROM events_arrived), (SELECT max(xid) FROM events_consumer)) AS xid
    ) AS last
    WHERE last.xid >= ahead + pg_current_xact_id()::text::bigint
"""


def make_ready(cursor: Cursor, *, now: datetime) -> list[str]:
    """Make what writers need from now on, and answer the new parts. The second time changes nothing.

    Every process does this before it writes to the log for the first time, and the clock does it by the hour.
    """
    cursor.execute(_ONE_AT_A_TIME)
    cursor.execute(_STATE)
    cursor.execute(_GO_ON)
    return [part for months in range(AHEAD + 1) if (part := _made(cursor, _months_on(now, months)))]


def _months_on(now: datetime, months: int) -> datetime:
    first = now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return datetime.combine(datetime.fromordinal(add_months(first.toordinal(), months)), first.timetz())  # type: ignore[arg-type]  # A day is its ordinal.


def _made(cursor: Cursor, begin: datetime) -> str | None:
    part = f"events_arrived_{begin:%Y_%m}"
    row = cursor.execute(_EXISTS, (part,)).fetchone()
    if row and row[0]:
        return None
    end = _months_on(begin, 1)
    cursor.execute(_MAKE.format(part=part, begin=begin.isoformat(), end=end.isoformat()).encode())
    return part
