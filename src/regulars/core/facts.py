"""What conditions may read of a receipt, its member and the calendar."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from regulars.core.events import MINUTES_A_DAY, Line, Order

if TYPE_CHECKING:
    from collections.abc import Callable

Made = TypeVar("Made")

MINUTES_AN_HOUR = 60

#: Conditions count dates in days since 1970-01-01.
EPOCH_DAY = date(1970, 1, 1).toordinal()


class MemberFacts(Protocol):
    """What a member told us; a wallet has it."""

    joined_day: int | None
    birth_month: int | None


class Answered(Protocol):
    """The answers to questions of behaviour, by their keys."""

    def get(self, key: str, /) -> int | bool | None:
        """What a question is answered."""


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
def parts_of(day: int) -> tuple[int, int, int]:
    """Year, month and day of a local date; the same few days are asked for all the time."""
    found = date.fromordinal(day)
    return found.year, found.month, found.day


class _when_asked(Generic[Made]):  # noqa: N801 - it is written as a decorator.
    """A fact that is made when somebody asks, and then kept as if it had been there from the beginning."""

    def __init__(self, make: Callable[[OrderFacts], Made]) -> None:
        self._make = make
        self._name = make.__name__

    def __get__(self, facts: OrderFacts, _: type[OrderFacts]) -> Made:
        made = self._make(facts)
        # Python finds what stands in the object before it comes here again.
        setattr(facts, self._name, made)
        return made


class OrderFacts:
    """One receipt with its member and its moment; dear facts are made when somebody asks.

    `total` is what the lines came to, the part paid with points or vouchers included: a condition
    speaks of the size of the receipt, while earning leaves that part out. `behaviour` answers questions, and is there
    only where the programme asks some.
    """

    behaviour: Answered

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
        self.year, self.month, self.day = parts_of(order.day)
        self.member_orders = orders
        self.member_birth_month = member.birth_month

    @_when_asked
    def categories(self) -> frozenset[str]:
        """Every branch in which some line lies."""
        return families(tuple([path for line in self.order.lines for path in line.categories]))

    @_when_asked
    def products(self) -> frozenset[str]:
        """The products of all lines."""
        return frozenset([line.product for line in self.order.lines])

    @_when_asked
    def brands(self) -> frozenset[str]:
        """The brands of all lines that have one."""
        return frozenset([line.brand for line in self.order.lines if line.brand])

    @_when_asked
    def line_count(self) -> int:
        """How many lines there are."""
        return len(self.order.lines)

    @_when_asked
    def date(self) -> int:
        """The local date, in days since 1970-01-01."""
        return self.order.day - EPOCH_DAY

    @_when_asked
    def by_line(self) -> list[LineFacts]:
        """What conditions on lines read, line by line."""
        return [LineFacts(line) for line in self.order.lines]

    @_when_asked
    def member_days(self) -> int | None:
        """Days since the member joined, where we know it."""
        joined = self.member.joined_day
        return None if joined is None else self.order.day - joined
