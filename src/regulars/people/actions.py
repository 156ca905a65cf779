"""Who is meant: members are found by what points to them, and made when a till names a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.identity import Case
from regulars.core.identity import Identifier as Identity
from regulars.core.naming import card as card_as_kept
from regulars.core.refusals import Refusal
from regulars.people import cases
from regulars.people.merges import lives_as
from regulars.people.models import Identifier, Member
from regulars.people.naming import normal

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from psycopg import Cursor

CARD = "card"
"""What the shop calls a member at the till: a card number, or a customer number from an older system."""

_FIND = "SELECT value, wallet_id FROM people_identifier WHERE kind = %s AND value = ANY(%b)"
_FIND_USED = """
    SELECT value, wallet_id, replaced_at IS NOT NULL FROM people_identifier WHERE kind = %s AND value = ANY(%b)
"""
_STOLEN = """
    SELECT DISTINCT ON (value) value, wallet_id FROM people_formeridentifier
    WHERE kind = %s AND why = 'stolen' AND value = ANY(%b) ORDER BY value, until DESC
"""
_MAKE = """
    WITH numbered AS (
        SELECT value, shown, nextval(pg_get_serial_sequence('people_member', 'wallet_id')) AS wallet_id
        FROM unnest(%b::text[], %b::text[]) AS new (value, shown)
    ), claimed AS (
        INSERT INTO people_identifier (kind, value, shown, wallet_id)
        SELECT %s, value, shown, wallet_id FROM numbered ORDER BY value
        ON CONFLICT DO NOTHING RETURNING value, wallet_id
    ), made AS (
        INSERT INTO people_member (wallet_id) SELECT wallet_id FROM claimed
    )
    SELECT value, wallet_id FROM claimed
"""


class CardUnknown(Refusal):
    """No member has this card. Facts: card."""


def wallets_of(
    cursor: Cursor, *, values: set[str], strange: Collection[str] = (), kind: str = CARD
) -> dict[str, int]:
    """Answer the wallet of each value, making members who are new; whoever else makes one first wins.

    Of a value that is `strange` nobody is made: where nobody has it, it is left out. However a value is spaced, it is the
    same. Nothing is judged here: what a till reads off a card is somebody's. Of cards that were lost or stolen a person
    is told.
    """
    named = _kept(values, kind)
    rows = cursor.execute(_FIND_USED, (kind, list(named.values()))).fetchall()
    found: dict[str, int] = {value: wallet_id for value, wallet_id, _ in rows}
    _tell_of_replaced(cursor, [(value, wallet_id) for value, wallet_id, is_replaced in rows if is_replaced])
    missing = {kept: value for value, kept in named.items() if kept not in found and value not in strange}
    if missing:
        ordered = sorted(missing)
        shown = ["" if missing[kept] == kept else missing[kept].strip() for kept in ordered]
        made: dict[str, int] = dict(cursor.execute(_MAKE, (ordered, shown, kind)).fetchall())
        found |= made
        _tell_of_stolen(cursor, made, kind)
    still_missing = [kept for kept in missing if kept not in found]
    if still_missing:
        found.update(cursor.execute(_FIND, (kind, still_missing)).fetchall())
    return {value: found[kept] for value, kept in named.items() if kept in found}


def _tell_of_replaced(cursor: Cursor, used: list[tuple[str, int]]) -> None:
    doubts = [cases.Doubt(owner, Case("replaced", Identity("card", value))) for value, owner in used]
    cases.keep(cursor, doubts)


def _tell_of_stolen(cursor: Cursor, made: dict[str, int], kind: str) -> None:
    """Who has a card from now on that was stolen from somebody else is shown beside them."""
    stolen = cursor.execute(_STOLEN, (kind, list(made))).fetchall() if made else []
    doubts = [
        cases.Doubt(made[value], Case("stolen", Identity("card", value), lives_as(cursor, owner)))
        for value, owner in stolen
    ]
    cases.keep(cursor, doubts)


def known_wallets_of(cursor: Cursor, *, values: set[str], kind: str = CARD) -> dict[str, int]:
    """Answer the wallet of each value that somebody has; nobody is made."""
    if not values:
        return {}
    named = _kept(values, kind)
    found: dict[str, int] = dict(cursor.execute(_FIND, (kind, list(named.values()))).fetchall())
    return {value: found[kept] for value, kept in named.items() if kept in found}


def _kept(values: set[str], kind: str) -> dict[str, str]:
    """How each value is kept."""
    if kind == CARD:
        return {value: card_as_kept(value) for value in values}
    return {value: normal(kind, value) or value for value in values}


def introduce(*, card: str, nickname: str, joined_at: datetime) -> None:
    """Give a member the name they like to be called by; of a card that nobody has, nothing is known to change."""
    wallet_id = wallet_of(card)
    if wallet_id is not None:
        Member.objects.filter(wallet_id=wallet_id).update(nickname=nickname, joined_at=joined_at)


def wallet_of(value: str) -> int | None:
    """The wallet that a card number points to, however it is spaced; None for a card nobody has."""
    rows = Identifier.objects.filter(kind=CARD, value=card_as_kept(value))
    return rows.values_list("wallet_id", flat=True).first()
