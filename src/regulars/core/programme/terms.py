"""When points become usable and when they run out, worked out once for each local day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from regulars.core.periods import NEVER, Calendar, Day, Instant, add_months, end_of_months
from regulars.core.programme.document import Expiry, ExpiryTerms, Pending, Rolling

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS_IN: Final = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_MONTHS_A_YEAR: Final = 12


class Terms:
    """The life of a lot that opens on a local day. The expiry clock starts at activation, not at purchase."""

    __slots__ = ("_calendar", "_expiry", "_made", "_pending")

    def __init__(self, calendar: Calendar, expiry: Expiry, pending: Pending | None) -> None:
        self._calendar = calendar
        self._expiry = expiry
        self._pending = pending
        self._made: dict[int, tuple[int, int]] = {}

    def of(self, day: int, at: int) -> tuple[int, int]:
        """Answer (activates_at, expires_at) for points earned on this local day at this instant."""
        found = self._made.get(day)
        if found is None:
            found = self._made[day] = self._work_out(Day(day))
        activates_at, expires_at = found
        return (max(activates_at, at), expires_at)

    def _work_out(self, day: Day) -> tuple[int, int]:
        active = self._active_day(day)
        activates_at = self._calendar.start_of(active) if active > day else 0
        last = last_day(self._expiry, active)
        return activates_at, NEVER if last is None else self._calendar.start_of(last + 1)

    def _active_day(self, day: Day) -> Day:
        if self._pending is None:
            return day
        if self._pending.days is not None:
            return Day(day + self._pending.days)
        return max(day, Day(date.fromisoformat(str(self._pending.until)).toordinal()))


def last_day(expiry: Expiry, active: Day) -> Day | None:
    """The last local day on which points active since `active` can be used; None where they never run out."""
    match expiry:
        case "never":
            return None
        case "end_of_next_year":
            return end_of_months(add_months(active, _MONTHS_A_YEAR), _MONTHS_A_YEAR)
        case ExpiryTerms(rolling=Rolling() as rolling):
            return _rolled(rolling, active)
        case ExpiryTerms(dates=dates):
            return next(day for day in _days_named(dates or [], active) if day >= active)


def _rolled(rolling: Rolling, active: Day) -> Day:
    if rolling.days is not None:
        day = Day(active + rolling.days)
    else:
        day = add_months(active, rolling.months or (rolling.years or 0) * _MONTHS_A_YEAR)
    return day if rolling.round_up_to == "day" else end_of_months(day, _MONTHS_IN[rolling.round_up_to])


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
