"""Turns: of everybody who would do the same thing, one does it, until the end of their transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from psycopg import Cursor

_ASK: Final = "SELECT pg_try_advisory_xact_lock(%s)"
_ASK_PART: Final = "SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))"
_WAIT: Final = "SELECT pg_advisory_xact_lock(%s)"


def is_our_turn(cursor: Cursor, turn: int, *, part: str | None = None) -> bool:
    """Whether nobody else has a turn, which is ours then until this transaction ends. It waits for nobody.

    Each part of a turn is taken by itself; the turn without a part is another one than any of them.
    """
    row = cursor.execute(*((_ASK, (turn,)) if part is None else (_ASK_PART, (turn, part)))).fetchone()
    return bool(row and row[0])


def wait_for_turn(cursor: Cursor, turn: int) -> None:
    """Wait until whoever has a turn is done; it is ours then until this transaction ends."""
    cursor.execute(_WAIT, (turn,))
