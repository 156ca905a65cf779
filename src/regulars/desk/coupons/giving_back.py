"""What an order brings and what goes back with it: a partner's code once, and its coupons when it is undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regulars.core.coupons.naming import PARTNER
from regulars.coupons import codes, holds
from regulars.coupons.partners import Offered
from regulars.coupons.refusals import CouponHoldUnknown, NothingToRollBack
from regulars.desk import news
from regulars.supplies import actions as supplies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg import Cursor

    from regulars.core.effects import Reason

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
    for source, name in holds.of_orders(cursor, orders):
        held = holds.find(cursor, source, name)
        if held is not None and held.days_since <= ROLL_BACK_DAYS:
            roll_back(cursor, source=source, name=name)


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
