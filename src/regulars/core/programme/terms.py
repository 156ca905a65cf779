"""When points become usable and when they run out, worked out once for each local day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from regulars.core.periods import (
    MONTHS_A_YEAR,
    MONTHS_IN,
    NEVER,
    Calendar,
    Day,
    Instant,
    add_months,
    end_of_months,
)
from regulars.core.programme.life import MONTHS, Expiry, ExpiryTerms, Pending, Rolling, Sliding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Twelve months that end with the one that is named: (months in the period, the month that a year ends with).
_PERIODS: Final = {name: (span, MONTHS_A_YEAR) for name, span in MONTHS_IN.items()} | {
    name: (MONTHS_A_YEAR, number) for number, name in enumerate(MONTHS, 1)
}

Held = tuple[str, str]
"""A level of a track, as (track, level)."""


class Terms:
    """The life of a lot that opens on a local day. The expiry clock starts at activation, not at purchase.

    `slides` says that activity pushes the end on; the dates are then those without any.

    Where there are several expiries, the points live as long as the longest of them lets them. `waits_for` is the
    event that makes them usable, where one does.
    """

    __slots__ = ("_calendar", "_ends_made", "_expiries", "_made", "_pending", "slides", "waits_for")

    def __init__(
        self, calendar: Calendar, expiry: Expiry, pending: Pending | None, longer: tuple[Expiry, ...] = ()
    ) -> None:
        self._calendar = calendar
        self._expiries = (expiry, *longer)
        self._pending = pending
        self.slides = any(isinstance(one, ExpiryTerms) and one.sliding for one in self._expiries)
        self.waits_for = pending.until_event if pending else None
        self._made: dict[int, tuple[int, int]] = {}
        self._ends_made: dict[int, int] = {}

    def of(self, day: int, at: int) -> tuple[int, int]:
        """Answer (activates_at, expires_at) for points earned on this local day at this instant."""
        found = self._made.get(day)
        if found is None:
            found = self._made[day] = self._work_out(Day(day))
        activates_at, expires_at = found
        return (max(activates_at, at), expires_at)

    def without_order(self, day: int, at: int) -> tuple[int, int]:
        """Answer the same for what belongs to no order: nothing is ever told of one, so it waits for nothing."""
        return self.released(day, at) if self.waits_for else self.of(day, at)

    def released(self, day: int, at: int) -> tuple[int, int]:
        """Answer the same for points that become usable on this local day at this instant, whatever they waited for."""
        return at, self.ends_after(day)

    def ends_after(self, day: int) -> int:
        """When points run out that are active, or were kept alive, since this local day."""
        found = self._ends_made.get(day)
        if found is None:
            found = self._ends_made[day] = self._ends(Day(day))
        return found

    def _work_out(self, day: Day) -> tuple[int, int]:
        active = self._active_day(day)
        activates_at = self._calendar.start_of(active) if active > day else 0
        if self._pending and self._pending.timeout and self._pending.timeout.then == "expire":
            # Pending to the end, and gone at the very moment at which they would become usable.
            return activates_at, activates_at
        return activates_at, self._ends(active)

    def _ends(self, active: Day) -> int:
        ends = [last_day(expiry, active) for expiry in self._expiries]
        days = [day for day in ends if day is not None]
        return self._calendar.start_of(max(days) + 1) if len(days) == len(ends) else NEVER

    def _active_day(self, day: Day) -> Day:
        if self._pending is None:
            return day
        if self._pending.timeout is not None:
            return Day(day + self._pending.timeout.days)
        if self._pending.days is not None:
            return Day(day + self._pending.days)
        return max(day, Day(date.fromisoformat(str(self._pending.until)).toordinal()))


class TermsByLevel:
    """Terms that a level may make longer; worked out once for each combination of levels that counts."""

    __slots__ = ("_calendar", "_expiries", "_expiry", "_made", "_pending", "_plain", "waits_for")

    def __init__(
        self, calendar: Calendar, expiry: Expiry, pending: Pending | None, by_level: Mapping[Held, Expiry]
    ) -> None:
        self._plain = Terms(calendar, expiry, pending)
        self.waits_for = self._plain.waits_for
        self._calendar = calendar
        self._expiry = expiry
        self._pending = pending
        self._expiries = by_level
        self._made: dict[tuple[Held, ...], Terms] = {}

    def of(self, levels: Mapping[str, str]) -> Terms:
        """The terms for somebody who holds these levels, by track."""
        if not self._expiries:
            return self._plain
        held = tuple(one for one in levels.items() if one in self._expiries)
        found = self._made.get(held)
        if found is None:
            longer = tuple(self._expiries[one] for one in held)
            found = self._made[held] = Terms(self._calendar, self._expiry, self._pending, longer)
        return found


def last_day(expiry: Expiry, active: Day) -> Day | None:
    """The last local day on which points active since `active` can be used; None where they never run out."""
    match expiry:
        case "never":
            return None
        case "end_of_next_year":
            return end_of_months(add_months(active, MONTHS_A_YEAR), MONTHS_A_YEAR)
        case ExpiryTerms(rolling=Rolling() as rolling):
            return _rolled(rolling, active)
        case ExpiryTerms(sliding=Sliding() as sliding):
            return _moved(sliding, active)
        case ExpiryTerms(dates=dates):
            return next(day for day in _days_named(dates or [], active) if day >= active)


def _rolled(rolling: Rolling, active: Day) -> Day:
    day = _moved(rolling, active)
    if rolling.round_up_to == "day":
        return day
    span, last_month = _PERIODS[rolling.round_up_to]
    return end_of_months(day, span, last_month=last_month)


def _moved(span: Rolling | Sliding, day: Day) -> Day:
    if span.days is not None:
        return Day(day + span.days)
    return add_months(day, span.months or (span.years or 0) * MONTHS_A_YEAR)


def _days_named(dates: list[str], active: Day) -> Iterator[Day]:
    first = date.fromordinal(active).year
    for year in (first, first + 1):
        for name in sorted(dates):
            month, day = (int(part) for part in name.split("-"))
            # 29 February is kept as the end of February in years that lack it.
            start = Day(date(year, month, 1).toordinal())
            yield Day(min(start + day - 1, end_of_months(start, 1)))


def start_of_version(calendar: Calendar, effective_from: str) -> Instant:
    """The instant from which a version holds: the start of its first local day."""
    return calendar.start_of(date.fromisoformat(effective_from).toordinal())
