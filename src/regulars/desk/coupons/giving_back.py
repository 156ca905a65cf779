"""What an order brings and what goes back with it: a partner's code once, and its coupons when it is undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regulars.core.coupons.naming import PARTNER
from regulars.coupons import codes, holds
from regulars.coupons.partners import Offered
from regulars.coupons.refusals import CouponHoldUnknown, NothingToRollBack
from regulars.desk import news
from regulars.desk.sources import order_of
from regulars.supplies import actions as supplies

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from psycopg import Cursor

    from regulars.core.effects import Reason
    from regulars.core.programme.compiled import Programme
    from regulars.core.receipts import Receipt
    from regulars.coupons.holds import Holding, Used

#: A coupon is given back for an order that is undone within these days, by the till that took it.
ROLL_BACK_DAYS: Final = 60


def roll_back(cursor: Cursor, *, source: str, name: str, coupon: str | None = None) -> None:
    """Make the coupons of a committed hold usable again, all of them or one."""
    held = holds.find(cursor, source, name)
    if held is None:
        raise CouponHoldUnknown
    used = holds.uses(cursor, held.number)
    wanted = [one.coupon for one in used if coupon is None or one.coupon == coupon]
    if not wanted or held.end not in {"committed", "rolled_back"} or held.days_since > ROLL_BACK_DAYS:
        raise NothingToRollBack
    _roll_back(cursor, held, used, wanted)


def _roll_back(cursor: Cursor, held: Holding, used: Sequence[Used], wanted: Sequence[str]) -> None:
    back = holds.roll_back(cursor, held.number, wanted)
    amounts = {one.coupon: one.amount for one in used}
    news.tell_of_coupons(
        cursor, "coupon.rolled_back", held, member=held.wallet_id, order=held.order_id,
        used=[(one, amounts[one]) for one, _ in back],
    )  # fmt: skip
    for supply in sorted({supply_of(one) for one, _ in back} & set(held.leased)):
        supplies.give_back(cursor, supply, 1)
    codes.roll_back(cursor, held.number, [number for _, number in back if number is not None])


def give_back(cursor: Cursor, orders: Sequence[tuple[str, str]]) -> None:
    """Do so for orders that were cancelled, given as (source, order); most have used no coupon, or long ago."""
    for held in _committed(cursor, orders):
        used = holds.uses(cursor, held.number)
        _roll_back(cursor, held, used, [one.coupon for one in used])


def give_back_of_returns(cursor: Cursor, programme: Programme, receipts: Sequence[Receipt]) -> None:
    """Give those coupons back that come back with their order, where nothing is left of it. What a coupon does was said when it was used."""
    coming = {
        order_of(one.order.id): _coming_back(programme, one) for one in receipts if one.is_all_returned()
    }
    orders = [order for order, coupons in coming.items() if coupons]
    for held in _committed(cursor, orders) if orders else ():
        used = holds.uses(cursor, held.number)
        wanted = [one.coupon for one in used if one.coupon in coming[held.source, held.order_id]]
        _roll_back(cursor, held, used, wanted)


def _committed(cursor: Cursor, orders: Sequence[tuple[str, str]]) -> Iterator[Holding]:
    """The holds of these orders that were committed not too long ago."""
    for source, name in holds.of_orders(cursor, orders):
        held = holds.find(cursor, source, name)
        if held is not None and held.days_since <= ROLL_BACK_DAYS:
            yield held


def _coming_back(programme: Programme, receipt: Receipt) -> frozenset[str]:
    version = programme.at(receipt.order.occurred_at)
    coupons = version.document.coupons if version is not None else ()
    return frozenset(coupon.id for coupon in coupons if coupon.comes_back)


def offered_with(source: str, order: str, wallet_id: int, reasons: Sequence[Reason]) -> list[Offered]:
    """The partners' codes that an order brings, by what was decided about it."""
    return [
        Offered(source, order, wallet_id, str(one.facts[0]).removeprefix(PARTNER))
        for one in reasons
        if one.code == "offered"
    ]


def supply_of(coupon: str) -> str:
    """The supply that counts how often a coupon is used in all."""
    return f"coupon:{coupon}"
