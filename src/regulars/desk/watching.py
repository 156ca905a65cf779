"""Looks at what runs out: supplies at four fifths and at their end, pools of codes as they run low and empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from regulars.alerts import actions as alerts
from regulars.alerts.actions import Stand
from regulars.core.running_low import LOW_PERCENT, lines_of_supply
from regulars.coupons import queries as coupons
from regulars.coupons.pools import PARTNER
from regulars.desk.budgeting import A_DAYS_BUDGET
from regulars.desk.redeeming import A_DAY
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import instant
from regulars.supplies import queries as supplies

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from regulars.core.programme.compiled import Programme
    from regulars.core.running_low import Line
    from regulars.coupons.queries import Pool

SUPPLY: Final = "supply"
POOL: Final = "pool"


def watch(programme: Programme, *, now: datetime) -> int:
    """Tell of every line that was crossed since it was looked last, once; answers how many there were."""
    with transaction.atomic():
        cursor = raw_cursor()
        told = alerts.open_lines(cursor)
        known = {name for about, name in told if about == SUPPLY}
        return alerts.note(cursor, [*_supplies(known), *_pools(programme, now)], told)


def _supplies(known: Collection[str]) -> Iterator[Stand]:
    """What has much taken, or had when it was told. That a day's share is gone is that day's affair."""
    for one in supplies.much_taken(LOW_PERCENT, or_named=known):
        if one.kind not in {A_DAY, A_DAYS_BUDGET}:
            reached = lines_of_supply(taken=one.taken, put_in=one.put_in)
            yield Stand(SUPPLY, one.name, one.there, one.put_in, reached)


def _pools(programme: Programme, now: datetime) -> Iterator[Stand]:
    """The pools that the version in force may take from. An offer whose pool was never filled is empty."""
    version = programme.at(instant(now))
    if version is None:
        return
    document = version.document
    offers = {f"{PARTNER}{offer.id}" for offer in document.partner_offers}
    in_force = offers | {coupon.id for coupon in document.coupons if coupon.code is None}
    stands = {pool.name: pool for pool in coupons.pools()} if in_force else {}
    for name in sorted(in_force):
        pool = stands.get(name)
        if pool is not None:
            yield Stand(POOL, name, pool.free, pool.put_in, _reached(pool))
        elif name in offers:
            yield Stand(POOL, name, 0, 0, ("low", "empty"))


def _reached(pool: Pool) -> tuple[Line, ...]:
    if pool.is_empty:
        return ("low", "empty")
    return ("low",) if pool.is_low else ()
