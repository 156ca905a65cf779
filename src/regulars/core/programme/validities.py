"""For how long a level holds once reached: months, to the end of a period, or until a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from regulars.core.periods import MONTHS_A_YEAR, MONTHS_IN, NEVER, Calendar, Day, add_months, end_of_months
from regulars.core.programme.document import Validity as Document

if TYPE_CHECKING:
    from regulars.core.programme.windows import Window


class Validity:
    """One validity made ready. Levels without an end answer `NEVER`."""

    __slots__ = ("_calendar", "_document", "_window", "has_end")

    def __init__(self, document: str | Document, window: Window, calendar: Calendar) -> None:
        self._document = document
        self._window = window
        self._calendar = calendar
        self.has_end = document not in {"none", "forever"}

    def until(self, at: int, anchor: int) -> int:
        """When a level that begins at this instant runs out.

        A day that has gone by ends nothing any more: the level holds until a version names another.
        """
        if not self.has_end:
            return NEVER
        day = self._calendar.day_of(at)
        until: int = self._calendar.start_of(self._end(day, anchor))
        return until if until > at else NEVER

    def _end(self, day: Day, anchor: int) -> int:
        """The first day on which it no longer holds."""
        match self._document:
            case Document(months=int(months)):
                return add_months(day, months)
            case Document(last_day=str(last)):
                return date.fromisoformat(last).toordinal() + 1
            case Document(end_of="window", more=more):
                return self._end_of_window(day, anchor, more)
            case Document(end_of=str(span), more=more):
                months = MONTHS_IN[span]
                return end_of_months(add_months(day, months * more), months) + 1
            case "end_of_year":
                return end_of_months(day, MONTHS_A_YEAR) + 1
            case _:
                return end_of_months(add_months(day, MONTHS_A_YEAR), MONTHS_A_YEAR) + 1

    def _end_of_window(self, day: Day, anchor: int, more: int) -> int:
        last = self._window.last_day(day, anchor)
        for _ in range(more):
            last = self._window.last_day(last + 1, anchor)
        return last + 1
