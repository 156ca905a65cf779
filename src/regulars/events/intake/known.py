"""Remembers for ever which messages came: exactly, and as quickly with fifty million as with ten thousand.

Names are random, so an index of all of them is written all over. New ones go into a small part that stays in memory, the present
generation; older generations are only read.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Final
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Collection

    from psycopg import Cursor

_KNOWN: Final = "SELECT id FROM events_known WHERE id = ANY(%s::uuid[])"
_REMEMBER: Final = "INSERT INTO events_known (generation, id) SELECT %s, unnest(%s::uuid[])"


def name_of(source_id: int, message_id: str) -> str:
    """What a message is remembered by: 128 bits that nobody can make two of, in hexadecimal."""
    return blake2b(f"{source_id} {message_id}".encode(), digest_size=16).hexdigest()


def known(cursor: Cursor, names: Collection[str]) -> set[str]:
    """Those of the names that came before."""
    rows = cursor.execute(_KNOWN, (_array(names),), binary=True).fetchall()
    return {UUID.__str__(name).replace("-", "") for (name,) in rows}


def remember(cursor: Cursor, generation: int, names: Collection[str]) -> None:
    """Write names down. One that somebody else wrote at this moment breaks the transaction, which begins again."""
    cursor.execute(_REMEMBER, (generation, _array(names)))


def _array(names: Collection[str]) -> str:
    """Names in their order, so that whoever writes the same ones waits for nobody in a circle."""
    return "{" + ",".join(sorted(names)) + "}"
