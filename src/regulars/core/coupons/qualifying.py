"""Qualify: what each coupon takes off a basket line by line, or why not. Nothing is written, so anybody may ask as often as they like."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Literal

import msgspec

from regulars.core.coupons.taking import Parts, taken
from regulars.core.programme.purposes import MEMBERSHIP

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regulars.core.coupons.baskets import Basket
    from regulars.core.coupons.compiled import Coupon
    from regulars.core.programme.compiled import Version

Why = Literal[
    "unknown", "not_now", "needs", "not_for_you", "limit", "no_lines", "minimum", "nothing", "twice", "not_together"
]  # fmt: skip


class Candidate(msgspec.Struct, frozen=True):
    """A coupon that somebody may want to use. `key` is the code, by which the caller knows it.

    `spent` names the limits that leave nothing: member, store, staff, day, all.
    """

    key: str
    coupon: str
    spent: tuple[str, ...] = ()


class Qualified(msgspec.Struct, frozen=True):
    """What became of a candidate: `parts` are taken off by line, or `why` says why not, with its facts.

    Facts: not_now (first day, last day), needs (member, store or staff), limit (per), minimum (needed, there).
    """

    key: str
    coupon: str
    parts: tuple[int, ...]
    why: Why | None = None
    facts: tuple[str | int, ...] = ()

    @property
    def amount(self) -> int:
        """What is taken off in all."""
        return sum(self.parts)


def qualify(
    version: Version, basket: Basket, candidates: Iterable[Candidate], *, agreed: frozenset[str] = frozenset()
) -> list[Qualified]:
    """Look at each candidate by itself, in the order given. `agreed` are the purposes that the member agreed to."""
    seen: set[str] = set()
    answers: list[Qualified] = []
    for candidate in candidates:
        answer = _one(version, basket, candidate, agreed)
        if answer.why is None and answer.coupon in seen:
            answer = _not(candidate, "twice")
        elif answer.why is None:
            seen.add(answer.coupon)
        answers.append(answer)
    return answers


def _one(version: Version, basket: Basket, candidate: Candidate, agreed: frozenset[str]) -> Qualified:
    coupon = version.coupons.get(candidate.coupon)
    if coupon is None:
        return _not(candidate, "unknown")
    scope, day = coupon.scope, basket.order.day
    if not scope.is_on(day):
        return _not(candidate, "not_now", scope.first_day, scope.last_day)
    missing = _missing(coupon, basket)
    if missing is not None:
        return _not(candidate, "needs", missing)
    if scope.purpose != MEMBERSHIP and scope.purpose not in agreed:
        return _not(candidate, "not_for_you")
    if scope.when is not None and not scope.when(basket.facts):
        return _not(candidate, "not_for_you")
    if candidate.spent:
        return _not(candidate, "limit", candidate.spent[0])
    return _priced(coupon, basket, candidate)


def _priced(coupon: Coupon, basket: Basket, candidate: Candidate) -> Qualified:
    places = places_of(coupon, basket)
    if not places:
        return _not(candidate, "no_lines")
    there = sum([basket.prices[place] for place in places])
    if there < coupon.scope.minimum:
        return _not(candidate, "minimum", coupon.scope.minimum, there)
    parts = taken(coupon, basket, places, basket.prices)
    if not any(parts):
        return _not(candidate, "nothing")
    return Qualified(candidate.key, coupon.id, tuple(parts))


def places_of(coupon: Coupon, basket: Basket) -> list[int]:
    """The places in the basket of the goods that a coupon is for."""
    found = basket.places.get(coupon.id)
    if found is None:
        picked = coupon.scope.picked(basket.facts)
        found = basket.places[coupon.id] = list(compress(basket.goods, picked))
    return found


def _missing(coupon: Coupon, basket: Basket) -> str | None:
    """Whom or what must be known before a coupon can be told anything about."""
    limited = {limit.per for limit in coupon.document.limits}
    if not basket.is_members and (coupon.scope.is_of_members or "member" in limited):
        return "member"
    if basket.order.store is None and "store" in limited:
        return "store"
    if basket.staff is None and "staff" in limited:
        return "staff"
    return None


def _not(candidate: Candidate, why: Why, *facts: str | int) -> Qualified:
    return Qualified(candidate.key, candidate.coupon, (), why, facts)


__all__ = ["Candidate", "Parts", "Qualified", "Why", "places_of", "qualify"]
