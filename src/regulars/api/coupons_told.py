"""What the API answers about coupons: what each takes off, what is held, and what a member has."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from regulars.api.sent import (
    BasketSent,
    CouponClaimSent,
    CouponHoldSent,
    CouponOrderSent,
    CouponReleaseSent,
    CouponRollBackSent,
)
from regulars.api.told import Told
from regulars.core.codes import folded, is_code, shown
from regulars.core.money import major
from regulars.core.programme.document import Words
from regulars.desk.coupons import owning
from regulars.telling import coupons as telling
from regulars.telling.voice import in_both

if TYPE_CHECKING:
    from regulars.core.coupons.qualifying import Qualified
    from regulars.core.programme.compiled import Programme
    from regulars.coupons.holds import Used
    from regulars.desk.coupons.holding import Kept
    from regulars.desk.coupons.owning import Owned
    from regulars.desk.coupons.qualifying import Told as Found


class CouponTold(msgspec.Struct, frozen=True):
    """One code. `takes` is what it takes off in all and by line, in major units; where that is nothing, `why` says why.

    What is used, over or somebody else's is told exactly as what never was: `why` is `unknown`, and nothing else is said.
    """

    code: str
    coupon: str | None
    name: Words | None
    takes: Decimal
    by_line: tuple[Decimal, ...]
    why: str | None
    sentence: Words | None


class QualifiedTold(msgspec.Struct, frozen=True):
    """Each code by itself, and the set that takes off most. `all_tried` is false where there were too many sets to try."""

    coupons: tuple[CouponTold, ...]
    best: tuple[CouponTold, ...]
    takes: Decimal
    by_line: tuple[Decimal, ...]
    all_tried: bool


class CouponHoldTold(msgspec.Struct, frozen=True):
    """Held coupons. `end` is null while they are held, else committed, released, rolled_back or timed_out."""

    id: str
    until: datetime
    end: str | None
    coupons: tuple[CouponTold, ...]
    takes: Decimal


class CouponOrderTold(msgspec.Struct, frozen=True):
    """An order with its coupons: what was paid for each line, and what the order itself came to."""

    hold: CouponHoldTold
    paid_by_line: tuple[Decimal, ...]
    paid: Decimal
    order: Told


class OwnCouponTold(msgspec.Struct, frozen=True):
    """A code that a member has. `state` is issued, held, redeemed, void or expired."""

    code: str
    coupon: str
    name: Words
    state: str
    until: datetime | None
    used_at: datetime | None


class OwnCoupons(msgspec.Struct, frozen=True):
    """A page of a member's codes, the newest first. `next` goes on where this one ends; null after the last."""

    coupons: tuple[OwnCouponTold, ...]
    next: str | None


#: What stands in the API's description.
COUPONS = (
    BasketSent, CouponHoldSent, CouponOrderSent, CouponReleaseSent, CouponRollBackSent, CouponClaimSent,
    QualifiedTold, CouponHoldTold, CouponOrderTold, OwnCouponTold, OwnCoupons,
)  # fmt: skip


def qualified(current: Programme, found: Found) -> QualifiedTold:
    spelled = {one.key: one.shown for one in found.asked}
    each = tuple(_one(current, one.shown, found.answer_of(one)) for one in found.asked)
    best = tuple(_one(current, spelled[one.key], one) for one in found.best.coupons)
    money = current.versions[0].money
    by_line = tuple(major(part, money) for part in found.best.by_line(found.lines))
    return QualifiedTold(each, best, major(found.best.amount, money), by_line, found.best.is_tried)


def _one(current: Programme, code: str, answer: Qualified | None) -> CouponTold:
    document, money = current.versions[-1].document, current.versions[0].money
    if answer is None:
        return CouponTold(code, None, None, Decimal(0), (), "unknown", in_both(document, telling.unknown))
    sentence = (
        in_both(document, lambda voice: telling.why_not(answer, document, voice)) if answer.why else None
    )
    by_line = tuple(major(part, money) for part in answer.parts)
    return CouponTold(
        code, answer.coupon, owning.name_of(current, answer.coupon), major(answer.amount, money), by_line, answer.why, sentence
    )  # fmt: skip


def held(current: Programme, kept: Kept) -> CouponHoldTold:
    money = current.versions[0].money
    coupons = tuple(
        CouponTold(
            _spelled(current, one), one.coupon, owning.name_of(current, one.coupon), major(one.amount, money),
            tuple(major(part, money) for part in one.parts), None, None,
        )
        for one in kept.used
    )  # fmt: skip
    return CouponHoldTold(kept.name, kept.until, kept.end or None, coupons, major(kept.amount, money))


def _spelled(current: Programme, one: Used) -> str:
    """A code as people read it, and not as it is compared."""
    shared = (
        coupon.code
        for version in reversed(current.versions)
        for coupon in version.document.coupons
        if coupon.id == one.coupon and coupon.code is not None and folded(coupon.code) == one.key
    )
    return next(shared, None) or (shown(one.key) if is_code(one.key) else one.key)


def own(one: Owned) -> OwnCouponTold:
    return OwnCouponTold(one.code, one.coupon, one.name, one.state, one.ends_at, one.used_at)
