"""Who stands where."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

    from psycopg import Cursor

_TOP: Final = """
    SELECT wallet_id, called, number FROM leaderboards_participant
    WHERE board = %s AND number > 0 ORDER BY number DESC, reached_at, wallet_id LIMIT %s
"""
_OWN: Final = "SELECT called, number FROM leaderboards_participant WHERE board = %s AND wallet_id = ANY(%s) ORDER BY since, wallet_id LIMIT 1"
_ABOVE: Final = "SELECT count(*) FROM leaderboards_participant WHERE board = %s AND number > %s"
_SHARING: Final = "SELECT count(*) FROM leaderboards_participant WHERE board = %s AND number = %s"
_COUNT: Final = "SELECT count(*) FROM leaderboards_participant WHERE board = %s"
_FIRST: Final = "SELECT wallet_id FROM leaderboards_participant WHERE board = %s AND wallet_id = ANY(%s) ORDER BY since, wallet_id LIMIT 1"
_ALL: Final = "SELECT wallet_id, seen, until, number FROM leaderboards_participant WHERE board = %s ORDER BY since, wallet_id"


class Row(NamedTuple):
    """Somebody among the first."""

    wallet_id: int
    called: str
    number: int


class Own(NamedTuple):
    """How one stands who takes part; `place` is None while there is nothing to count."""

    called: str
    number: int
    place: int | None


class Watched(NamedTuple):
    """One who takes part, and what was last looked at."""

    wallet_id: int
    seen: int
    until: datetime | None
    number: int


def top(cursor: Cursor, board: str, places: int) -> list[Row]:
    """The first so many, whoever came to their number earlier before the others."""
    return [Row(*row) for row in cursor.execute(_TOP, (board, places)).fetchall()]


def own(cursor: Cursor, board: str, wallets: Collection[int]) -> Own | None:
    """How somebody stands; None for who does not take part."""
    row = cursor.execute(_OWN, (board, list(wallets))).fetchone()
    if row is None:
        return None
    called, number = row
    return Own(called, number, 1 + _counted(cursor, _ABOVE, board, number) if number else None)


def sharing(cursor: Cursor, board: str, number: int) -> int:
    """How many have exactly this number."""
    return _counted(cursor, _SHARING, board, number)


def taking_part(cursor: Cursor, board: str) -> int:
    """How many take part."""
    return _counted(cursor, _COUNT, board)


def stands_as(cursor: Cursor, board: str, wallets: Collection[int]) -> int | None:
    """Under which of some wallets somebody stands on a board; None for who does not."""
    row = cursor.execute(_FIRST, (board, list(wallets))).fetchone()
    return row[0] if row else None


def everybody(cursor: Cursor, board: str) -> list[Watched]:
    """All who take part, who came first before the others."""
    return [Watched(*row) for row in cursor.execute(_ALL, (board,), binary=True).fetchall()]


def _counted(cursor: Cursor, question: str, *facts: str | int) -> int:
    row = cursor.execute(question, facts).fetchone()
    assert row is not None, "a count answers"
    number: int = row[0]
    return number
