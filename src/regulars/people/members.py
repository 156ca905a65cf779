"""Who a member is: what the shop calls them and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from regulars.people.actions import CARD, wallet_of
from regulars.people.models import Identifier, Member

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


__all__ = ["Person", "person", "wallet_of"]


class Person(NamedTuple):
    """A member, with the cards that point to them."""

    wallet_id: int
    nickname: str
    joined_at: datetime
    cards: tuple[str, ...]


def person(wallet_id: int) -> Person | None:
    """The member of a wallet."""
    member = Member.objects.filter(wallet_id=wallet_id).first()
    if member is None:
        return None
    cards = Identifier.objects.filter(wallet_id=wallet_id, kind=CARD).order_by("value")
    return Person(
        wallet_id, member.nickname, member.joined_at, tuple(card.shown or card.value for card in cards)
    )


def nicknames_of(wallets: Iterable[int]) -> dict[int, str]:
    """What several members like to be called, where they said so."""
    named = Member.objects.filter(wallet_id__in=set(wallets)).exclude(nickname="")
    return dict(named.values_list("wallet_id", "nickname"))
