"""A card that was lost is replaced: the same member goes on with another one, and the books do not notice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from regulars.accounts.actions import record
from regulars.core.naming import LONGEST, card, normal
from regulars.core.refusals import Refusal
from regulars.lib.cursors import raw_cursor
from regulars.people.actions import CARD
from regulars.people.identity import IDENTITY_LOCK
from regulars.people.logins import plain
from regulars.people.merges import living
from regulars.people.models import FormerIdentifier, Identifier

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import User

LOST: Final = "lost"


class CardTaken(Refusal):
    """Another member has the new card already. Facts: card."""


class CardUnusable(Refusal):
    """What is given is no card number. Facts: given."""


class CardNotTheirs(Refusal):
    """The card that was lost is not this member's. Facts: given."""


@transaction.atomic
def replace_card(*, wallet_id: int, lost: str, new: str, by: User | None, now: datetime) -> None:
    """Take a lost card from a member and give them another; whoever signs in with its number does so with the new one."""
    raw_cursor().execute("SELECT pg_advisory_xact_lock(%s)", (IDENTITY_LOCK,))
    member = living(wallet_id)
    kept = normal("card", new)
    if kept is None or len(kept) > LONGEST:
        raise CardUnusable(given=new[:LONGEST])
    old = Identifier.objects.filter(kind=CARD, value=card(lost), wallet_id=wallet_id).first()
    if old is None:
        raise CardNotTheirs(given=lost)
    if Identifier.objects.filter(kind=CARD, value=kept).exists():
        raise CardTaken(card=new)
    FormerIdentifier.objects.create(
        kind=CARD, value=old.value, shown=old.shown, wallet_id=wallet_id, since=old.since, until=now, why=LOST
    )
    shown = "" if new.strip() == kept else new.strip()
    Identifier.objects.create(kind=CARD, value=kept, shown=shown, wallet_id=wallet_id, person=old.person)
    Identifier.objects.filter(kind=CARD, value=old.value).delete()
    if member.user is not None and member.user.get_username() == plain(lost):
        member.user.username = plain(new)
        member.user.save(update_fields=["username"])
    record(by=by, verb="replace_card", subject=f"member:{wallet_id}", now=now)
