"""Who a member is: what the shop calls them and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import F, Func, TextField, Value

from regulars.people.actions import CARD
from regulars.people.logins import plain
from regulars.people.models import Identifier, Member

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class Translate(Func):
    """PostgreSQL's `translate`: takes out every character of the second text."""

    function = "translate"


class Person(NamedTuple):
    """A member, with the cards that point to them."""

    wallet_id: int
    nickname: str
    joined_at: datetime
    cards: tuple[str, ...]


def wallet_of(card: str) -> int | None:
    """The wallet that a card number points to; None for a card nobody has."""
    return Identifier.objects.filter(kind=CARD, value=card).values_list("wallet_id", flat=True).first()


def wallet_called(words: str) -> int | None:
    """The wallet that somebody means who types a card, with blanks and hyphens or without; None where two could be meant.

    For people and not for tills: it looks through every card.
    """
    found = wallet_of(words)
    if found is not None:
        return found
    bare = Translate(F("value"), Value(" -"), Value(""), output_field=TextField())
    same = Identifier.objects.filter(kind=CARD).annotate(bare=bare).filter(bare=plain(words))
    wallets = set(same.values_list("wallet_id", flat=True)[:2])
    return wallets.pop() if len(wallets) == 1 else None


def nicknames_of(wallets: Iterable[int]) -> dict[int, str]:
    """What several members like to be called, where they said so."""
    named = Member.objects.filter(wallet_id__in=set(wallets)).exclude(nickname="")
    return dict(named.values_list("wallet_id", "nickname"))


def person(wallet_id: int) -> Person | None:
    """The member of a wallet."""
    member = Member.objects.filter(wallet_id=wallet_id).first()
    if member is None:
        return None
    cards = Identifier.objects.filter(wallet_id=wallet_id, kind=CARD).order_by("value")
    return Person(wallet_id, member.nickname, member.joined_at, tuple(cards.values_list("value", flat=True)))
