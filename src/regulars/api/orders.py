"""Orders, what they reach, returns and cancellations: recorded and never refused, once they can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from django.utils import timezone
from ninja import Router

from regulars.api.idempotency import IDEMPOTENCY_KEY, key_of
from regulars.api.keys import source_of
from regulars.api.openapi import described
from regulars.api.posting import answer_event, programme
from regulars.api.reading import body_of, moment_of, money_back, order_of, return_lines
from regulars.api.refusals import IdempotencyKeyMissing, OrderUnknown
from regulars.api.sent import CancellationSent, MilestoneSent, OrderReturnSent, OrderSent, ReturnSent
from regulars.api.told import Told
from regulars.core.events import Cancellation, Milestone, Return
from regulars.desk import repeating
from regulars.people.actions import CardUnknown
from regulars.people.members import person, wallet_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from regulars.core.events import By

_ORDER: Final = msgspec.json.Decoder(OrderSent)
_ORDER_RETURN: Final = msgspec.json.Decoder(OrderReturnSent)
_RETURN: Final = msgspec.json.Decoder(ReturnSent)
_CANCELLATION: Final = msgspec.json.Decoder(CancellationSent)
_MILESTONE: Final = msgspec.json.Decoder(MilestoneSent)

router = Router()


@router.post("/orders", **described("Record an order", sent=OrderSent, answered=Told))
def take_order(request: HttpRequest) -> HttpResponse:
    """Record a till's order and answer what it earned and why. The same id again answers the same and changes nothing."""
    now, sent = timezone.now(), body_of(request, _ORDER)
    order = order_of(sent, programme(), now=now)
    return answer_event(request, sent.member, order, now=now, makes_member=True)


@router.post(
    "/orders/{order_id}/returns", **described("Return goods of an order", sent=OrderReturnSent, answered=Told)
)
def take_return_of(request: HttpRequest, order_id: str) -> HttpResponse:
    """Take goods back that came with their receipt; points that they earned go too, as the programme says."""
    sent = body_of(request, _ORDER_RETURN)
    member = _buyer(request, sent.member, order_id)
    amount = money_back(sent, programme())
    return _take_return(request, sent, member, order_id, amount=amount, by=sent.by)


@router.post("/returns", **described("Return goods without a receipt", sent=ReturnSent, answered=Told))
def take_return(request: HttpRequest) -> HttpResponse:
    """Take goods back without a receipt: they are looked for in the member's latest purchases."""
    sent = body_of(request, _RETURN)
    return _take_return(request, sent, readable(sent.member), None)


@router.post(
    "/orders/{order_id}/cancellation", **described("Cancel an order", sent=CancellationSent, answered=Told)
)
def take_cancellation(request: HttpRequest, order_id: str) -> HttpResponse:
    """Undo what is left of an order. An order has one cancellation, so it needs no id of its own."""
    now, sent = timezone.now(), body_of(request, _CANCELLATION)
    member = _buyer(request, sent.member, order_id)
    at = moment_of(sent.occurred_at, programme(), now=now)
    event = Cancellation(f"{order_id}~cancellation", at, programme().calendar.day_of(at), order_id, sent.by)
    return answer_event(request, member, event, now=now, is_timed=sent.occurred_at is not None)


@router.post(
    "/orders/{order_id}/milestones",
    **described("Say what an order reached", sent=MilestoneSent, answered=Told),
)
def take_milestone(request: HttpRequest, order_id: str) -> HttpResponse:
    """Record that an order was delivered, say; points that wait for this become usable. An order reaches each name once."""
    now, sent = timezone.now(), body_of(request, _MILESTONE)
    member = _buyer(request, sent.member, order_id)
    at = moment_of(sent.occurred_at, programme(), now=now)
    day, name = programme().calendar.day_of(at), f"{order_id}~milestone:{sent.name}"
    event = Milestone(name, at, day, order_id, sent.name)
    return answer_event(request, member, event, now=now, is_timed=sent.occurred_at is not None)


def _take_return(
    request: HttpRequest,
    sent: OrderReturnSent | ReturnSent,
    member: str | None,
    order_id: str | None,
    *,
    amount: int | None = None,
    by: By = "member",
) -> HttpResponse:
    now, current = timezone.now(), programme()
    at = moment_of(sent.occurred_at, current, now=now)
    event = Return(
        id_of(request, sent.id), at, current.calendar.day_of(at), return_lines(sent.lines, current), order_id,
        amount, by,
    )  # fmt: skip
    return answer_event(request, member, event, now=now, is_timed=sent.occurred_at is not None)


def id_of(request: HttpRequest, given: str | None) -> str:
    """The name by which this is done once: the id in the body, else the key in the header."""
    if given is not None:
        return given
    key = key_of(request)
    if key is None:
        raise IdempotencyKeyMissing(header=IDEMPOTENCY_KEY)
    return f"key:{key}"


def _buyer(request: HttpRequest, named: str | None, order_id: str) -> str | None:
    """The card of whoever bought: the one named, else the one of this till's order; None for a walk-in's order."""
    if named is not None:
        return readable(named)
    source = source_of(request)
    if not order_id.isprintable() or not repeating.is_known(source, order_id):
        raise OrderUnknown(order=order_id)
    logged = repeating.event_of(source, order_id)
    who = person(logged.wallet_id) if logged else None
    return who.cards[0] if who and who.cards else None


def readable(card: str) -> str:
    """The card itself, where anybody can have it; whether a member does, the desk sees, in the transaction that decides."""
    if not card.isprintable():
        raise CardUnknown(card=card)
    return card


def known_card(card: str) -> str:
    """The card itself, where a member has it."""
    if not card.isprintable() or wallet_of(card) is None:
        raise CardUnknown(card=card)
    return card
