"""The end of a back-test as people write it: a local date, or an instant."""

from __future__ import annotations

from datetime import date, datetime

from regulars.core.periods import Calendar, Instant, instant
from regulars.desk.backtest.refusals import MomentUnreadable


def last_instant(until: str, calendar: Calendar) -> Instant:
    """The last instant of a local date, or the instant itself; a time without a zone is the programme's.

    What falls due at the midnight after a date belongs to the next day, and has not happened yet.
    """
    try:
        day = date.fromisoformat(until)
    except ValueError:
        return _instant(until, calendar)
    return Instant(calendar.start_of(day.toordinal() + 1) - 1)


def _instant(until: str, calendar: Calendar) -> Instant:
    try:
        moment = datetime.fromisoformat(until)
    except ValueError:
        raise MomentUnreadable(given=until) from None
    return instant(moment) if moment.tzinfo else calendar.read(moment)
