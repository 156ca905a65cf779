"""Local days and the spans that a programme counts in; zones enter here and nowhere else in the core."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import Final, NewType
from zoneinfo import ZoneInfo

Instant = NewType("Instant", int)
"""Microseconds since 1970 in UTC: exact, small, quick to compare, and equal to PostgreSQL's grain."""

Day = NewType("Day", int)
"""A local date as its proleptic ordinal (`date.toordinal`)."""

NEVER: Final = Instant(2**63 - 1)
"""Later than every instant, so that what never happens sorts last by itself."""

#: The years in which anything may lie: a date beyond them is a slip, and near the ends of the calendar a zone falls off.
FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2199

MONTHS_A_YEAR: Final = 12

MONTHS_IN: Final = {"month": 1, "quarter": 3, "half_year": 6, "year": MONTHS_A_YEAR}
"""The spans of whole months that a programme names."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def instant(moment: datetime) -> Instant:
    """Turn an aware datetime into an instant; a naive one is a fault of the caller."""
    return Instant((moment - _EPOCH) // _MICROSECOND)


def moment(at: Instant) -> datetime:
    """Turn an instant into an aware datetime in UTC."""
    return _EPOCH + timedelta(microseconds=at)


def add_months(day: Day, months: int) -> Day:
    """Move by calendar months; the day clamps, so 31 January and one month is the end of February."""
    start = date.fromordinal(day)
    year, month = divmod(start.year * MONTHS_A_YEAR + start.month - 1 + months, MONTHS_A_YEAR)
    return Day(date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).toordinal())


def end_of_months(day: Day, span: int, *, last_month: int = MONTHS_A_YEAR) -> Day:
    """Last day of the `span`-month period (1, 3, 6, 12) that holds `day`, in a year ending `last_month`."""
    start = date.fromordinal(day)
    ahead = (last_month - start.month) % span
    year, month = divmod(start.year * MONTHS_A_YEAR + start.month - 1 + ahead, MONTHS_A_YEAR)
    return Day(date(year, month + 1, monthrange(year, month + 1)[1]).toordinal())


class Calendar:
    """A zone's days. Remembers what it computed: the same few hundred days are asked for all the time."""

    __slots__ = ("_starts", "_zone")

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)
        self._starts: dict[int, Instant] = {}

    def start_of(self, day: int) -> Instant:
        """First instant of a local day, also where the clocks skip midnight."""
        found = self._starts.get(day)
        if found is None:
            midnight = datetime.combine(date.fromordinal(day), datetime.min.time(), self._zone)
            found = self._starts[day] = instant(midnight.astimezone(UTC))
        return found

    def local(self, at: Instant) -> tuple[Day, int]:
        """Local date of an instant, and the minutes on the wall clock."""
        here = moment(at).astimezone(self._zone)
        return Day(here.toordinal()), here.hour * 60 + here.minute

    def day_of(self, at: int) -> Day:
        """Local date of an instant, also of one that went through a struct, which holds plain numbers."""
        return Day(moment(Instant(at)).astimezone(self._zone).toordinal())

    def read(self, naive: datetime) -> Instant:
        """Read a wall-clock time without a zone as this zone's; the first of two equal ones."""
        return instant(naive.replace(tzinfo=self._zone).astimezone(UTC))
