"""Invitations over HTTP: a member's own code with what came of it, and somebody new who came by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from django.utils import timezone
from ninja import Router

from regulars.api.members import wallet_named
from regulars.api.openapi import described
from regulars.api.orders import id_of
from regulars.api.posting import answer_event, programme, respond
from regulars.api.reading import body_of
from regulars.api.sent import InvitationSent
from regulars.api.told import Told
from regulars.core.refusals import NoReferral
from regulars.desk.clock import now_of_database
from regulars.desk.referrals import Invitation, invitation_of, invited_by
from regulars.people.actions import CardUnknown
from regulars.people.identity import Named, identified
from regulars.people.members import wallet_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_SENT: Final = msgspec.json.Decoder(InvitationSent)
NAMED: Final = (InvitationSent, Invitation)

router = Router()


@router.get("/members/{card}/invitation", **described("See a member's invitation code", answered=Invitation))
def see_invitation(
    request: HttpRequest,  # noqa: ARG001 - ninja wants it by this name.
    card: str,
) -> HttpResponse:
    """The member's own code, what a friend brings, and what became of those who came; nobody is named."""
    found = invitation_of(programme(), wallet_named(card), now=timezone.now())
    if found is None:
        raise NoReferral
    return respond(found)


@router.post(
    "/invitations", **described("Tell who came by an invitation", sent=InvitationSent, answered=Told)
)
def tell_invited(request: HttpRequest) -> HttpResponse:
    """Bind somebody new, before their first purchase, to the member whose code they brought. The first code stays.

    What else is known of them (`phone`, `email`, `user_id`) is only looked up: whoever has it already is no newcomer.
    """
    now, sent = now_of_database(), body_of(request, _SENT)
    if not sent.friend.isprintable():
        raise CardUnknown(card=sent.friend)
    told = Named(
        (*identified("phone", sent.phone), *identified("email", sent.email), *identified("user_id", sent.user_id))
    )  # fmt: skip
    event = invited_by(
        programme(), code=sent.code, friend=wallet_of(sent.friend), told=told,
        name=id_of(request, sent.id), now=now,
    )  # fmt: skip
    return answer_event(request, sent.friend, event, now=now, is_timed=False, makes_member=True)
