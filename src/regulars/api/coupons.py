"""Coupons over HTTP: told what they take off, held for a basket, used with its order, let go, and rolled back."""

from __future__ import annotations

from decimal import Decimal
from time import monotonic
from typing import TYPE_CHECKING, Final

import msgspec
from django.utils import timezone
from ninja import Router

from regulars.api.baskets import bought_of, order_with_coupons
from regulars.api.coupons_told import (
    CouponHoldTold,
    CouponOrderTold,
    OwnCoupons,
    OwnCouponTold,
    QualifiedTold,
    held,
    own,
    qualified,
)
from regulars.api.keyed import once
from regulars.api.keys import source_of
from regulars.api.members import wallet_named
from regulars.api.openapi import described
from regulars.api.orders import id_of
from regulars.api.posting import programme, respond, told_of
from regulars.api.reading import body_of, page_size
from regulars.api.sent import (
    BasketSent,
    CouponClaimSent,
    CouponHoldSent,
    CouponOrderSent,
    CouponReleaseSent,
    CouponRollBackSent,
)
from regulars.core.money import major
from regulars.core.refusals import CouponCodeUnknown
from regulars.coupons.guessing import Guesser
from regulars.desk.coupons import holding, owning, qualifying
from regulars.desk.coupons.guessing import as_slow_as_any, counted, may_try
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import instant

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from psycopg import Cursor


_BASKET: Final = msgspec.json.Decoder(BasketSent)
_HOLD: Final = msgspec.json.Decoder(CouponHoldSent)
_ORDER: Final = msgspec.json.Decoder(CouponOrderSent)
_RELEASE: Final = msgspec.json.Decoder(CouponReleaseSent)
_ROLL_BACK: Final = msgspec.json.Decoder(CouponRollBackSent)
_CLAIM: Final = msgspec.json.Decoder(CouponClaimSent)

router = Router()


@router.post(
    "/coupons/qualify", **described("See what coupons take off", sent=BasketSent, answered=QualifiedTold)
)
def qualify_coupons(request: HttpRequest) -> HttpResponse:
    """What each code takes off this basket, or why not, and the best set of them. Nothing is written."""
    began, now, sent = monotonic(), timezone.now(), body_of(request, _BASKET)
    current = programme()
    bought = bought_of(sent, current, now=now)
    guesser = Guesser(bought.wallet_id, f"key {source_of(request)}")
    may_try(guesser, now=now)
    codes = [*sent.codes, *(owning.usable_codes(bought.wallet_id) if sent.own else ())]
    found = qualifying.look(raw_cursor(), current, bought, codes)
    if found.wrong:
        counted(guesser, wrong=found.wrong, now=now)
        as_slow_as_any(began)
    return respond(qualified(current, found))


@router.post(
    "/coupons/holds", **described("Hold coupons for a basket", sent=CouponHoldSent, answered=CouponHoldTold)
)
def hold_coupons(request: HttpRequest) -> HttpResponse:
    """Set exactly these codes aside for a basket, all or none; nobody else can use them until the hold ends."""
    began, now, sent = monotonic(), timezone.now(), body_of(request, _HOLD)
    current, name, source = programme(), id_of(request, sent.id), source_of(request)
    bought = bought_of(sent, current, now=now)
    guesser = Guesser(bought.wallet_id, f"key {source}")
    may_try(guesser, now=now)

    def work(cursor: Cursor) -> object:
        kept = holding.hold_within(
            cursor, current, bought, sent.codes, source=source, name=name, minutes=sent.minutes
        )
        return held(current, kept)

    answer, refusal = once(request, work)
    if isinstance(refusal, CouponCodeUnknown):
        counted(guesser, wrong=1, now=now)
        as_slow_as_any(began)
    return answer


@router.post(
    "/coupons/holds/{hold}/commit",
    **described("Use held coupons with their order", sent=CouponOrderSent, answered=CouponOrderTold),
)
def commit_coupons(request: HttpRequest, hold: str) -> HttpResponse:
    """Record the order at its lowered prices and use the coupons, in one transaction. A basket that changed is qualified again."""
    now, sent, current = timezone.now(), body_of(request, _ORDER), programme()
    bought, source = order_with_coupons(sent, current, now=now), source_of(request)

    def work(cursor: Cursor) -> object:
        paid = holding.commit_within(cursor, current, bought, source=source, name=hold, member=sent.member)
        amounts = tuple(major(line.amount, current.versions[0].money) for line in paid.order.lines)
        told = told_of(current, paid.answer, paid.order, sent.member, now=now)
        return CouponOrderTold(held(current, paid.kept), amounts, sum(amounts, Decimal(0)), told)

    return once(request, work).answer


@router.post(
    "/coupons/holds/{hold}/release",
    **described("Let held coupons go", sent=CouponReleaseSent, answered=CouponHoldTold),
)
def release_coupons(request: HttpRequest, hold: str) -> HttpResponse:
    """Set the coupons free; what was used with an order is refused: 409."""
    body_of(request, _RELEASE)
    source = source_of(request)
    return once(
        request, lambda cursor: held(programme(), holding.release_within(cursor, source=source, name=hold))
    ).answer


@router.post(
    "/coupons/holds/{hold}/rollback",
    **described("Give used coupons back", sent=CouponRollBackSent, answered=CouponHoldTold),
)
def roll_back_coupons(request: HttpRequest, hold: str) -> HttpResponse:
    """Make the coupons of an order usable again, all or one, within 60 days and by the till that used them."""
    sent, source = body_of(request, _ROLL_BACK), source_of(request)

    def work(cursor: Cursor) -> object:
        return held(
            programme(), holding.roll_back_within(cursor, source=source, name=hold, coupon=sent.coupon)
        )

    return once(request, work).answer


@router.get("/members/{card}/coupons", **described("See a member's coupons", answered=OwnCoupons))
def see_coupons(
    request: HttpRequest,  # noqa: ARG001 - ninja wants it by this name.
    card: str,
    before: int | None = None,
    limit: int = 50,
) -> HttpResponse:
    """Every code of a member with its state, the newest first."""
    most = page_size(limit)
    found = owning.coupons_of(programme(), wallet_named(card), before=before, limit=most)
    following = str(found[-1].number) if len(found) == most else None
    return respond(OwnCoupons(tuple(own(one) for one in found), following))


@router.post(
    "/members/{card}/coupons/{coupon}",
    **described("Give a member a coupon", sent=CouponClaimSent, answered=OwnCouponTold),
)
def claim_coupon(request: HttpRequest, card: str, coupon: str) -> HttpResponse:
    """Take a code of the coupon's pool for a member, or make a printed one theirs."""
    began, now, sent = monotonic(), timezone.now(), body_of(request, _CLAIM)
    id_of(request, None)
    wallet_id, current = wallet_named(card), programme()
    guesser = Guesser(wallet_id, f"key {source_of(request)}")
    may_try(guesser, now=now)

    def work(cursor: Cursor) -> object:
        return own(owning.claim_within(cursor, current, wallet_id, coupon, at=instant(now), code=sent.code))

    answer, refusal = once(request, work)
    if isinstance(refusal, CouponCodeUnknown):
        counted(guesser, wrong=1, now=now)
        as_slow_as_any(began)
    return answer
