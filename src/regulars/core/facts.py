"""What conditions may read of a receipt, its member and the calendar."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Protocol

from regulars.core.events import MINUTES_A_DAY, Line, Order

MINUTES_AN_HOUR = 60

_EPOCH_DAY = date(1970, 1, 1).toordinal()  # The expression language counts days from here.

#: Conditions count dates in days since 1970-01-01.
EPOCH_DAY = date(1970, 1, 1).toordinal()


class MemberFacts(Protocol):
    """What a member told us; a wallet has it."""

    joined_day: int | None
    birth_month: int | None


@lru_cache(maxsize=4096)
def branches(path: str) -> tuple[str, ...]:
    """Every category that a path lies in: `books/literature` lies in itself and in `books`."""
    parts = path.split("/")
    return tuple("/".join(parts[: end + 1]) for end in range(len(parts)))


@lru_cache(maxsize=4096)
def families(paths: tuple[str, ...]) -> frozenset[str]:
    """All branches of several paths."""
    return frozenset(branch for path in paths for branch in branches(path))


class LineFacts:
    """One line, as `line.` fields read it."""

    __slots__ = ("amount", "brand", "categories", "category", "price", "product", "quantity")

    def __init__(self, line: Line) -> None:
        self.product = line.product
        self.quantity = line.quantity
        self.amount = line.amount
        self.brand = line.brand
        self.category = line.categories[0] if line.categories else None
        self.categories = families(line.categories)
        self.price = line.amount // line.quantity if line.quantity else line.amount


@lru_cache(maxsize=4096)
def _parts_of(day: int) -> tuple[int, int, int]:
    """Year, month and day of a local date; the same few days are asked for all the time."""
    found = date.fromordinal(day)
    return found.year, found.month, found.day


class OrderFacts:
    """One receipt with its member and its moment; dear facts are made when somebody asks.

    `total` is what the lines came to, the part paid with points or vouchers included: a condition
    speaks of the size of the receipt, while earning leaves that part out.
    """

    by_line: list[LineFacts]

    def __init__(self, order: Order, member: MemberFacts, levels: dict[str, str], orders: int) -> None:
        self.order = order
        self.member = member
        self.levels = levels
        self.store = order.store
        self.channel = order.channel
        self.total = sum([line.amount for line in order.lines])
        self.quantity = sum([line.quantity for line in order.lines])
        self.weekday = (order.day + 6) % 7 + 1
        self.hour = order.minute % MINUTES_A_DAY // MINUTES_AN_HOUR
        self.year, self.month, self.day = _parts_of(order.day)
        self.member_orders = orders
        self.member_birth_month = member.birth_month

    def __getattr__(self, name: str) -> object:
        """Make a dear fact once and keep it; Python only asks here for what is not yet set."""
        make = _DEAR.get(name)
        if make is None:
            raise AttributeError(name)
        value = make(self)
        setattr(self, name, value)
        return value


def _member_days(facts: OrderFacts) -> int | None:
    joined = facts.member.joined_day
    return None if joined is None else facts.order.day - joined


_DEAR = {
    "categories": lambda facts: families(
        tuple(path for line in facts.order.lines for path in line.categories)
    ),
    "products": lambda facts: frozenset(line.product for line in facts.order.lines),
    "brands": lambda facts: frozenset(line.brand for line in facts.order.lines if line.brand),
    "line_count": lambda facts: len(facts.order.lines),
    "date": lambda facts: facts.order.day - EPOCH_DAY,
    "by_line": lambda facts: [LineFacts(line) for line in facts.order.lines],
    "member_days": _member_days,
}
