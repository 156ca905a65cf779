"""Who a member is: what the shop calls them and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from regulars.people.actions import CARD
from regulars.people.models import Identifier, Member

if TYPE_CHECKING:
    from datetime import datetime


class Person(NamedTuple):
    """A member, with the cards that point to them."""

    wallet_id: int
    nickname: str
    joined_at: datetime
    cards: tuple[str, ...]


def wallet_of(card: str) -> int | None:
    """The wallet that a card number points to; None for a card nobody has."""
    return Identifier.objects.filter(kind=CARD, value=card).values_list("wallet_id", flat=True).first()


def person(wallet_id: int) -> Person | None:
    """The member of a wallet."""
    member = Member.objects.filter(wallet_id=wallet_id).first()
    if member is None:
        return None
    cards = Identifier.objects.filter(wallet_id=wallet_id, kind=CARD).order_by("value")
    return Person(wallet_id, member.nickname, member.joined_at, tuple(cards.values_list("value", flat=True)))
