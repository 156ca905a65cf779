"""Taking part, leaving, and the numbers as the worker keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from psycopg import Cursor

_JOIN: Final = """
    INSERT INTO leaderboards_participant (board, wallet_id, called, since, reached_at) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (board, wallet_id) DO UPDATE SET called = excluded.called
"""
_LEAVE: Final = "DELETE FROM leaderboards_participant WHERE board = %s AND wallet_id = ANY(%s)"
_OTHERS: Final = "DELETE FROM leaderboards_participant WHERE board <> ALL(%s)"
#: Whoever left meanwhile has no row and gets none; a number that stays keeps the moment at which it was reached.
_KEEP: Final = """
    UPDATE leaderboards_participant AS one
    SET number = new.number, seen = new.seen, until = new.until,
        reached_at = CASE WHEN one.number = new.number THEN one.reached_at ELSE %b::timestamptz END
    FROM unnest(%b::int8[], %b::int8[], %b::int8[], %b::timestamptz[]) AS new (wallet_id, number, seen, until)
    WHERE one.board = %b AND one.wallet_id = new.wallet_id
"""


class Kept(NamedTuple):
    """What is kept of one who takes part; `seen` marks the wallet of which the number was made."""

    wallet_id: int
    number: int
    seen: int
    until: datetime | None


def join(cursor: Cursor, board: str, wallet_id: int, *, called: str, now: datetime) -> None:
    """Let somebody stand on a board from now on, or be called otherwise there."""
    cursor.execute(_JOIN, (board, wallet_id, called, now, now))


def leave(cursor: Cursor, board: str, wallets: Collection[int]) -> bool:
    """Take somebody off; whether they stood there."""
    return bool(cursor.execute(_LEAVE, (board, list(wallets))).rowcount)


def forget_others(cursor: Cursor, boards: Collection[str]) -> None:
    """Forget who stood on any other board than these."""
    cursor.execute(_OTHERS, (list(boards),))


def keep(cursor: Cursor, board: str, numbers: Sequence[Kept], *, now: datetime) -> None:
    """Write the numbers of some who take part."""
    if numbers:
        wallets, found, seen, until = (list(column) for column in zip(*numbers, strict=True))
        cursor.execute(_KEEP, (now, wallets, found, seen, until, board))
