"""Who is meant: members are found by what points to them, and made when a till names a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.people.models import Identifier, Member

if TYPE_CHECKING:
    from datetime import datetime

    from psycopg import Cursor

CARD = "card"
"""What the shop calls a member at the till: a card number, or a customer number from an older system."""

_FIND = "SELECT value, wallet_id FROM people_identifier WHERE kind = %s AND value = ANY(%b)"
_MAKE = """
    WITH numbered AS (
        SELECT value, nextval(pg_get_serial_sequence('people_member', 'wallet_id')) AS wallet_id
        FROM unnest(%b::text[]) AS value
    ), claimed AS (
        INSERT INTO people_identifier (kind, value, wallet_id)
        SELECT %s, value, wallet_id FROM numbered ORDER BY value
        ON CONFLICT DO NOTHING RETURNING value, wallet_id
    ), made AS (
        INSERT INTO people_member (wallet_id) SELECT wallet_id FROM claimed
    )
    SELECT value, wallet_id FROM claimed
"""


def wallets_of(cursor: Cursor, *, values: set[str], kind: str = CARD) -> dict[str, int]:
    """Answer the wallet of each value, making members who are new; whoever else makes one first wins."""
    found: dict[str, int] = dict(cursor.execute(_FIND, (kind, list(values))).fetchall())
    missing = sorted(values - found.keys())
    if missing:
        found.update(cursor.execute(_MAKE, (missing, kind)).fetchall())
    still_missing = list(values - found.keys())
    if still_missing:
        found.update(cursor.execute(_FIND, (kind, still_missing)).fetchall())
    return found


def known_wallets_of(cursor: Cursor, *, values: set[str], kind: str = CARD) -> dict[str, int]:
    """Answer the wallet of each value that somebody has; nobody is made."""
    return dict(cursor.execute(_FIND, (kind, list(values))).fetchall()) if values else {}


def introduce(*, card: str, nickname: str, joined_at: datetime) -> None:
    """Give a member the name they like to be called by; of a card that nobody has, nothing is known to change."""
    wallet_id = Identifier.objects.filter(kind=CARD, value=card).values_list("wallet_id", flat=True).first()
    if wallet_id is not None:
        Member.objects.filter(wallet_id=wallet_id).update(nickname=nickname, joined_at=joined_at)
