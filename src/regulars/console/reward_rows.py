"""Rewards as the console shows them: stock and what was redeemed, the forecast drawn, and redemptions one by one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils.translation import gettext as _

from regulars.console.supply_rows import ALMOST, chart_of, runs_out
from regulars.desk.redeeming import stock_of
from regulars.rewards import donations as given
from regulars.rewards import draws, queries
from regulars.supplies import queries as supplies
from regulars.telling.figures import clock, day, points_of, whole
from regulars.telling.rewards import code, odds, price, reward_named, state

if TYPE_CHECKING:
    from regulars.console.home_rows import Charted
    from regulars.core.programme.compiled import Version
    from regulars.core.programme.rewards import Reward
    from regulars.core.running_out import Forecast
    from regulars.rewards.queries import Had
    from regulars.supplies.queries import Left
    from regulars.telling.voice import Voice

DONATIONS_SHOWN: Final = 14


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


class Donated(NamedTuple):
    """What came in for a cause on a day. `is_over` where it can be passed on, `said` how that stands."""

    cause: str
    day: str
    iso: str
    points: str
    number: str
    can_be_passed_on: bool
    said: str


class Lottery(NamedTuple):
    """A lottery as it stands; `seed` and `won` once it is drawn."""

    draw: str
    odds: str
    seal: str
    seed: str
    won: tuple[tuple[str, str], ...]


def donations(voice: Voice, *, today: date) -> tuple[Donated, ...]:
    """What came in of late, by day and cause."""
    return tuple(
        Donated(
            one.cause, f"{one.day:%Y/%m/%d}", one.day.isoformat(),
            points_of(one.points, voice.points[one.currency], voice) if one.currency in voice.points else str(one.points),
            whole(one.donations), bool(one.waiting) and one.day < today,
            _("waits") if one.waiting else _("passed on"),
        )
        for one in given.sums(limit=DONATIONS_SHOWN)
    )  # fmt: skip


def lottery(reward: Reward, voice: Voice) -> Lottery | None:
    """The draw of a lottery; None of what is none."""
    terms = reward.document.lottery
    if terms is None:
        return None
    day = date.fromordinal(reward.draw)
    found = draws.sealed(reward.id, day)
    number = sum(each.number for each in terms.prizes)
    if found is None:
        return Lottery(f"{day:%Y/%m/%d}", odds(number, 0, voice), "", "", ())
    prizes = [chinese if voice.is_chinese else english for _, chinese, english in found.prizes]
    won = tuple((whole(ticket), prizes[place]) for ticket, place in found.won.items())
    number = sum(each for each, *_ in found.prizes)
    said = odds(number, len(found.tickets), voice)
    return Lottery(f"{day:%Y/%m/%d}", "" if found.seed else said, found.seal, found.seed, won)


def forecast_chart(reward: Reward, voice: Voice, *, today: date) -> Charted | None:
    """What was left at the end of each of the last days, and the corridor in which it runs out; None without a stock."""
    found = supplies.left([stock_of(reward.id)]).get(stock_of(reward.id))
    if found is None:
        return None
    taken = supplies.taken_by_day(stock_of(reward.id), until=today)
    ahead = supplies.forecasts([found], today=today)[found.name]
    title = _("What is left of %(name)s") % {"name": reward_named(reward.id, voice)}
    return chart_of(found.there, taken, ahead, title=title, unit=_("pieces"), today=today)


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
    warns = "" if there is None or spent < ALMOST else ("bad" if there == 0 else "warn")
    return Row(
        reward.id, reward_named(reward.id, voice),
        price(points_of(reward.points, voice.points[reward.currency], voice), reward.money, voice),
        "" if there is None else whole(there), "" if in_all is None else whole(in_all), warns,
        whole(counts.get("redeemed", 0)), whole(counts.get("handed_over", 0)),
        whole(counts.get("cancelled", 0) + counts.get("lapsed", 0)),
        runs_out(ahead, today=today) if left and there else "",
    )  # fmt: skip
