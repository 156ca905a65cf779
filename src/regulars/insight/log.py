"""The shop's own log as a history to try a programme on: each process opens the database for itself and only reads."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter, itemgetter

import msgspec
import psycopg

from regulars.core.events import Event
from regulars.events.actions import read_body

_ROWS_AT_ONCE = 2_000
_EVENTS = """
    SELECT wallet_id, body FROM events_event
    WHERE wallet_id %% %s = %s AND received_at < %s ORDER BY wallet_id, no
"""


class Log(msgspec.Struct, frozen=True):
    """Knows an address and a moment, so that it can be sent to another process.

    What is received after `received_before` is left out, so that every process reads the same history.
    """

    address: str
    received_before: str

    def by_member(self, part: int = 0, parts: int = 1) -> Iterator[tuple[str, list[Event]]]:
        """The members of one part by their numbers, each with what happened in the order in which it happened."""
        with psycopg.connect(self.address) as database, database.cursor("history") as cursor:
            cursor.itersize = _ROWS_AT_ONCE
            cursor.execute(_EVENTS, (parts, part, self.received_before))
            for wallet_id, rows in groupby(cursor, key=itemgetter(0)):
                yield (
                    str(wallet_id),
                    sorted((read_body(bytes(body)) for _, body in rows), key=attrgetter("occurred_at")),
                )
