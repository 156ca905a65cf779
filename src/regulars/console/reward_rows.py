"""Rewards as the console shows them: stock and what was redeemed, the forecast drawn, and redemptions one by one."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils.translation import gettext as _

from regulars.console import charts
from regulars.console.home_rows import Charted
from regulars.core.running_out import LONG_DAYS
from regulars.desk.redeeming import stock_of
from regulars.rewards import queries
from regulars.supplies import queries as supplies
from regulars.telling.figures import clock, day, points_of, whole
from regulars.telling.rewards import code, price, reward_named, state

if TYPE_CHECKING:
    from regulars.core.programme.compiled import Version
    from regulars.core.programme.rewards import Reward
    from regulars.core.running_out import Forecast
    from regulars.rewards.queries import Had
    from regulars.supplies.queries import Left
    from regulars.telling.voice import Voice

#: A forecast is drawn no further ahead than this.
_AHEAD_DAYS: Final = 60
_ALMOST: Final = 80


class Row(NamedTuple):
    """One reward. `left` is empty where there is no end of it; `warns` where four fifths are gone, or everything."""

    id: str
    name: str
    price: str
    left: str
    in_all: str
    warns: str
    open: str
    handed_over: str
    back: str
    runs_out: str


class Redeemed(NamedTuple):
    """One redemption."""

    of: Had
    name: str
    price: str
    said: str
    when: str
    code: str


def rows(version: Version, voice: Voice, *, today: date) -> tuple[Row, ...]:
    """Every reward of a version."""
    stocks = supplies.left([stock_of(name) for name in version.rewards])
    counts, ahead = queries.counts(), supplies.forecasts(stocks.values(), today=today)
    return tuple(
        _row(reward, stocks.get(stock), counts.get(reward.id, {}), ahead.get(stock), voice, today)
        for reward in version.rewards.values()
        for stock in (stock_of(reward.id),)
    )


def redeemed(found: tuple[Had, ...], voice: Voice) -> tuple[Redeemed, ...]:
    """Redemptions in words."""
    return tuple(
        Redeemed(
            had, reward_named(had.reward, voice),
            price(points_of(had.points, voice.points[had.currency], voice) if had.currency in voice.points else str(had.points), had.money, voice),
            state(had, voice), f"{day(had.redeemed_at, voice)} {clock(had.redeemed_at, voice)}", code(had),
        )
        for had in found
    )  # fmt: skip


def forecast_chart(reward: Reward, voice: Voice, *, today: date) -> Charted | None:
    """What was left at the end of each of the last days, and the corridor in which it runs out; None without a stock."""
    found = supplies.left([stock_of(reward.id)]).get(stock_of(reward.id))
    if found is None:
        return None
    taken = supplies.taken_by_day(stock_of(reward.id), until=today)
    past = _left_by_day(found.there, taken, today)
    ahead = supplies.forecasts([found], today=today)[found.name]
    points = [charts.Point(f"{one:%m/%d}", _("left"), left) for one, left in past]
    if ahead is not None and found.there:
        points += _corridor(found.there, ahead, today)
    said = runs_out(ahead, voice, today=today) if found.there else _("Nothing is left.")
    heads = (_("Day"), _("Taken"), _("Left at its end"))
    table = tuple(
        (f"{one:%Y/%m/%d}", whole(number), whole(left))
        for (one, left), number in zip(past[:-1], taken, strict=True)
    )
    return Charted(
        _("What is left of %(name)s") % {"name": reward_named(reward.id, voice)}, said,
        charts.lines(points, unit=_("pieces")) if len(past) > 1 else None, heads, table,
    )  # fmt: skip


def runs_out(ahead: Forecast | None, voice: Voice, *, today: date) -> str:  # noqa: ARG001 - said alike in both languages' voices.
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


def _row(
    reward: Reward,
    left: Left | None,
    counts: dict[str, int],
    ahead: Forecast | None,
    voice: Voice,
    today: date,
) -> Row:
    there = left.there if left else reward.document.stock
    in_all = left.put_in if left else reward.document.stock
    spent = left.spent_percent if left else 0
    warns = "" if there is None or spent < _ALMOST else ("bad" if there == 0 else "warn")
    return Row(
        reward.id, reward_named(reward.id, voice),
        price(points_of(reward.points, voice.points[reward.currency], voice), reward.money, voice),
        "" if there is None else whole(there), "" if in_all is None else whole(in_all), warns,
        whole(counts.get("redeemed", 0)), whole(counts.get("handed_over", 0)),
        whole(counts.get("cancelled", 0) + counts.get("lapsed", 0)),
        runs_out(ahead, voice, today=today) if left and there else "",
    )  # fmt: skip


def _left_by_day(there: int, taken: tuple[int, ...], today: date) -> list[tuple[date, int]]:
    """What was left at the end of each day that is over, and now. What was put in meanwhile is taken for there before."""
    found, left = [(today, there)], there
    for back, number in enumerate(reversed(taken), 1):
        found.append((today - timedelta(days=back), left))
        left += number
    return list(reversed(found))


def _corridor(there: int, ahead: Forecast, today: date) -> list[charts.Point]:
    last = min(max(ahead.soonest or 0, ahead.latest or _AHEAD_DAYS), _AHEAD_DAYS, LONG_DAYS * 2)
    return [
        charts.Point(f"{today + timedelta(days=step):%m/%d}", name, max(0, ceil(there - float(pace) * step)))
        for name, pace in ((_("at the quicker pace"), ahead.fast), (_("at the slower pace"), ahead.slow))
        for step in range(last + 1)
    ]
