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

#: Locks of this kind are told from all others by what stands before the name.
_HELD = """
    SELECT source, key FROM unnest(%s::text[], %s::text[]) AS name (source, key)
    WHERE NOT pg_try_advisory_xact_lock(hashtextextended('reply ' || source || ' ' || key, 0))
"""
_KEPT = """
    SELECT source, key, fingerprint, status, language, body FROM replies_reply
    WHERE (source, key) IN (SELECT * FROM unnest(%s::text[], %s::text[]))
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


def held_elsewhere(cursor: Cursor, names: Collection[Name]) -> set[Name]:
    """Take names until the transaction ends; answer those on which somebody else works at this moment."""
    return set(cursor.execute(_HELD, _columns(names)).fetchall())


def kept(cursor: Cursor, names: Collection[Name]) -> dict[Name, Kept]:
    """Replies that were given under these names."""
    rows = cursor.execute(_KEPT, _columns(names), binary=True)
    return {
        (source, key): Kept(bytes(fingerprint), Reply(status, language, bytes(body), is_again=True))
        for source, key, fingerprint, status, language, body in rows
    }


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


def _columns(names: Collection[Name]) -> tuple[list[str], list[str]]:
    return [source for source, _ in names], [key for _, key in names]
