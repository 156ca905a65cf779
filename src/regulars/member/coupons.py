"""My coupons: those to take, those I have with their code for the till, and those that were used or are over."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Final

import msgspec
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from regulars.core.refusals import CouponCodeUnknown, Refusal
from regulars.coupons.guessing import Guesser
from regulars.desk.coupons import owning
from regulars.desk.coupons.guessing import as_slow_as_any, counted, may_try
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import instant
from regulars.member.cards import qr
from regulars.member.door import spoken
from regulars.member.visitor import members_only
from regulars.programmes.queries import current
from regulars.telling import coupons as words
from regulars.telling import refusals
from regulars.telling.figures import day
from regulars.telling.voice import Voice

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from regulars.core.programme.compiled import Programme
    from regulars.core.programme.document import Coupon
    from regulars.desk.coupons.owning import Owned

LONGEST_TYPED: Final = 100


class Slip(msgspec.Struct, frozen=True):
    """A coupon as the page shows it. `code` and `qr` are empty where there is none to show."""

    coupon: str
    name: str
    takes: str
    terms: str
    code: str
    qr: str
    partner: str
    said: str


class Coupons(msgspec.Struct, frozen=True):
    """The page."""

    shop: str
    offered: tuple[Slip, ...]
    usable: tuple[Slip, ...]
    over: tuple[Slip, ...]


@require_safe
@members_only
def coupons(request: HttpRequest, wallet_id: int) -> HttpResponse:
    """Everything that I have or may take."""
    return _shown(request, wallet_id)


@require_POST
@members_only
def take(request: HttpRequest, wallet_id: int) -> HttpResponse:
    """Take one that is offered; pressed twice, it is there once."""
    return _done(request, wallet_id, request.POST.get("coupon", ""), None)


@require_POST
@members_only
def add(request: HttpRequest, wallet_id: int) -> HttpResponse:
    """Make a code on paper mine. Wrong ones are answered alike and slowly, and after many not at all for a while."""
    code = request.POST.get("code", "")[:LONGEST_TYPED]
    return _done(request, wallet_id, None, code)


def _done(request: HttpRequest, wallet_id: int, coupon: str | None, code: str | None) -> HttpResponse:
    began, now, programme = monotonic(), timezone.now(), current()
    guesser = Guesser(wallet_id, f"page {request.META.get('REMOTE_ADDR', '')}")
    try:
        if code is not None:
            may_try(guesser, now=now)
        with transaction.atomic():
            owning.claim_within(
                raw_cursor(), programme, wallet_id, coupon, at=instant(now), code=code, by_member=True
            )
    except Refusal as refusal:
        if isinstance(refusal, CouponCodeUnknown):
            counted(guesser, wrong=1, now=now)
            as_slow_as_any(began)
        if refusal.code == "CouponLimit":
            return redirect("member:coupons")
        return _shown(request, wallet_id, refusal=refusal, typed=code or "")
    return redirect("member:coupons")


def _shown(
    request: HttpRequest, wallet_id: int, *, refusal: Refusal | None = None, typed: str = ""
) -> HttpResponse:
    now = timezone.now()
    document, voice = spoken(now)
    said = voice.of(refusals.sentence_for(refusal)) if refusal is not None else ""
    page = page_of(current(), wallet_id, now=now, voice=voice, shop=voice.of(document.name))
    facts = {"page": page, "here": "home", "refusal": said, "typed": typed}
    return render(request, "member/coupons.html", facts, status=422 if refusal else 200)


def page_of(programme: Programme, wallet_id: int, *, now: datetime, voice: Voice, shop: str) -> Coupons:
    """What stands on the page at a moment."""
    own = owning.coupons_of(programme, wallet_id)
    offered = owning.may_take(programme, wallet_id, at=instant(now))
    return Coupons(
        shop,
        tuple(_slip_of(one.document, voice, programme) for one in offered),
        tuple(_own(one, voice, programme) for one in own if one.state in {"issued", "held"}),
        tuple(_own(one, voice, programme) for one in own if one.state not in {"issued", "held"}),
    )


def usable(wallet_id: int) -> int:
    """How many a member can show at the till now, as the home says it."""
    return len(owning.usable_codes(wallet_id))


def _slip_of(coupon: Coupon, voice: Voice, programme: Programme) -> Slip:
    document = programme.versions[-1].document
    return Slip(
        coupon.id, voice.of(coupon.name), words.takes_off(coupon, document, voice),
        words.terms(coupon, document, voice, None), "", "", "", "",
    )  # fmt: skip


def _own(one: Owned, voice: Voice, programme: Programme) -> Slip:
    document, is_usable = programme.versions[-1].document, one.state in {"issued", "held"}
    coupon = next((each for each in document.coupons if each.id == one.coupon), None)
    takes = words.takes_off(coupon, document, voice) if coupon else ""
    terms = words.terms(coupon, document, voice, one.ends_at) if coupon else ""
    return Slip(
        one.coupon, voice.of(one.name), takes, terms, one.code, qr(one.code) if is_usable else "",
        one.partner, "" if is_usable else words.ended(one.state, day(one.used_at, voice) if one.used_at else "", voice),
    )  # fmt: skip
