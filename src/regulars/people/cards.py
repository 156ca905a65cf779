"""A card that was lost is replaced: the same member goes on with another one, and the books do not notice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from regulars.accounts.actions import record
from regulars.core.naming import LONGEST, card, normal
from regulars.core.refusals import Refusal
from regulars.lib.cursors import raw_cursor
from regulars.people.actions import CARD
from regulars.people.identity import hold_identities
from regulars.people.logins import plain
from regulars.people.merges import living, persons_in
from regulars.people.models import FormerIdentifier, Identifier, Member

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import User

STOLEN: Final = "stolen"


class CardTaken(Refusal):
    """Somebody has the new card already. Facts: card."""


class CardUnusable(Refusal):
    """What is given is no card number. Facts: given."""


class CardNotTheirs(Refusal):
    """The card that was lost is not this member's. Facts: given."""


class CardNotReplaced(Refusal):
    """The member has no other card in the place of this one yet. Facts: given."""


@transaction.atomic
def replace_card(
    *, wallet_id: int, lost: str, new: str, by: User | None, now: datetime, is_stolen: bool = False
) -> None:
    """Give a member another card; whoever signs in with the number of the old one does so with the new one.

    The old one goes on pointing to them, unless it was stolen.
    """
    hold_identities(raw_cursor())
    living(wallet_id)
    old = _theirs(wallet_id, lost)
    kept = normal("card", new)
    if kept is None or len(kept) > LONGEST:
        raise CardUnusable(given=new[:LONGEST])
    has = Identifier.objects.filter(kind=CARD, value=kept).first()
    if has is not None and (has.wallet_id != wallet_id or has.replaced_at is None):
        raise CardTaken(card=new)
    _let_go(old, now, is_stolen=is_stolen)
    shown = "" if new.strip() == kept else new.strip()
    Identifier.objects.update_or_create(
        kind=CARD,
        value=kept,
        defaults={"shown": shown, "wallet_id": wallet_id, "person": old.person, "replaced_at": None},
    )
    _sign_in_with(wallet_id, lost, new)
    record(
        by=by, verb="replace_card", subject=f"member:{wallet_id}", facts=_said(is_stolen=is_stolen), now=now
    )


@transaction.atomic
def say_stolen(*, wallet_id: int, stolen: str, by: User | None, now: datetime) -> None:
    """Take a card away that was replaced and still points to its member."""
    hold_identities(raw_cursor())
    living(wallet_id)
    old = _theirs(wallet_id, stolen)
    if old.replaced_at is None:
        raise CardNotReplaced(given=stolen)
    _let_go(old, old.replaced_at, is_stolen=True)
    record(by=by, verb="say_card_stolen", subject=f"member:{wallet_id}", now=now)


def _theirs(wallet_id: int, given: str) -> Identifier:
    old = Identifier.objects.filter(kind=CARD, value=card(given), wallet_id=wallet_id).first()
    if old is None:
        raise CardNotTheirs(given=given)
    return old


def _let_go(old: Identifier, until: datetime, *, is_stolen: bool) -> None:
    rows = Identifier.objects.filter(kind=CARD, value=old.value)
    if not is_stolen:
        rows.update(replaced_at=until)
        return
    rows.delete()
    FormerIdentifier.objects.create(
        kind=CARD,
        value=old.value,
        shown=old.shown,
        wallet_id=old.person or old.wallet_id,
        since=old.since,
        until=until,
        why=STOLEN,
    )


def _sign_in_with(wallet_id: int, lost: str, new: str) -> None:
    """In a merge each of the two signs in as before it."""
    theirs = persons_in(raw_cursor(), wallet_id)
    member = Member.objects.filter(wallet_id__in=theirs, user__username=plain(lost)).first()
    if member is not None and member.user is not None:
        member.user.username = plain(new)
        member.user.save(update_fields=["username"])


def _said(*, is_stolen: bool) -> dict[str, str]:
    return {"why": STOLEN} if is_stolen else {}
