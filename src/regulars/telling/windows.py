"""From which day on a purchase counts towards keeping a level: the window at its end looks back only so far."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from regulars.core.periods import MONTHS_IN, Day, add_months
from regulars.core.programme.document import CalendarWindow, Window

Looking = Literal["lifetime", "calendar_year", "membership_year", "level_term", "last_change"] | Window
_CLAMPED = 3
"""Months clamp, so that the day that counts may lie up to three days off the day so many months before."""


def counts_from(window: Looking, *, until: datetime, zone: str) -> datetime | None:
    """The first moment whose purchases still count when a level is reviewed at `until`; None if all do."""
    here = ZoneInfo(zone)
    review = until.astimezone(here).date()
    first = _first_day(window, review)
    if first is None:
        return None
    return datetime.combine(first, datetime.min.time(), here).astimezone(UTC)


def _first_day(window: Looking, review: date) -> date | None:
    if window == "calendar_year":
        return (
            date(review.year - 1, 1, 1) if (review.month, review.day) == (1, 1) else date(review.year, 1, 1)
        )
    if not isinstance(window, Window):
        return None
    if window.calendar is not None:
        return _first_of_period(window.calendar, review)
    rolling = window.rolling
    assert rolling is not None, "the check asks for one of the two"
    if rolling.months is None:
        return date.fromordinal(review.toordinal() - (rolling.days or 0))
    day = add_months(Day(review.toordinal()), -rolling.months) - _CLAMPED
    while add_months(Day(day), rolling.months) < review.toordinal():
        day += 1
    return date.fromordinal(day)


def _first_of_period(calendar: CalendarWindow, review: date) -> date:
    """The first day of the period that the day before the review lies in: what it reads."""
    last = date.fromordinal(review.toordinal() - 1)
    span = MONTHS_IN[calendar.every]
    months = last.year * 12 + last.month - 1
    first = months - (last.month - calendar.first_month) % span
    return date(first // 12, first % 12 + 1, 1)
