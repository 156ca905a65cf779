"""Holds over HTTP: points set aside while somebody pays, then posted or given up, each hold once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from ninja import Router

from regulars.api.keys import source_of
from regulars.api.members import only_points
from regulars.api.openapi import described
from regulars.api.orders import id_of, readable
from regulars.api.posting import answer_event, programme
from regulars.api.reading import body_of
from regulars.api.sent import HoldPostSent, HoldSent, HoldVoidSent
from regulars.api.told import Told
from regulars.core.events import HoldPosted, HoldVoided, PointsHeld
from regulars.core.refusals import HoldUnknown
from regulars.desk import repeating
from regulars.desk.clock import now_of_database
from regulars.lib.instants import instant
from regulars.people.members import person

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_HOLD: Final = msgspec.json.Decoder(HoldSent)
_POST: Final = msgspec.json.Decoder(HoldPostSent)
_VOID: Final = msgspec.json.Decoder(HoldVoidSent)
_MICROSECONDS_A_MINUTE: Final = 60_000_000

router = Router()


@router.post("/holds", **described("Hold points", sent=HoldSent, answered=Told))
def hold_points(request: HttpRequest) -> HttpResponse:
    """Set points aside for a while, where there are enough; else 409. Nobody else can use them until the hold ends."""
    now, sent = now_of_database(), body_of(request, _HOLD)
    at, current = instant(now), programme()
    event = PointsHeld(
        id_of(request, sent.id), at, current.calendar.day_of(at), sent.currency or only_points(current, at),
        sent.points, sent.minutes * _MICROSECONDS_A_MINUTE, sent.purpose,
    )  # fmt: skip
    return answer_event(request, readable(sent.member), event, now=now, is_timed=False)


@router.post("/holds/{hold}/post", **described("Use held points", sent=HoldPostSent, answered=Told))
def post_hold(request: HttpRequest, hold: str) -> HttpResponse:
    """Spend what is held, or a part of it; the rest is free again. A hold is posted once."""
    now, sent = now_of_database(), body_of(request, _POST)
    at = instant(now)
    event = HoldPosted(f"{hold}~post", at, programme().calendar.day_of(at), hold, sent.points, sent.order)
    return answer_event(request, _holder(request, hold), event, now=now, is_timed=False)


@router.post("/holds/{hold}/void", **described("Give a hold up", sent=HoldVoidSent, answered=Told))
def void_hold(request: HttpRequest, hold: str) -> HttpResponse:
    """Set the held points free. A hold that was posted or has timed out is refused: 409."""
    now, _ = now_of_database(), body_of(request, _VOID)
    at = instant(now)
    event = HoldVoided(f"{hold}~void", at, programme().calendar.day_of(at), hold)
    return answer_event(request, _holder(request, hold), event, now=now, is_timed=False)


def _holder(request: HttpRequest, hold: str) -> str:
    """The card of the member whose points this till holds under a name."""
    placed = repeating.event_of(source_of(request), hold) if hold.isprintable() else None
    who = person(placed.wallet_id) if placed and isinstance(placed.event, PointsHeld) else None
    if who is None or not who.cards:
        raise HoldUnknown
    return who.cards[0]
