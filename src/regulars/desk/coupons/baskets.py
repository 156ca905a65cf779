"""A basket that a till tells of, with what the books say of its member: what coupons are decided by."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from regulars.core import consent
from regulars.core.behaviour.asked import Answers
from regulars.core.coupons.baskets import Basket
from regulars.core.events import Order
from regulars.core.refusals import ProgrammeNotYet
from regulars.desk.reading import wallet_at
from regulars.lib.instants import Instant, moment
from regulars.people.merges import persons_in

if TYPE_CHECKING:
    from psycopg import Cursor

    from regulars.core.programme.compiled import Programme, Version

_encode: Final = msgspec.msgpack.Encoder().encode


class Bought(NamedTuple):
    """What somebody is about to buy. `order` is at the prices before any coupon; its moment is that of asking."""

    order: Order
    shipping: frozenset[int] = frozenset()
    wallet_id: int | None = None
    staff: str | None = None

    @property
    def digest(self) -> bytes:
        """What tells this basket from every other one: its lines, its store and whose it is. When it is paid does not matter."""
        told = (self.order.lines, sorted(self.shipping), self.order.store, self.wallet_id)
        return sha256(_encode(told)).digest()


class Known(NamedTuple):
    """A basket ready to decide, with everybody who the member was before any merge."""

    version: Version
    basket: Basket
    agreed: frozenset[str]
    persons: frozenset[int]


def known(cursor: Cursor, programme: Programme, bought: Bought) -> Known:
    """Look at the member as they stand at this moment, under the version in force."""
    order = bought.order
    version = programme.at(order.occurred_at)
    if version is None:
        raise ProgrammeNotYet(
            occurred_at=moment(Instant(order.occurred_at)).isoformat(),
            begins_at=moment(Instant(programme.versions[0].effective_at)).isoformat(),
        )
    if bought.wallet_id is None:
        return Known(
            version, Basket(order, shipping=bought.shipping, staff=bought.staff), frozenset(), frozenset()
        )
    wallet = wallet_at(programme, bought.wallet_id, moment(Instant(order.occurred_at)))
    purposes = frozenset(coupon.scope.purpose for coupon in version.coupons.values())
    answers = Answers(version.asked, wallet.traces, order.occurred_at, order.day) if version.asked else None
    basket = Basket(
        order, shipping=bought.shipping, member=wallet, levels=wallet.levels(), orders=wallet.orders, answers=answers,
        staff=bought.staff,
    )  # fmt: skip
    agreed = consent.agreed(wallet, purposes, order.occurred_at)
    return Known(version, basket, agreed, frozenset(persons_in(cursor, bought.wallet_id)))
