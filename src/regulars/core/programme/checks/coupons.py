"""Coupons and partners' offers: each takes one thing off, with a code that is nobody else's, on days that come."""

from __future__ import annotations

from collections.abc import Iterator

from regulars.core.codes import folded
from regulars.core.programme.checks.conditions import Checked, check_condition
from regulars.core.programme.checks.numbers import (
    check_number,
    decimal_of,
    is_too_fine,
    one_of,
    too_fine,
)
from regulars.core.programme.checks.points import among
from regulars.core.programme.checks.purposes import check_purpose_named
from regulars.core.programme.checks.repeated import check_ids, check_spans
from regulars.core.programme.checks.terms import check_days
from regulars.core.programme.document import Coupon, Number, PartnerOffer, Programme
from regulars.core.programme.mistakes import Fact, Mistake, Path
from regulars.core.programme.purposes import MEMBERSHIP

WAYS = ("amount", "percent", "fixed_price", "gift", "shipping")
_PERCENT_MOST = 100


def check_coupons(document: Programme, checked: Checked) -> Iterator[Mistake]:
    """All coupons and offers, one by one and with each other."""
    for place, coupon in enumerate(document.coupons):
        path: Path = ("coupons", place)
        yield from _check_way(coupon, path, document)
        yield from _check_codes(coupon, path)
        yield from check_spans((limit.per for limit in coupon.limits), (*path, "limits"))
        if coupon.group is not None and coupon.group not in document.groups:
            yield Mistake((*path, "group"), "GroupUnknown", among(coupon.group, tuple(document.groups)))
        yield from _check_scope(coupon, path, document, checked)
    for place, offer in enumerate(document.partner_offers):
        yield from _check_scope(offer, ("partner_offers", place), document, checked)
    yield from _check_repeated(document)
    yield from _check_groups(document)


def _check_way(coupon: Coupon, path: Path, document: Programme) -> Iterator[Mistake]:
    given = {way: getattr(coupon, way) for way in WAYS}
    yield from one_of(given, path)
    kind = next((way for way, value in given.items() if value is not None), "")
    yield from _check_money(coupon.amount, (*path, "amount"), document)
    yield from _check_money(coupon.fixed_price, (*path, "fixed_price"), document, may_be_zero=True)
    yield from _check_money(coupon.most, (*path, "most"), document)
    if coupon.percent is not None:
        yield from check_number(coupon.percent, (*path, "percent"), may_be_zero=False)
        if (decimal_of(coupon.percent) or 0) > _PERCENT_MOST:
            facts: dict[str, Fact] = {"given": str(coupon.percent), "most": _PERCENT_MOST}
            yield Mistake((*path, "percent"), "NumberTooLarge", facts)
    if coupon.most is not None and kind not in {"percent", "shipping"}:
        yield Mistake((*path, "most"), "MostUnwanted", {"kind": kind})
    if coupon.base == "list" and kind != "percent":
        yield Mistake((*path, "base"), "BaseUnwanted", {"kind": kind})


def _check_money(
    amount: Number | None, path: Path, document: Programme, *, may_be_zero: bool = False
) -> Iterator[Mistake]:
    if amount is not None:
        yield from check_number(amount, path, may_be_zero=may_be_zero)
        if is_too_fine(amount, document):
            yield too_fine(amount, path, document)


def _check_codes(coupon: Coupon, path: Path) -> Iterator[Mistake]:
    """What speaks of codes of their own says nothing of a word that everybody uses."""
    if coupon.code is None:
        return
    for key, is_there in (("valid", coupon.valid is not None), ("claim", coupon.claim)):
        if is_there:
            yield Mistake((*path, key), "OwnCodesOnly", {"key": key})


def _check_scope(
    part: Coupon | PartnerOffer, path: Path, document: Programme, checked: Checked
) -> Iterator[Mistake]:
    yield from _check_money(part.minimum, (*path, "minimum"), document)
    yield from check_days(
        {"from": part.since, "until": part.until}, path, "DatesReversed", first="since", last="until"
    )
    yield from check_purpose_named(part.purpose, document, path)
    purpose = part.purpose or MEMBERSHIP
    yield from check_condition(part.when, (*path, "when"), checked=checked, per_line=False, purpose=purpose)
    yield from check_condition(part.lines, (*path, "lines"), checked=checked, per_line=True, purpose=purpose)


def _check_repeated(document: Programme) -> Iterator[Mistake]:
    yield from check_ids((one.id for one in document.coupons), ("coupons",), "CouponTwice", "coupon")
    codes: dict[str, str] = {}
    for place, coupon in enumerate(document.coupons):
        if coupon.code is not None:
            other = codes.setdefault(folded(coupon.code), coupon.id)
            if other != coupon.id:
                facts = {"code": coupon.code, "coupon": other}
                yield Mistake(("coupons", place, "code"), "CodeTwice", dict(facts))
    offers = (one.id for one in document.partner_offers)
    yield from check_ids(offers, ("partner_offers",), "OfferTwice", "offer")


def _check_groups(document: Programme) -> Iterator[Mistake]:
    """Where the first by priority wins, no two have the same one."""
    for group, stacking in document.groups.items():
        members = [(place, one) for place, one in enumerate(document.coupons) if one.group == group]
        for order, (place, coupon) in enumerate(members if stacking == "first" else ()):
            tied = [other.id for _, other in members[:order] if other.priority == coupon.priority]
            if tied:
                facts: dict[str, Fact] = {
                    "group": group,
                    "coupons": (*tied, coupon.id),
                    "priority": coupon.priority,
                }
                yield Mistake(("coupons", place, "priority"), "CouponsTied", facts)
