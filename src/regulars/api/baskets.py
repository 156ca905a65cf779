"""From a body to a basket: what somebody is about to buy, or has bought with coupons, at the prices before any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.api.members import wallet_named
from regulars.api.reading import lines_of, order_of
from regulars.api.refusals import CurrencyOfOtherShop
from regulars.core.events import Order
from regulars.desk.coupons.baskets import Bought
from regulars.lib.instants import instant

if TYPE_CHECKING:
    from datetime import datetime

    from regulars.api.sent import BasketLineSent, BasketSent, CouponOrderSent
    from regulars.core.programme.compiled import Programme


def bought_of(sent: BasketSent, programme: Programme, *, now: datetime) -> Bought:
    """The basket that a body tells of, at this moment."""
    money = programme.versions[0].money
    if sent.currency not in {None, money}:
        raise CurrencyOfOtherShop(given=sent.currency, expected=money)
    at = instant(now)
    day, minute = programme.calendar.local(at)
    order = Order(
        id="", occurred_at=at, day=day, minute=minute, lines=lines_of(sent.lines, money), store=sent.store,
        channel=sent.channel,
    )  # fmt: skip
    wallet_id = None if sent.member is None else wallet_named(sent.member)
    return Bought(order, _shipping(sent.lines), wallet_id, sent.staff)


def order_with_coupons(sent: CouponOrderSent, programme: Programme, *, now: datetime) -> Bought:
    """The order with which coupons are used; its member must be one already, for coupons are held for somebody who is there."""
    wallet_id = None if sent.member is None else wallet_named(sent.member)
    return Bought(order_of(sent, programme, now=now), _shipping(sent.lines), wallet_id)


def _shipping(lines: tuple[BasketLineSent, ...]) -> frozenset[int]:
    return frozenset(place for place, line in enumerate(lines) if line.role == "shipping")
