"""Qualify at the till: codes become candidates with what their limits leave, and each is told what it takes off or why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from regulars.core.codes import folded
from regulars.core.coupons.qualifying import Candidate, Qualified, qualify
from regulars.core.coupons.stacking import Stack, best
from regulars.coupons import codes, holds
from regulars.desk.coupons.baskets import known
from regulars.desk.coupons.giving_back import supply_of
from regulars.supplies import queries as supplies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg import Cursor

    from regulars.core.coupons.compiled import Coupon
    from regulars.core.programme.compiled import Programme
    from regulars.coupons.codes import Found
    from regulars.desk.coupons.baskets import Bought, Known


class Asked(NamedTuple):
    """A code as somebody showed it, with the candidate that it is; None where it is none that can be used by them.

    `number` is that of a code of one's own.
    """

    shown: str
    key: str
    candidate: Candidate | None
    number: int | None = None


class Told(NamedTuple):
    """What was found: each code in the order in which it was shown, and the best set of them."""

    asked: tuple[Asked, ...]
    answers: tuple[Qualified, ...]
    best: Stack
    lines: int

    @property
    def wrong(self) -> int:
        """How many codes were none."""
        return sum(1 for one in self.asked if one.candidate is None)

    def answer_of(self, asked: Asked) -> Qualified | None:
        """What became of a code."""
        return next((one for one in self.answers if one.key == asked.key), None)


def look(cursor: Cursor, programme: Programme, bought: Bought, shown: Sequence[str]) -> Told:
    """Say of each code what it takes off this basket, or why not. Nothing is written, so it may be asked as often as you like."""
    now = known(cursor, programme, bought)
    asked = asked_for(cursor, now, shown)
    answers = tuple(answers_of(now, asked))
    return Told(asked, answers, best(now.version, now.basket, answers), len(bought.order.lines))


def answers_of(now: Known, asked: Sequence[Asked]) -> list[Qualified]:
    """What the core says of the codes that are some."""
    candidates = [one.candidate for one in asked if one.candidate is not None]
    return qualify(now.version, now.basket, candidates, agreed=now.agreed)


def asked_for(
    cursor: Cursor,
    now: Known,
    shown: Sequence[str],
    *,
    held_by: int | None = None,
    in_turn: bool = False,
) -> tuple[Asked, ...]:
    """Find out which coupons codes mean. What is used, over or somebody else's is found as little as what never was.

    Every code costs the same look into the database, whether there is anything to find or not. Who will use them looks
    `in_turn`: whoever counts under the same limit waits until this transaction ends.
    """
    keys = list(dict.fromkeys(folded(one)[:100] for one in shown))
    shared = {coupon.key: coupon for coupon in now.version.coupons.values() if coupon.key is not None}
    own = codes.found(cursor, keys, held_by=held_by)
    spelled = {folded(one)[:100]: one for one in reversed(shown)}
    meant = {key: _meant(now, shared.get(key), own.get(key)) for key in keys}
    coupons = [coupon for coupon, _ in meant.values() if coupon is not None]
    if in_turn:
        _queue(cursor, now, coupons)
    spent = _spent(cursor, now, coupons, held_by or 0)
    return tuple(
        Asked(
            spelled[key], key, Candidate(key, coupon.id, spent.get(coupon.id, ())) if coupon else None, number
        )
        for key, (coupon, number) in meant.items()
    )  # fmt: skip


def _meant(now: Known, shared: Coupon | None, own: Found | None) -> tuple[Coupon | None, int | None]:
    """The coupon that a code means, for whoever shows it."""
    if shared is not None:
        return (shared if shared.scope.is_on(now.basket.order.day) else None), None
    if own is None or (own.wallet_id is not None and own.wallet_id not in now.persons):
        return None, None
    coupon = now.version.coupons.get(own.pool)
    if coupon is None or coupon.key is not None or not coupon.scope.is_on(now.basket.order.day):
        return None, None
    # A code that somebody has in hand but that asks for a member is told as an unknown one where nobody is there.
    return coupon, own.number


def _queue(cursor: Cursor, now: Known, coupons: Sequence[Coupon]) -> None:
    """Whoever counts under the same limit waits here; a coupon without limits makes nobody wait."""
    order = now.basket.order
    keys = {
        "member": min(now.persons, default=0), "store": order.store, "staff": now.basket.staff, "day": order.day,
    }  # fmt: skip
    limits = [(coupon.id, limit.per) for coupon in coupons for limit in coupon.document.limits]
    holds.queue(cursor, [f"{coupon} {per} {keys[per]}" for coupon, per in limits if per in keys])


def _spent(cursor: Cursor, now: Known, coupons: Sequence[Coupon], but: int) -> dict[str, tuple[str, ...]]:
    """Which limits leave nothing, by coupon; in the order in which a coupon names them."""
    order, spent = now.basket.order, dict[str, tuple[str, ...]]()
    keys: dict[str, list[object]] = {
        "member": list(now.persons), "store": [order.store], "staff": [now.basket.staff], "day": [order.day],
    }  # fmt: skip
    limits = [(coupon.id, limit) for coupon in coupons for limit in coupon.document.limits]
    in_all = supplies.left({supply_of(coupon) for coupon, limit in limits if limit.per == "all"})
    for per in dict.fromkeys(limit.per for _, limit in limits if limit.per != "all"):
        named = [coupon for coupon, limit in limits if limit.per == per]
        used = holds.count(cursor, per, named, keys[per], but=but)
        for coupon, limit in limits:
            if limit.per == per and used.get(coupon, 0) >= limit.times:
                spent[coupon] = (*spent.get(coupon, ()), per)
    for coupon, limit in limits:
        left = in_all.get(supply_of(coupon))
        if limit.per == "all" and left is not None and left.there <= 0:
            spent[coupon] = (*spent.get(coupon, ()), "all")
    return spent
