"""What reports answer: frozen values with their as-of time; money in minor units of the shop's currency."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import msgspec

from regulars.core.programme.document import Words
from regulars.desk.health import Log
from regulars.insight.funding import Funded


class Change(msgspec.Struct, frozen=True):
    """A figure of the last 30 days, and of the 30 before them."""

    now: int
    before: int

    @property
    def share(self) -> float | None:
        """How much more, as a part of before; None where there was nothing to compare with."""
        return (self.now - self.before) / self.before if self.before else None


class Ending(msgspec.Struct, frozen=True):
    """Points whose last usable day lies in one local month; `month` is its first day, None for never."""

    month: date | None
    points: int


class PointsOwed(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of points over all members. `worth` is the money value of what is outstanding, in major units.

    `soon` is what runs out within 90 days.
    """

    currency: str
    name: Words
    issued: int
    outstanding: int
    pending: int
    worth: Decimal
    soon: int
    endings: tuple[Ending, ...]


class Week(msgspec.Struct, frozen=True):
    """What was bought in a week that starts on a Monday, before anything came back."""

    starts: date
    member_sales: int
    other_sales: int
    member_orders: int
    other_orders: int


class LevelMove(msgspec.Struct, frozen=True):
    """A level that changed, newest first. `was` is None for a level that no version names any more."""

    wallet_id: int
    nickname: str
    track: Words
    was: Words
    becomes: Words
    at: datetime
    is_up: bool


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """The shop in one page, as of a moment. `weeks` are the last whole weeks; `funding` is empty where the shop alone pays."""

    as_of: datetime
    money: str
    members: int
    joined: Change
    active: Change
    orders: Change
    sales: Change
    points: tuple[PointsOwed, ...]
    weeks: tuple[Week, ...]
    moves: tuple[LevelMove, ...]
    funding: tuple[Funded, ...] = ()


class Health(msgspec.Struct, frozen=True):
    """Whether the desk keeps up: how many members are due, and since when the first of them waits.

    `proved_at` is when the books were last proved, and `broken` how many places did not hold; None if never. `log` is what came over
    the wire and waits.
    """

    due: int
    due_since: datetime | None
    proved_at: datetime | None
    proved_entries: int
    broken: int | None
    log: Log
