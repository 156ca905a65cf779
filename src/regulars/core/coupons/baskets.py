"""A basket as coupons see it: its goods as conditions read them, and where shipping stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from regulars.core.facts import OrderFacts

if TYPE_CHECKING:
    from regulars.core.events import Order
    from regulars.core.facts import Answered, MemberFacts


class Nobody:
    """The member of a basket with which nobody showed a card."""

    joined_day: int | None = None
    birth_month: int | None = None


class Basket:
    """What somebody is about to buy, before any coupon. `prices` are by line of the whole basket, in minor units.

    `goods` are the places of the lines that are bought: no shipping and nothing that is itself a reward. Only these
    are read by conditions; `shipping` are the places of the others that a coupon may lower. `staff` is who stands at the till.
    """

    __slots__ = (
        "facts",
        "goods",
        "is_members",
        "order",
        "places",
        "prices",
        "quantities",
        "shipping",
        "staff",
    )

    def __init__(
        self,
        order: Order,
        *,
        shipping: frozenset[int] = frozenset(),
        member: MemberFacts | None = None,
        levels: dict[str, str] | None = None,
        orders: int = 0,
        answers: Answered | None = None,
        staff: str | None = None,
    ) -> None:
        self.order, self.staff = order, staff
        self.prices = [line.amount for line in order.lines]
        self.quantities = [line.quantity for line in order.lines]
        self.shipping = tuple(sorted(shipping))
        self.goods = tuple(
            place
            for place, line in enumerate(order.lines)
            if place not in shipping and not line.reward and line.amount >= 0
        )
        bought = replace(order, lines=tuple(order.lines[place] for place in self.goods))
        self.is_members = member is not None
        self.facts = OrderFacts(bought, member or Nobody(), levels or {}, orders)
        #: The places of the goods that each coupon is for, looked up once.
        self.places: dict[str, list[int]] = {}
        if answers is not None:
            self.facts.behaviour = answers
