"""Which days of the logs may be otherwise than the archive has them, so that a run does not count what lies still."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from psycopg import Cursor

    from regulars.desk.archive.manifest import Manifest

_COUNT: Final = """
    SELECT (received_at AT TIME ZONE 'UTC')::date AS day, count(*) FROM {table} WHERE {where} GROUP BY 1
"""
_CHANGED: Final = "SELECT DISTINCT (received_at AT TIME ZONE 'UTC')::date FROM events_arrived WHERE xid >= %s"
#: A transaction that is open now writes with a number and a moment of before; what it wrote is looked at the next time.
_HORIZON: Final = """
    SELECT coalesce((SELECT ahead FROM events_intakestate), 0) + pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
           least(now(), (SELECT min(xact_start) FROM pg_stat_activity WHERE datname = current_database()))
"""
_LAST: Final = "SELECT through, before FROM desk_archived WHERE proof = %s"
_REMEMBER: Final = """
    INSERT INTO desk_archived (id, proof, through, before) VALUES (1, %s, %s, %s)
    ON CONFLICT (id) DO UPDATE SET proof = excluded.proof, through = excluded.through, before = excluded.before
"""


class Horizon(NamedTuple):
    """All that is before it, by transaction and by moment, stands still."""

    through: int
    before: datetime


class Counted(NamedTuple):
    """How many rows each day has: of every day, or of those alone that may have changed."""

    rows: dict[date, int]
    is_all: bool


def horizon(cursor: Cursor) -> Horizon:
    """How far the logs stand still, as the caller's snapshot sees them."""
    row = cursor.execute(_HORIZON).fetchone()
    assert row is not None
    return Horizon(*row)


def remember(cursor: Cursor, manifest: Manifest, here: Horizon) -> None:
    """Keep beside the logs which archive has them so far. Whoever dies before this counts everything the next time."""
    cursor.execute(_REMEMBER, (manifest.proof, *here))


def counted(cursor: Cursor, table: str, before: Manifest) -> Counted:
    """Count what may be otherwise than in an archive.

    Of an archive that this database did not write last, that is everything: a database that was put back to yesterday
    names yesterday's.
    """
    last = cursor.execute(_LAST, (before.proof,)).fetchone() if before.proof else None
    if last is None:
        return Counted(_rows(cursor, table, "TRUE"), is_all=True)
    here = Horizon(*last)
    if table == "events_arrived":
        days = [day for (day,) in cursor.execute(_CHANGED, (here.through,)).fetchall()]
        return Counted(
            {day: rows for one in days for day, rows in _of_day(cursor, table, one).items()}, is_all=False
        )
    since = here.before.astimezone(UTC).date()
    return Counted(_rows(cursor, table, f"received_at >= '{since.isoformat()}T00:00Z'"), is_all=False)


def _of_day(cursor: Cursor, table: str, day: date) -> dict[date, int]:
    end = day + timedelta(days=1)
    where = f"received_at >= '{day.isoformat()}T00:00Z' AND received_at < '{end.isoformat()}T00:00Z'"
    return _rows(cursor, table, where)


def _rows(cursor: Cursor, table: str, where: str) -> dict[date, int]:
    return dict(cursor.execute(_COUNT.format(table=table, where=where).encode()).fetchall())
