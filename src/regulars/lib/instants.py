"""Instants of the core, as PostgreSQL knows them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from regulars.core.periods import NEVER, Instant, instant, moment

if TYPE_CHECKING:
    from regulars.core.periods import Calendar


def to_database(at: int) -> datetime | None:
    """Answer a timestamp, or null for what never happens."""
    return None if at == NEVER else moment(Instant(at))


def from_database(at: datetime | None) -> int:
    """Answer an instant; null is never."""
    return NEVER if at is None else instant(at)


def day_to_database(day: int) -> date:
    """Answer the local date of an ordinal."""
    return date.fromordinal(day)


def date_in(calendar: Calendar, now: datetime) -> date:
    """Answer the date that it is in a calendar's zone, whatever it is elsewhere."""
    return day_to_database(calendar.day_of(instant(now)))


__all__ = ["Instant", "date_in", "day_to_database", "from_database", "instant", "moment", "to_database"]
