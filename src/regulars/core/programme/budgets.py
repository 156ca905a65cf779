"""A budget made ready: how many points it holds, and the supply that holds them on a day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from regulars.core.periods import Day, end_of_months

if TYPE_CHECKING:
    from regulars.core.programme.budget_document import Budget as Document
    from regulars.core.programme.document import PointsCurrency

_DAYS_A_WEEK: Final = 7


def points_within(document: Document, worth: Fraction) -> int:
    """How many points a budget holds: what is written in money buys whole points, and never costs more."""
    if document.points is not None:
        return document.points
    return int(Fraction(str(document.money)) / worth)


def worth_of(points: PointsCurrency) -> Fraction:
    """What one point costs the shop, in major units of money."""
    return Fraction(str(points.worth))


class Budget:
    """So many points for everybody together. `name` is that of its supply, before the period."""

    __slots__ = ("name", "per", "points")

    def __init__(self, name: str, document: Document, worth: Fraction) -> None:
        self.name, self.per = name, document.per
        self.points = points_within(document, worth)

    def supply(self, day: int) -> str:
        """The supply that a day's gifts are taken from; a period bears its first day."""
        return self.name if self.per is None else f"{self.name}:{date.fromordinal(self._first(day))}"

    def last_day(self, day: int) -> int | None:
        """The last day of the period that holds a day; None where there is none."""
        if self.per is None:
            return None
        if self.per == "month":
            return end_of_months(Day(day), 1)
        return self._first(day) + (_DAYS_A_WEEK - 1 if self.per == "week" else 0)

    def _first(self, day: int) -> int:
        if self.per == "month":
            return date.fromordinal(day).replace(day=1).toordinal()
        return day - (day - 1) % _DAYS_A_WEEK if self.per == "week" else day


def budget_of(name: str, document: Document | None, points: PointsCurrency | None) -> Budget | None:
    """The budget of something that gives these points; None where it has none."""
    return None if document is None or points is None else Budget(name, document, worth_of(points))


def rule_budget(rule: str) -> str:
    """What the supplies of a rule's budget are called."""
    return f"rule:{rule}"
