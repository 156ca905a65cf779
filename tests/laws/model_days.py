"""The second opinion's calendar: days are walked one by one, and a day's first instant is searched for."""

from calendar import month_name, monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
NAMES = [name.lower() for name in month_name[1:]]
NEVER = 2**63 - 1


@cache
def start_of(zone, day):
    """The first instant of a local day: halve the days around it until only one instant is left."""
    wanted, clock = date.fromordinal(day), ZoneInfo(zone)
    before = datetime.combine(wanted, time(), UTC) - timedelta(days=2)
    after = before + timedelta(days=4)
    while after - before > MICROSECOND:
        middle = before + (after - before) // 2
        if middle.astimezone(clock).date() >= wanted:
            after = middle
        else:
            before = middle
    return (after - EPOCH) // MICROSECOND


def day_of(zone, at):
    return (EPOCH + at * MICROSECOND).astimezone(ZoneInfo(zone)).date().toordinal()


def months_later(day, months):
    before = date.fromordinal(day)
    year, month = divmod(before.year * 12 + before.month - 1 + months, 12)
    return date(year, month + 1, min(before.day, monthrange(year, month + 1)[1])).toordinal()


def first_of_year(day, years_later):
    return date(date.fromordinal(day).year + years_later, 1, 1).toordinal()


def last_day(expiry, active):
    """The last day of points that are usable since `active`, walked to; None where there is none."""
    if expiry == "never":
        return None
    if expiry == "end_of_next_year":
        return first_of_year(active, 2) - 1
    if expiry.sliding:
        length = expiry.sliding
        return (
            active + length.days if length.days else months_later(active, length.months or 12 * length.years)
        )
    return _rolled(expiry.rolling, active) if expiry.rolling else _named(frozenset(expiry.dates), active)


def _rolled(rolling, active):
    if rolling.days:
        last = active + rolling.days
    else:
        last = months_later(active, rolling.months or 12 * rolling.years)
    while rolling.round_up_to != "day" and not _ends(rolling.round_up_to, last):
        last += 1
    return last


def _ends(period, day):
    today, tomorrow = date.fromordinal(day), date.fromordinal(day + 1)
    if period not in MONTHS:
        return tomorrow.day == 1 and f"{today:%B}".lower() == period
    return tomorrow.day == 1 and (tomorrow.month - 1) % MONTHS[period] == 0


def _named(names, active):
    """Walk to the next of the dates; 29 February is the 28th where there is none."""
    day = active
    while True:
        today = date.fromordinal(day)
        name = f"{today:%m-%d}"
        if name in names or (name == "02-28" and "02-29" in names and monthrange(today.year, 2)[1] == 28):
            return day
        day += 1


def active_day(pending, day):
    """The day on which points become usable if nothing is ever told."""
    if pending in (None, "none"):
        return day
    if pending.until_event:
        return day + pending.timeout.days
    return day + pending.days if pending.days else max(day, date.fromisoformat(pending.until).toordinal())


def next_period(day, months, begins_in=1):
    """The first day of the period after the one that holds a day, walked to; periods begin in a month of their year."""
    day += 1
    while not (date.fromordinal(day).day == 1 and (date.fromordinal(day).month - begins_in) % months == 0):
        day += 1
    return day


def next_anniversary(day, anchor):
    """The first anniversary of a day of joining that comes after a day."""
    years = date.fromordinal(day).year - date.fromordinal(anchor).year
    return min(one for one in (months_later(anchor, 12 * (years + more)) for more in (-1, 0, 1)) if one > day)


def next_in_window(window, day, anchor):
    """The first day on which a window looks back no more upon a day; None where it always does."""
    if isinstance(window, str):
        if window == "membership_year":
            return next_anniversary(day, anchor)
        return next_period(day, 12) if window == "calendar_year" else None
    if window.rolling:
        rolling = window.rolling
        return months_later(day, rolling.months) if rolling.months else day + rolling.days
    return next_period(day, MONTHS[window.calendar.every], NAMES.index(window.calendar.year_begins_in) + 1)


def leaves_window(zone, window, day, anchor):
    """When what was counted on a day stops counting."""
    next_day = next_in_window(window, day, anchor)
    return NEVER if next_day is None else start_of(zone, next_day)


def next_rise(zone, up, window, at, anchor):
    """When levels next go up, after an instant, that do not go up at once."""
    day = day_of(zone, at)
    if up == "next_day":
        return start_of(zone, day + 1)
    return start_of(zone, next_period(day, 1) if up == "next_month" else next_in_window(window, day, anchor))


def level_ends(zone, validity, window, at, anchor):
    """Until when a level holds that is reached or renewed at an instant; a day that has gone by ends nothing."""
    day = day_of(zone, at)
    if validity in ("none", "forever"):
        return NEVER
    if validity in ("end_of_year", "end_of_next_year"):
        return start_of(zone, first_of_year(day, 1 if validity == "end_of_year" else 2))
    if validity.last_day:
        ends = start_of(zone, date.fromisoformat(validity.last_day).toordinal() + 1)
        return ends if ends > at else NEVER
    if validity.months:
        return start_of(zone, months_later(day, validity.months))
    for _ in range(1 + validity.more):
        is_window = validity.end_of == "window"
        day = next_in_window(window, day, anchor) if is_window else next_period(day, MONTHS[validity.end_of])
    return start_of(zone, day)
