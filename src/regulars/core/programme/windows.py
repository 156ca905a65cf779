"""How far back a track looks: when what was counted on a day stops counting, and where one stretch ends."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from regulars.core.periods import MONTHS_A_YEAR, MONTHS_IN, NEVER, Calendar, Day, add_months, end_of_months
from regulars.core.programme.document import CalendarWindow, RollingWindow
from regulars.core.programme.document import Window as Document

if TYPE_CHECKING:
    from typing import Literal


class Window:
    """One window made ready. `anchor` is the local day of joining; only a membership year asks for it."""

    __slots__ = ("_calendar", "_month_span", "_rolling", "_year_ends_in", "is_anchored", "restarts")

    #: Whether the count begins anew never, with every change of level, or with every term of one.
    restarts: Literal["never", "change", "term"]

    def __init__(self, document: str | Document, calendar: Calendar) -> None:
        self._calendar = calendar
        self.is_anchored = document == "membership_year"
        self.restarts = (
            "term" if document == "level_term" else "change" if document == "last_change" else "never"
        )
        self._rolling: RollingWindow | None = None
        self._month_span, self._year_ends_in = 0, MONTHS_A_YEAR
        if document == "calendar_year":
            self._month_span = MONTHS_A_YEAR
        elif isinstance(document, Document):
            self._rolling = document.rolling
            if document.calendar is not None:
                self._take(document.calendar)

    def _take(self, calendar: CalendarWindow) -> None:
        self._month_span = MONTHS_IN[calendar.every]
        self._year_ends_in = (calendar.first_month - 2) % MONTHS_A_YEAR + 1

    @property
    def has_periods(self) -> bool:
        """Whether it falls into stretches that follow each other, so that one may speak of the next."""
        return self.is_anchored or bool(self._month_span)

    def leaves_at(self, day: int, anchor: int) -> int:
        """When what was counted on a local day stops counting."""
        if self.has_periods:
            return self._calendar.start_of(self.last_day(day, anchor) + 1)
        if self._rolling is None:
            return NEVER
        if self._rolling.months is not None:
            return self._calendar.start_of(add_months(Day(day), self._rolling.months))
        return self._calendar.start_of(day + (self._rolling.days or 0))

    def last_day(self, day: int, anchor: int) -> Day:
        """The last day of the stretch that holds a day; only where there are stretches."""
        if self.is_anchored:
            return _before_anniversary(day, anchor)
        return end_of_months(Day(day), self._month_span, last_month=self._year_ends_in)


def _before_anniversary(day: int, anchor: int) -> Day:
    """The day before the next anniversary of `anchor`; 29 February is kept on the 28th where there is none."""
    years = date.fromordinal(day).year - date.fromordinal(anchor).year
    turns = add_months(Day(anchor), years * MONTHS_A_YEAR)
    if turns <= day:
        turns = add_months(Day(anchor), (years + 1) * MONTHS_A_YEAR)
    return Day(turns - 1)
