"""What the demo shop tells: members who join, sales, returns, cancellations and points spent."""

from datetime import datetime

from msgspec import Struct

from regulars.demo.corners import Channel


class Line(Struct, frozen=True, gc=False):
    """`amount` is for the whole line, after the shop's discount; `categories` are paths, `books/literature`."""

    product: str
    name: str
    quantity: int
    amount: int
    categories: tuple[str, ...]
    brand: str


class ReturnedLine(Struct, frozen=True, gc=False):
    """`amount` is the money given back for these pieces."""

    product: str
    quantity: int
    amount: int


class Joined(Struct, frozen=True, tag="member", tag_field="kind"):
    card: str
    nickname: str
    birth_month: int
    occurred_at: datetime


class Sale(Struct, frozen=True, tag="sale", tag_field="kind"):
    """Of the lines' amounts, `paid_with_points` came from the `points_used`, and the rest was money."""

    id: str
    occurred_at: datetime
    member: str | None
    store: str
    channel: Channel
    lines: tuple[Line, ...]
    points_used: int = 0
    paid_with_points: int = 0

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)


class Return(Struct, frozen=True, tag="return", tag_field="kind"):
    """`of` is the receipt that was shown, or None where there was none."""

    id: str
    occurred_at: datetime
    of: str | None
    member: str | None
    store: str
    channel: Channel
    lines: tuple[ReturnedLine, ...]


class Cancellation(Struct, frozen=True, tag="cancellation", tag_field="kind"):
    """The whole of a sale is taken back before the goods left."""

    id: str
    occurred_at: datetime
    of: str
    member: str | None
    store: str
    channel: Channel


class Spend(Struct, frozen=True, tag="spend", tag_field="kind"):
    """Points handed over for a treat rather than towards a receipt."""

    id: str
    occurred_at: datetime
    member: str
    points: int
    for_what_zh: str
    for_what_en: str


Happening = Joined | Sale | Return | Cancellation | Spend
