"""How a supply runs out, drawn and said: what was left day by day, and the corridor ahead."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from regulars.console import charts
from regulars.console.home_rows import Charted
from regulars.core.running_out import LONG_DAYS
from regulars.telling.figures import whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regulars.core.running_out import Forecast

#: A forecast is drawn no further ahead than this.
_AHEAD_DAYS: Final = 60
#: From so many per cent on, little is left.
ALMOST: Final = 80


def chart_of(
    there: int,
    taken: Sequence[int],
    ahead: Forecast | None,
    *,
    title: str,
    unit: str,
    today: date,
    ends: date | None = None,
) -> Charted:
    """What was left at the end of each of the last days, and the corridor in which it runs out, as far as its time goes."""
    past = _left_by_day(there, taken, today)
    points = [charts.Point(f"{one:%m/%d}", _("left"), left) for one, left in past]
    if ahead is not None and there:
        points += _corridor(there, ahead, today, _AHEAD_DAYS if ends is None else (ends - today).days)
    said = runs_out(ahead, today=today) if there else _("Nothing is left.")
    heads = (_("Day"), _("Taken"), _("Left at its end"))
    table = tuple(
        (f"{one:%Y/%m/%d}", whole(number), whole(left))
        for (one, left), number in zip(past[:-1], taken, strict=True)
    )
    return Charted(title, said, charts.lines(points, unit=unit) if len(past) > 1 else None, heads, table)


def runs_out(ahead: Forecast | None, *, today: date) -> str:
    """When a stock runs out, in a few words."""
    if ahead is None:
        return _("Under a week of days: it cannot be said when it runs out.")
    if ahead.soonest is None:
        return _("Nobody has taken any of late.")
    first = f"{today + timedelta(days=ahead.soonest):%Y/%m/%d}"
    if ahead.latest is None:
        return _("It runs out on %(first)s at the earliest.") % {"first": first}
    last = f"{today + timedelta(days=ahead.latest):%Y/%m/%d}"
    if first == last:
        return _("It runs out about %(first)s.") % {"first": first}
    return _("It runs out between %(first)s and %(last)s.") % {"first": first, "last": last}


def _left_by_day(there: int, taken: Sequence[int], today: date) -> list[tuple[date, int]]:
    """What was left at the end of each day that is over, and now. What was put in meanwhile is taken for there before."""
    found, left = [(today, there)], there
    for back, number in enumerate(reversed(taken), 1):
        found.append((today - timedelta(days=back), left))
        left += number
    return list(reversed(found))


def _corridor(there: int, ahead: Forecast, today: date, most: int) -> list[charts.Point]:
    last = min(max(ahead.soonest or 0, ahead.latest or _AHEAD_DAYS), most, LONG_DAYS * 2)
    return [
        charts.Point(f"{today + timedelta(days=step):%m/%d}", name, max(0, ceil(there - float(pace) * step)))
        for name, pace in ((_("at the quicker pace"), ahead.fast), (_("at the slower pace"), ahead.slow))
        for step in range(last + 1)
    ]
