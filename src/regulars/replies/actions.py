"""Replies are written in the transaction of what they tell of, so that there is never one without the other."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.lib.copying import copy_rows

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from psycopg import Cursor

KEPT: Final = timedelta(hours=24)
FORGOTTEN_AT_ONCE: Final = 5_000

Name = tuple[str, str]
"""A source and its key."""

#: Names are locked until the transaction ends; what stands before a name tells such locks from all others.
_CLAIM = """
    SELECT name.source, name.key, pg_try_advisory_xact_lock(hashtextextended('reply ' || name.source || ' ' || name.key, 0)),
           fingerprint, status, language, body
    FROM unnest(%s::text[], %s::text[]) AS name (source, key)
    LEFT JOIN replies_reply AS reply ON reply.source = name.source AND reply.key = name.key
"""
_FORGET = """
    DELETE FROM replies_reply WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM replies_reply WHERE at < %s ORDER BY at LIMIT %s FOR UPDATE SKIP LOCKED
    ))
"""
_COLUMNS: Final = {
    "source": "text", "key": "text", "fingerprint": "bytea", "status": "int2", "language": "text", "body": "bytea",
}  # fmt: skip


class Reply(NamedTuple):
    """An answer to the letter. `is_again` where it was given before."""

    status: int
    language: str
    body: bytes
    is_again: bool = False


class Kept(NamedTuple):
    """A reply, and which request it answered."""

    fingerprint: bytes
    reply: Reply


class Claimed(NamedTuple):
    """What stands under some names: replies that were given, and requests on which somebody else works now."""

    kept: dict[Name, Kept]
    held: set[Name]


def claim(cursor: Cursor, names: Collection[Name]) -> Claimed:
    """Take names until the transaction ends, and see what was replied under them before.

    A reply that is written at this very moment may be missed; then `keep` breaks the transaction, and whoever begins
    again sees it.
    """
    columns = [source for source, _ in names], [key for _, key in names]
    kept, held = dict[Name, Kept](), set[Name]()
    for source, key, is_free, fingerprint, status, language, body in cursor.execute(
        _CLAIM, columns, binary=True
    ):
        if fingerprint is not None:
            kept[source, key] = Kept(fingerprint, Reply(status, language, body, is_again=True))
        elif not is_free:
            held.add((source, key))
    return Claimed(kept, held)


def keep(cursor: Cursor, replies: dict[Name, Kept]) -> None:
    """Keep replies. A name that has one already breaks the transaction."""
    rows = (
        (*name, one.fingerprint, one.reply.status, one.reply.language, one.reply.body)
        for name, one in replies.items()
    )
    copy_rows(cursor, table="replies_reply", columns=_COLUMNS, rows=rows)


def forget(cursor: Cursor, *, now: datetime, limit: int = FORGOTTEN_AT_ONCE) -> int:
    """Let go of replies that are older than a day, the oldest first; answer of how many."""
    return cursor.execute(_FORGET, (now - KEPT, limit)).rowcount
