"""What one coupon takes off each line of a basket, of which others may have taken something already."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from regulars.core.money import half_up, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regulars.core.coupons.baskets import Basket
    from regulars.core.coupons.compiled import Coupon

Parts = list[int]
"""What is taken off, by line of the whole basket."""


def taken(coupon: Coupon, basket: Basket, places: Sequence[int], rest: Parts) -> Parts:
    """What a coupon takes off, where `rest` is left of the lines and `places` are those in its scope.

    Never more than what is left of a line, so that a price is only ever lowered, and never below zero.
    """
    if coupon.kind == "shipping":
        return _of_sum(coupon, basket.shipping, rest, None)
    if coupon.kind == "fixed_price":
        return _down_to(coupon.value, basket, places, rest)
    if coupon.kind == "gift":
        return _for_nothing(coupon, basket, places, rest)
    if coupon.kind == "amount":
        return _of_sum(coupon, places, rest, coupon.value)
    priced = basket.prices if coupon.document.base == "list" else rest
    whole = sum([priced[place] for place in places])
    return _of_sum(coupon, places, rest, half_up(whole * coupon.up, coupon.down))


def _of_sum(coupon: Coupon, places: Sequence[int], rest: Parts, wanted: int | None) -> Parts:
    """A sum off some lines together, shared over them by what is left of each; None is all that is left."""
    parts = [0] * len(rest)
    weights = [rest[place] for place in places]
    total = sum(weights) if wanted is None else min(wanted, sum(weights))
    if coupon.most is not None:
        total = min(total, coupon.most)
    if total:
        for place, part in zip(places, spread(total, weights), strict=True):
            parts[place] = part
    return parts


def _down_to(price: int, basket: Basket, places: Sequence[int], rest: Parts) -> Parts:
    """Each item down to a price; a line that is cheaper already stays."""
    parts = [0] * len(rest)
    for place in places:
        parts[place] = max(0, rest[place] - price * basket.quantities[place])
    return parts


def _for_nothing(coupon: Coupon, basket: Basket, places: Sequence[int], rest: Parts) -> Parts:
    """The cheapest items for nothing, or those of the named product."""
    gift = coupon.document.gift
    assert gift is not None
    parts, left = [0] * len(rest), gift.times
    for place in _cheapest_first(basket, places):
        if not left:
            break
        if gift.product is not None and basket.order.lines[place].product != gift.product:
            continue
        items = min(left, basket.quantities[place])
        # Whole where all of them are given; of some, what is left over stays to be paid.
        parts[place] = rest[place] * items // basket.quantities[place]
        left -= items
    return parts


def _cheapest_first(basket: Basket, places: Sequence[int]) -> list[int]:
    """By what an item costs; lines without items have none to give."""
    there = [place for place in places if basket.quantities[place] > 0]
    return sorted(there, key=lambda place: (Fraction(basket.prices[place], basket.quantities[place]), place))
