"""Consents over HTTP: what a member is asked for, what they said, and a yes or a no to one purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from django.utils import timezone
from ninja import Router

from regulars.api.members import wallet_named
from regulars.api.openapi import described
from regulars.api.orders import id_of, readable
from regulars.api.posting import answer_event, programme, respond
from regulars.api.reading import body_of, moment_of
from regulars.api.refusals import FieldUnusable
from regulars.api.sent import ConsentSent
from regulars.api.told import Told
from regulars.core.programme.document import Words
from regulars.desk.consents import Asked, Saying, asked, word_of
from regulars.people.consents import Receipt, receipts_of
from regulars.telling.consents import HOW_TO_WITHDRAW

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_CONSENT: Final = msgspec.json.Decoder(ConsentSent)
CHANNEL: Final = "api"

router = Router()


class Consents(msgspec.Struct, frozen=True):
    """What a member is asked for with their answer to each, and the receipts, the latest first."""

    purposes: tuple[Asked, ...]
    receipts: tuple[Receipt, ...]
    how_to_withdraw: Words


@router.get("/members/{card}/consents", **described("See what a member agreed to", answered=Consents))
def see_consents(request: HttpRequest, card: str) -> HttpResponse:  # noqa: ARG001 - ninja wants it by this name.
    """Each purpose that the programme asks for, off until agreed to, with its notice; and the receipt of every word."""
    wallet_id = wallet_named(card)
    found = asked(programme(), wallet_id, now=timezone.now())
    return respond(Consents(found, receipts_of(wallet_id), HOW_TO_WITHDRAW))


@router.put(
    "/members/{card}/consents", **described("Say yes or no to a purpose", sent=ConsentSent, answered=Told)
)
def say(request: HttpRequest, card: str) -> HttpResponse:
    """Record a member's word about one purpose. A yes holds from now on, and a no at once; the same id again changes nothing."""
    now, sent, current = timezone.now(), body_of(request, _CONSENT), programme()
    if sent.given and not sent.notice_version:
        raise FieldUnusable(field="notice_version", problem="Object missing required field `notice_version`")
    saying = Saying(
        purpose=sent.purpose, is_given=sent.given, notice_version=sent.notice_version or "",
        channel=sent.channel or CHANNEL, language=sent.language,
    )  # fmt: skip
    at = moment_of(sent.occurred_at, current, now=now)
    word = word_of(saying, name=id_of(request, sent.id), at=at, programme=current)
    return answer_event(request, readable(card), word, now=now, is_timed=sent.occurred_at is not None)
