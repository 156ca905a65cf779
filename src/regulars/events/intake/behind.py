"""How far somebody who reads the log is behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.lib.cursors import raw_cursor

if TYPE_CHECKING:
    from datetime import datetime

#: Nobody needs to know it more exactly than this, and whoever asks each second must not count millions.
MOST: Final = 100_000
_BEHIND: Final = """
    SELECT (SELECT count(*) FROM (
               SELECT FROM events_arrived WHERE (xid, no) > (place.xid, place.no) LIMIT %s
           ) AS unread),
           (SELECT received_at FROM events_arrived WHERE (xid, no) > (place.xid, place.no) ORDER BY xid, no LIMIT 1),
           place.at
    FROM (
        SELECT coalesce(max(xid), 0) AS xid, coalesce(max(no), 0) AS no, max(at) AS at FROM events_consumer WHERE name = %s
    ) AS place
"""


class Behind(NamedTuple):
    """What a consumer has not read: so many events, `MOST` at most; when the first came, and when the consumer last moved.

    One that was replayed bears the moment at which it came first.
    """

    events: int
    since: datetime | None
    moved_at: datetime | None


def behind(consumer: str) -> Behind:
    """How far a consumer is behind. Events that wait for an older transaction to end count, for nobody decides them either."""
    row = raw_cursor().execute(_BEHIND, (MOST, consumer)).fetchone()
    assert row is not None, "one row, whatever there is"
    return Behind(*row)
