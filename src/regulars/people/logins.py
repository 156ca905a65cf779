"""Sign-in of members: an account of Django's that belongs to one member, named by the card number."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db import transaction

from regulars.core.refusals import Refusal
from regulars.lib.cursors import raw_cursor
from regulars.people.merges import lives_as
from regulars.people.models import Member

_BETWEEN_DIGITS = str.maketrans("", "", " -")


class LoginTaken(Refusal):
    """Somebody else signs in under this name. Facts: username."""


def plain(username: str) -> str:
    """A card number as it is kept for signing in: however it was spaced, it is the same."""
    return username.strip().translate(_BETWEEN_DIGITS)


@transaction.atomic
def give_login(wallet_id: int, *, username: str, password: str) -> None:
    """Let a member sign in; given again, it changes the password. A name that another one has is refused."""
    accounts = get_user_model().objects
    member = Member.objects.select_for_update(of=("self",)).get(wallet_id=wallet_id)
    name = plain(username)
    taken = accounts.filter(username=name).first()
    if taken is not None and taken.pk != member.user_id:
        raise LoginTaken(username=name)
    user = taken or member.user or accounts.model()
    user.username = name
    user.set_password(password)
    user.save()
    member.user = user
    member.save(update_fields=["user"])


def wallet_of_login(user_id: int) -> int | None:
    """The wallet of the member who signs in with an account; None for an account of the staff.

    Whoever became one with another member has the wallet that goes on for both.
    """
    # Not `first()`: that asks for an order, and the database may then walk through a million members in that order.
    found = Member.objects.filter(user_id=user_id).values_list("wallet_id", "joined_into")
    wallet_id, joined_into = next(iter(found), (None, None))
    return wallet_id if wallet_id is None or joined_into is None else lives_as(raw_cursor(), wallet_id)
