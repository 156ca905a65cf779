"""What members like to be called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from psycopg import Cursor

_CALL: Final = """
    UPDATE people_member AS member SET nickname = new.nickname
    FROM unnest(%b::int8[], %b::text[]) AS new (wallet_id, nickname)
    WHERE member.wallet_id = new.wallet_id AND member.nickname <> new.nickname
"""

_CALL_FIRST: Final = f"{_CALL} AND member.nickname = ''"


def call(cursor: Cursor, names: dict[int, str]) -> None:
    """Call members by these names from now on."""
    if names:
        ordered = sorted(names)
        cursor.execute(_CALL, (ordered, [names[wallet_id] for wallet_id in ordered]))


def call_first(cursor: Cursor, names: dict[int, str]) -> None:
    """Call members by these names who have none yet."""
    if names:
        ordered = sorted(names)
        cursor.execute(_CALL_FIRST.encode(), (ordered, [names[wallet_id] for wallet_id in ordered]))
