"""Who a member is: what the shop calls them and since when."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple

from regulars.lib.cursors import raw_cursor
from regulars.people.actions import wallet_of
from regulars.people.merges import lives_as
from regulars.people.models import Member

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


__all__ = ["Person", "person", "wallet_numbered", "wallet_of"]


class Person(NamedTuple):
    """A member, with the cards that point to them."""

    wallet_id: int
    nickname: str
    joined_at: datetime
    cards: tuple[str, ...]


_PERSON = """
    SELECT nickname, joined_at, array(
        SELECT coalesce(nullif(card.shown, ''), card.value) FROM people_identifier AS card
        WHERE card.wallet_id = member.wallet_id AND card.kind = 'card' AND card.replaced_at IS NULL
        ORDER BY card.value
    )
    FROM people_member AS member WHERE wallet_id = %s
"""


def person(wallet_id: int) -> Person | None:
    """The member of a wallet."""
    row = raw_cursor().execute(_PERSON, (wallet_id,)).fetchone()
    return None if row is None else Person(wallet_id, row[0], row[1].astimezone(UTC), tuple(row[2]))


def wallet_numbered(digits: str) -> int | None:
    """The wallet of a member's number; where a merge took them over, the one that goes on for them."""
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 19):
        return None
    return lives_as(raw_cursor(), int(digits))


def nicknames_of(wallets: Iterable[int]) -> dict[int, str]:
    """What several members like to be called, where they said so."""
    named = Member.objects.filter(wallet_id__in=set(wallets)).exclude(nickname="")
    return dict(named.values_list("wallet_id", "nickname"))
