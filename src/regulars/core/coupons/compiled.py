"""Coupons and partners' offers of one version, made ready: conditions as functions, money in minor units, days as numbers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from regulars.core.codes import folded
from regulars.core.expressions import (
    compile_condition,
    compile_line_condition,
    fields_read,
    functions_read,
)
from regulars.core.money import exponent
from regulars.core.programme.purposes import MEMBERSHIP

if TYPE_CHECKING:
    from collections.abc import Callable

    from regulars.core.expressions import Condition
    from regulars.core.facts import LineFacts, OrderFacts
    from regulars.core.programme.coupon_document import Coupon as CouponDocument
    from regulars.core.programme.coupon_document import PartnerOffer as OfferDocument
    from regulars.core.programme.document import Programme
    from regulars.core.programme.parts import Date, Number

    Read = Callable[[str | None], Condition | None]

#: What a coupon may do, by the key that says how much.
KINDS: Final = ("amount", "percent", "fixed_price", "gift", "shipping")
_LAST_DAY: Final = date.max.toordinal()


class Scope:
    """For which baskets something is there, and which lines it looks at."""

    __slots__ = ("first_day", "is_of_members", "last_day", "lines", "minimum", "purpose", "when")

    def __init__(self, document: CouponDocument | OfferDocument, money: str, read: Read) -> None:
        when, lines = read(document.when or None), read(document.lines or None)
        self.when: Callable[[object], bool] | None = compile_condition(when) if when else None
        self.lines: Callable[[OrderFacts, LineFacts], bool] | None = (
            compile_line_condition(lines) if lines else None
        )
        self.minimum = _minor(document.minimum, money) or 0
        self.first_day, self.last_day = _day(document.since, 0), _day(document.until, _LAST_DAY)
        self.purpose = document.purpose or MEMBERSHIP
        #: Whether it asks for somebody: "the first purchase" of nobody would be every one.
        self.is_of_members = self.purpose != MEMBERSHIP or any(
            _asks_for_somebody(tree) for tree in (when, lines)
        )

    def is_on(self, day: int) -> bool:
        """Whether it is there on a local day, both ends included."""
        return self.first_day <= day <= self.last_day

    def picked(self, facts: OrderFacts) -> list[bool]:
        """Which of a basket's lines it looks at."""
        if self.lines is None:
            return [True] * len(facts.order.lines)
        chosen = self.lines
        return [chosen(facts, line) for line in facts.by_line]


class Coupon:
    """One coupon. `up / down` is the share that a percentage takes; `value` and `most` are in minor units."""

    __slots__ = ("document", "down", "id", "key", "kind", "most", "scope", "up", "value")

    def __init__(self, document: CouponDocument, money: str, read: Read) -> None:
        self.id, self.document = document.id, document
        self.kind = next(kind for kind in KINDS if getattr(document, kind) is not None)
        amount = document.amount if document.amount is not None else document.fixed_price
        self.value = _minor(amount, money) or 0
        self.most = _minor(document.most, money)
        share = Fraction(str(document.percent or 0)) / 100
        self.up, self.down = share.numerator, share.denominator
        self.scope = Scope(document, money, read)
        #: The word that everybody may use, as it is compared; None where each code is one of its own.
        self.key = folded(document.code) if document.code is not None else None

    @property
    def order(self) -> tuple[int, str]:
        """Who goes first."""
        return self.document.priority, self.id


class Offer:
    """One partner's offer."""

    __slots__ = ("document", "id", "scope")

    def __init__(self, document: OfferDocument, money: str, read: Read) -> None:
        self.id, self.document = document.id, document
        self.scope = Scope(document, money, read)


def compile_coupons(document: Programme, read: Read) -> dict[str, Coupon]:
    """The coupons of a checked document, in the order in which they apply."""
    made = [Coupon(one, document.currency, read) for one in document.coupons]
    return {one.id: one for one in sorted(made, key=lambda one: one.order)}


def compile_offers(document: Programme, read: Read) -> tuple[Offer, ...]:
    """The partners' offers of a checked document; empty in most programmes."""
    return tuple(Offer(one, document.currency, read) for one in document.partner_offers)


def _asks_for_somebody(tree: Condition | None) -> bool:
    if tree is None:
        return False
    return bool(functions_read(tree)) or any(name.startswith("member.") for name in fields_read(tree))


def _minor(amount: Number | None, money: str) -> int | None:
    return None if amount is None else int(Fraction(str(amount)) * 10 ** exponent(money))


def _day(text: Date | None, otherwise: int) -> int:
    return otherwise if text is None else date.fromisoformat(text).toordinal()
