"""What is on: occasions with their openings, my seat or place, and my code for the door."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

import msgspec
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from regulars.core.codes import shown
from regulars.core.occasions.refusals import OccasionUnknown
from regulars.core.refusals import Refusal
from regulars.desk import at_occasions, occasions
from regulars.member.cards import qr
from regulars.member.door import spoken
from regulars.member.visitor import members_only
from regulars.programmes.queries import current
from regulars.telling import occasions as words
from regulars.telling.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from regulars.core.programme.compiled import Programme
    from regulars.core.programme.document import Programme as Document
    from regulars.desk.at_occasions import OccasionOfMember
    from regulars.registrations.actions import Registered
    from regulars.telling.occasions import OpeningTold, Tone

#: As many stand on the home.
SOON: Final = 2


class Row(msgspec.Struct, frozen=True):
    """An occasion in the list."""

    number: int
    name: str
    place: str
    when: str
    status: str
    tone: Tone
    is_early: bool
    price: str


class WhatIsOn(msgspec.Struct, frozen=True):
    """The list."""

    shop: str
    rows: tuple[Row, ...]


class Mine(msgspec.Struct, frozen=True):
    """What I have: what is said of it, and what I can do about it. `code` is empty without a seat."""

    state: str
    said: str
    code: str
    qr: str
    can_give_up: bool
    giving_up: str
    moved: str = ""


class OneOccasion(msgspec.Struct, frozen=True):
    """One occasion. `ask` is what can be asked for: `seat`, `place` on the list, or nothing."""

    shop: str
    row: Row
    about: str
    openings: tuple[OpeningTold, ...]
    earlier: tuple[str, ...]
    terms: str
    early: str
    ask: str
    mine: Mine | None


@require_safe
@members_only
def what_is_on(request: HttpRequest, wallet_id: int) -> HttpResponse:
    """Everything that has not begun."""
    now, programme = timezone.now(), current()
    document, voice = spoken(now)
    found = at_occasions.upcoming(programme, wallet_id, now=now)
    page = WhatIsOn(voice.of(document.name), tuple(_row(one, voice, now) for one in found))
    return render(request, "member/occasions.html", {"page": page, "here": "home"})


@require_safe
@members_only
def occasion(request: HttpRequest, wallet_id: int, number: int) -> HttpResponse:
    """One of them, with what I have."""
    return _shown(request, wallet_id, number)


@require_POST
@members_only
def ask(request: HttpRequest, wallet_id: int, number: int) -> HttpResponse:
    """Ask for a seat, or for a place on the list; pressed twice, it is the same."""
    return _done(request, wallet_id, number, occasions.ask)


@require_POST
@members_only
def accept(request: HttpRequest, wallet_id: int, number: int) -> HttpResponse:
    """Take the seat that is kept for me."""
    return _done(request, wallet_id, number, occasions.accept)


@require_POST
@members_only
def give_up(request: HttpRequest, wallet_id: int, number: int) -> HttpResponse:
    """Give up what I have."""
    return _done(request, wallet_id, number, occasions.give_up)


def _done(
    request: HttpRequest,
    wallet_id: int,
    number: int,
    step: Callable[[Programme, int, int], Registered],
) -> HttpResponse:
    try:
        step(current(), number, wallet_id)
    except OccasionUnknown:
        raise Http404 from None
    except Refusal as refusal:
        return _shown(request, wallet_id, number, refusal=refusal, status=422)
    return redirect("member:occasion", number)


def _shown(
    request: HttpRequest,
    wallet_id: int,
    number: int,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    now, programme = timezone.now(), current()
    document, voice = spoken(now)
    try:
        found = at_occasions.one(programme, number, wallet_id, now=now)
    except OccasionUnknown:
        raise Http404 from None
    facts = {
        "page": page_of(found, document, voice, now=now),
        "here": "home",
        "refusal": _said(refusal, voice) if refusal else "",
    }
    return render(request, "member/occasion.html", facts, status=status)


def soon(wallet_id: int, voice: Voice, *, now: datetime) -> tuple[Row, ...]:
    """The next occasions, for the member's home: those at which they have something, and those that anybody may ask for."""
    found = at_occasions.upcoming(current(), wallet_id, now=now)
    wanted = [one for one in found if _concerns(one)]
    return tuple(_row(one, voice, now) for one in wanted[:SOON])


def _concerns(found: OccasionOfMember) -> bool:
    """One that was called off concerns whoever has something there, so that they hear of it."""
    is_there = found.place is not None and found.place.state in ("seated", "offered", "waiting")
    return is_there if found.occasion.cancelled_at is not None else bool(found.place or found.opens_at)


def page_of(found: OccasionOfMember, document: Document, voice: Voice, *, now: datetime) -> OneOccasion:
    """The page of what was found."""
    held = found.occasion
    early = words.early(voice) if found.is_early and found.is_open else ""
    return OneOccasion(
        voice.of(document.name), _row(found, voice, now), voice.of(held.about) if held.about else "",
        words.openings(held, document, voice, now=now), words.earlier(found, voice), words.terms(held, voice), early,
        _asked_for(found, now), _mine(found, voice, now),
    )  # fmt: skip


def _row(found: OccasionOfMember, voice: Voice, now: datetime) -> Row:
    held = found.occasion
    said, tone = words.status(found, voice, now=now)
    is_early = found.is_early and found.is_open
    return Row(
        held.number, voice.of(held.name), voice.of(held.place), words.when(held.begins_at, voice), said, tone, is_early,
        words.price(held, voice),
    )  # fmt: skip


def _asked_for(found: OccasionOfMember, now: datetime) -> str:
    held, place = found.occasion, found.place
    is_there = place is not None and place.state in ("seated", "offered", "waiting")
    if is_there or held.cancelled_at is not None or held.begins_at <= now or not found.is_open:
        return ""
    return "seat" if found.free else "place"


def _mine(found: OccasionOfMember, voice: Voice, now: datetime) -> Mine | None:
    held, place = found.occasion, found.place
    if place is None:
        return None
    is_on = held.cancelled_at is None and held.begins_at > now
    if place.state in ("given_up", "lapsed"):
        return Mine(place.state, words.was(place, voice), "", "", can_give_up=False, giving_up="")
    said, _ = words.status(found, voice, now=now)
    code = shown(place.code) if place.state == "seated" and held.cancelled_at is None else ""
    return Mine(
        place.state, said, code, qr(place.code) if code else "", can_give_up=is_on,
        giving_up=words.giving_up(held, place, voice, now=now) if is_on else "", moved=words.moved(held, place, voice),
    )  # fmt: skip


def _said(refusal: Refusal, voice: Voice) -> str:
    pair = words.REFUSED.get(refusal.code)
    return voice.say(pair, **refusal.facts) if pair else refusal.code
