"""Which coupons go together, what they take off one after the other, and the set that takes off most."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import msgspec

from regulars.core.coupons.qualifying import Qualified, places_of
from regulars.core.coupons.taking import taken
from regulars.core.programme.coupon_document import TRIED_MOST
from regulars.core.refusals import CouponNotUsable, CouponsNotTogether

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regulars.core.coupons.baskets import Basket
    from regulars.core.programme.compiled import Version


class Stack(msgspec.Struct, frozen=True):
    """Coupons that apply one after the other. `parts` of each are taken off by line, what those before left.

    `is_tried` says that all permitted sets were tried, so that none takes off more.
    """

    coupons: tuple[Qualified, ...] = ()
    is_tried: bool = True

    @property
    def amount(self) -> int:
        """What they take off in all."""
        return sum(one.amount for one in self.coupons)

    def by_line(self, lines: int) -> list[int]:
        """What they take off each line together."""
        columns = zip(*(one.parts for one in self.coupons), strict=True)
        return [sum(column) for column in columns] if self.coupons else [0] * lines


def stacked(version: Version, basket: Basket, chosen: Sequence[Qualified]) -> Stack:
    """What a set takes off, applied by priority and then by id."""
    rest = list(basket.prices)
    made: list[Qualified] = []
    for one in in_order(version, chosen):
        coupon = version.coupons[one.coupon]
        parts = taken(coupon, basket, places_of(coupon, basket), rest)
        rest = [left - part for left, part in zip(rest, parts, strict=True)]
        made.append(Qualified(one.key, one.coupon, tuple(parts)))
    return Stack(tuple(made))


def may_stack(version: Version, chosen: Sequence[Qualified]) -> bool:
    """Whether a set is permitted: exclusive ones alone, one of each group that compares, and no more than may go together."""
    coupons = [version.coupons[one.coupon].document for one in chosen]
    most = version.document.coupons_together
    if len(coupons) > 1 and any(coupon.exclusive for coupon in coupons):
        return False
    if most is not None and len(coupons) > most:
        return False
    compared = [
        coupon.group
        for coupon in coupons
        if coupon.group is not None and version.groups[coupon.group] != "all"
    ]
    ids = [coupon.id for coupon in coupons]
    return len(compared) == len(set(compared)) and len(ids) == len(set(ids))


def best(version: Version, basket: Basket, answers: Sequence[Qualified]) -> Stack:
    """The permitted set that takes off most; of several the one with the fewest coupons, then by priority.

    All sets of up to six candidates are tried. Of more, each is taken by priority that may go with those before.
    """
    usable = _without_beaten(version, in_order(version, [one for one in answers if one.why is None]))
    if len(usable) > TRIED_MOST:
        return _by_priority(version, basket, usable)
    found = Stack()
    for size in range(1, len(usable) + 1):
        for chosen in combinations(usable, size):
            if may_stack(version, chosen):
                stack = stacked(version, basket, chosen)
                found = stack if stack.amount > found.amount else found
    return found


def exact(version: Version, basket: Basket, answers: Sequence[Qualified]) -> Stack:
    """Exactly these coupons, all of them or none: one that takes nothing off beside the others is refused too."""
    for one in answers:
        if one.why is not None:
            raise CouponNotUsable(coupon=one.coupon, why=one.why, because=one.facts)
    stack = stacked(version, basket, answers)
    if not may_stack(version, answers) or not all(one.amount for one in stack.coupons):
        raise CouponsNotTogether(coupons=tuple(one.coupon for one in stack.coupons))
    return stack


def in_order(version: Version, chosen: Sequence[Qualified]) -> list[Qualified]:
    """By priority, then by id."""
    return sorted(chosen, key=lambda one: version.coupons[one.coupon].order)


def _without_beaten(version: Version, usable: list[Qualified]) -> list[Qualified]:
    """Leave in each group what the programme says: all, the one that takes off most, or the first by priority."""
    winners: dict[str, Qualified] = {}
    for one in usable:
        group = version.coupons[one.coupon].document.group
        if group is None or version.groups[group] == "all":
            continue
        before = winners.get(group)
        if before is None or (version.groups[group] == "highest" and one.amount > before.amount):
            winners[group] = one
    kept = {id(one) for one in winners.values()}
    return [one for one in usable if id(one) in kept or not _competes(version, one)]


def _competes(version: Version, one: Qualified) -> bool:
    group = version.coupons[one.coupon].document.group
    return group is not None and version.groups[group] != "all"


def _by_priority(version: Version, basket: Basket, usable: list[Qualified]) -> Stack:
    chosen: list[Qualified] = []
    rest = list(basket.prices)
    for one in usable:
        coupon = version.coupons[one.coupon]
        if not may_stack(version, [*chosen, one]):
            continue
        parts = taken(coupon, basket, places_of(coupon, basket), rest)
        if any(parts):
            rest = [left - part for left, part in zip(rest, parts, strict=True)]
            chosen.append(Qualified(one.key, one.coupon, tuple(parts)))
    return Stack(tuple(chosen), is_tried=False)
