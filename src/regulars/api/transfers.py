"""Points from one member to another over HTTP, where the programme allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from ninja import Router

from regulars.api.members import only_points
from regulars.api.openapi import described
from regulars.api.orders import id_of, known_card, readable
from regulars.api.posting import answer_event, programme
from regulars.api.reading import body_of
from regulars.api.sent import TransferSent
from regulars.api.told import Told
from regulars.core.events import PointsGiven
from regulars.desk.clock import now_of_database
from regulars.lib.instants import instant

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_TRANSFER: Final = msgspec.json.Decoder(TransferSent)

router = Router()


@router.post("/transfers", **described("Hand points to another member", sent=TransferSent, answered=Told))
def hand_over(request: HttpRequest) -> HttpResponse:
    """Move usable points to another member, where the programme allows it; each keeps its last day.

    The answer is about the giver alone.
    """
    now, sent = now_of_database(), body_of(request, _TRANSFER)
    at, current = instant(now), programme()
    event = PointsGiven(
        id_of(request, sent.id), at, current.calendar.day_of(at), sent.currency or only_points(current, at),
        sent.points, known_card(sent.to), sent.message,
    )  # fmt: skip
    return answer_event(request, readable(sent.member), event, now=now, is_timed=False)
