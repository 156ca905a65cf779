"""The home page in words: figures with their trend, charts with the table behind them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Final, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.console import charts
from regulars.core.money import exponent
from regulars.desk.health import Log
from regulars.insight.answers import Change, Health, Home, LevelMove, PointsOwed, Week
from regulars.telling.figures import clock, day, money, points_of, priced, whole
from regulars.telling.voice import Voice

_MANY: Final = 10_000
#: What comes over the wire is read within a second; a minute is worth a look.
_SECONDS_THAT_SHOW: Final = 60


class Tile(NamedTuple):
    """One figure. `trend` compares it with the time before; `tone` is good, bad or empty."""

    label: str
    figure: str
    detail: str = ""
    trend: str = ""
    tone: str = ""


class Sign(NamedTuple):
    """One sign of health; `tone` is good, warn, bad or none. `page` is the address where more of it stands."""

    said: str
    tone: str
    page: str = ""


class Charted(NamedTuple):
    """A chart with what it says for those who cannot see it, and the table behind it."""

    title: str
    said: str
    drawing: charts.Drawn | None
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Moved(NamedTuple):
    """A level that changed."""

    wallet_id: int
    nickname: str
    track: str
    change: str
    when: str
    is_up: bool


def signs(health: Health, voice: Voice, *, now: datetime) -> tuple[Sign, ...]:
    """Whether the desk keeps up with time and with what comes over the wire, and whether the books were proved."""
    return (_desk(health, voice), *_log(health.log, voice, now), _books(health, voice))


def _log(log: Log, voice: Voice, now: datetime) -> Iterator[Sign]:
    """How far the reader of the log is behind, and what waits aside; nothing of it where nothing ever came over the wire."""
    if log.is_standing and log.since is not None:
        since = f"{day(log.since, voice)} {clock(log.since, voice)}"
        said = ngettext(
            "%(count)s event waits since %(since)s, and nobody reads it",
            "%(count)s events wait since %(since)s, and nobody reads them",
            log.events,
        )
        yield Sign(said % {"count": whole(log.events), "since": since}, "bad")
    elif log.events:
        behind = log.seconds(now)
        said = ngettext(
            "%(count)s event is not read yet, %(seconds)s s behind",
            "%(count)s events are not read yet, %(seconds)s s behind",
            log.events,
        )
        tone = "warn" if behind > _SECONDS_THAT_SHOW else "good"
        yield Sign(said % {"count": whole(log.events), "seconds": whole(behind)}, tone)
    elif log.is_used:
        yield Sign(_("Every event that came is read"), "good")
    if log.aside:
        said = ngettext(
            "%(count)s event waits in the quarantine", "%(count)s events wait in the quarantine", log.aside
        )
        yield Sign(said % {"count": whole(log.aside)}, "warn", reverse("console:quarantine"))


def _desk(health: Health, voice: Voice) -> Sign:
    if not health.due or health.due_since is None:
        return Sign(_("Everything that fell due is done"), "good")
    since = f"{day(health.due_since, voice)} {clock(health.due_since, voice)}"
    said = ngettext(
        "%(count)s member waits for what fell due, since %(since)s",
        "%(count)s members wait for what fell due, since %(since)s",
        health.due,
    )
    return Sign(said % {"count": whole(health.due), "since": since}, "warn")


def _books(health: Health, voice: Voice) -> Sign:
    if health.proved_at is None:
        return Sign(_("The books were not proved yet: run regulars verify"), "none")
    when = f"{day(health.proved_at, voice)} {clock(health.proved_at, voice)}"
    if health.broken:
        said = ngettext(
            "The books do not hold in %(count)s place (%(when)s)",
            "The books do not hold in %(count)s places (%(when)s)",
            health.broken,
        )
        return Sign(said % {"count": whole(health.broken), "when": when}, "bad")
    said = ngettext(
        "The books were proved on %(when)s (%(count)s entry)",
        "The books were proved on %(when)s (%(count)s entries)",
        health.proved_entries,
    )
    return Sign(said % {"count": whole(health.proved_entries), "when": when}, "good")


def tiles(home: Home, voice: Voice) -> tuple[Tile, ...]:
    """The five figures that a shop asks for first."""
    owed = sum((points.worth for points in home.points), start=Decimal(0))
    soon = " · ".join(points_of(one.soon, one.name, voice) for one in home.points if one.soon)
    return (
        Tile(
            _("Members"), whole(home.members),
            _("%(count)s joined in the last 30 days") % {"count": whole(home.joined.now)},
        ),
        Tile(_("Active in the last 30 days"), whole(home.active.now), _("than in the 30 before"), *_trend(home.active)),
        Tile(
            _("Members' orders, last 30 days"), whole(home.orders.now), money(home.sales.now, home.money),
            *_trend(home.orders),
        ),
        Tile(
            _("Points owed"), priced(owed, home.money),
            "\n".join(_owed(one, voice) for one in home.points),
        ),
        Tile(_("Run out within 90 days"), soon.partition(" · ")[0] or "0", soon.partition(" · ")[2] or _share_soon(home)),
    )  # fmt: skip


def _owed(points: PointsOwed, voice: Voice) -> str:
    said = _("%(there)s of %(issued)s issued")
    return said % {"there": points_of(points.outstanding, points.name, voice), "issued": whole(points.issued)}


def _share_soon(home: Home) -> str:
    there = sum(one.outstanding for one in home.points)
    if not there:
        return ""
    return _("%(share)s of what is there") % {"share": f"{sum(one.soon for one in home.points) / there:.0%}"}


def _trend(change: Change) -> tuple[str, str]:
    share = change.share
    if share is None:
        return "", ""
    if abs(share) < 0.0005:
        return "±0%", ""
    return f"{'↑' if share > 0 else '↓'} {abs(share):.1%}", "good" if share > 0 else "bad"


def sales(home: Home, voice: Voice) -> Charted:
    """What members and others bought, week by week."""
    unit, size = _unit(
        max((max(week.member_sales, week.other_sales) for week in home.weeks), default=0), home.money, voice
    )
    members, others = _("Members"), _("Others")
    points = [
        charts.Point(f"{week.starts.month}/{week.starts.day}", name, round(amount / size, 3))
        for week in home.weeks
        for name, amount in ((members, week.member_sales), (others, week.other_sales))
    ]
    is_empty = not any(point.value for point in points)
    return Charted(
        _("Sales to members and to others, by week"),
        _sales_said(home.weeks, home.money),
        None if is_empty else charts.lines(points, unit=unit),
        (_("Week from"), _("Members' orders"), _("Members' sales"), _("Others' orders"), _("Others' sales")),
        tuple(_week(week, home.money) for week in reversed(home.weeks)),
    )


def _sales_said(weeks: tuple[Week, ...], currency: str) -> str:
    if not weeks:
        return ""
    said = _("Sales to members: %(first)s in the first week shown, %(last)s in the last.")
    return said % {
        "first": money(weeks[0].member_sales, currency),
        "last": money(weeks[-1].member_sales, currency),
    }


def _week(week: Week, currency: str) -> tuple[str, ...]:
    return (
        f"{week.starts:%Y/%m/%d}", whole(week.member_orders), money(week.member_sales, currency),
        whole(week.other_orders), money(week.other_sales, currency),
    )  # fmt: skip


def _unit(most: int, currency: str, voice: Voice) -> tuple[str, int]:
    """The unit of an axis of money, and how many minor units it is."""
    whole_units = 10 ** exponent(currency)
    sign = priced(Decimal(0), currency).rstrip("0.")
    if most < _MANY * whole_units:
        return sign, whole_units
    if voice.is_chinese:
        return f"{sign} 萬", _MANY * whole_units
    return _("%(currency)s thousand") % {"currency": sign}, 1_000 * whole_units


def endings(home: Home, voice: Voice) -> Charted:
    """When the points that are there run out: a chart of those that are worth most, a table of all."""
    main = max(home.points, key=lambda one: (one.worth, one.outstanding), default=None)
    name = voice.of(main.name) if main else ""
    return Charted(
        _("When points run out: %(name)s") % {"name": name} if name else _("When points run out"),
        _endings_said(main, voice),
        _ending_bars(main, voice) if main and main.outstanding else None,
        (_("Kind of points"), _("Last usable in"), _("Points")),
        tuple(
            (voice.of(one.name), _month(ending.month), whole(ending.points))
            for one in home.points
            for ending in one.endings
        ),
    )


def _endings_said(main: PointsOwed | None, voice: Voice) -> str:
    if main is None:
        return ""
    said = ngettext(
        "%(soon)s of %(all)s runs out within 90 days.",
        "%(soon)s of %(all)s run out within 90 days.",
        main.soon,
    )
    # Chinese counts each kind of points by a word of its own, wherever a number stands.
    soon = points_of(main.soon, main.name, voice) if voice.is_chinese else whole(main.soon)
    return said % {"soon": soon, "all": points_of(main.outstanding, main.name, voice)}


def _ending_bars(main: PointsOwed, voice: Voice) -> charts.Drawn:
    """The next twelve months in which something ends; what never does is in the table alone."""
    dated = [one for one in main.endings if one.month][:12]
    unit, size = _("points"), 1
    if max((one.points for one in dated), default=0) >= _MANY:
        unit, size = (_("ten thousand points"), _MANY) if voice.is_chinese else (_("thousand points"), 1_000)
    bars = [
        charts.Bar(_month(one.month), round(one.points / size, 3), short(one.points, voice)) for one in dated
    ]
    return charts.bars(bars, unit=unit)


def short(number: int, voice: Voice) -> str:
    """A figure above a bar: `8.4 萬`, `84 k`."""
    if abs(number) < _MANY:
        return whole(number)
    return f"{number / _MANY:,.1f} 萬" if voice.is_chinese else f"{number / 1000:,.0f} k"


def _month(month: date | None) -> str:
    return f"{month:%Y/%m}" if month else _("never")


def moves(home: Home, voice: Voice, *, with_names: bool) -> tuple[Moved, ...]:
    """The newest changes of level."""
    return tuple(_moved(move, voice, with_names=with_names) for move in home.moves)


def _moved(move: LevelMove, voice: Voice, *, with_names: bool) -> Moved:
    nickname = move.nickname if with_names else ""
    return Moved(
        move.wallet_id,
        nickname or f"#{move.wallet_id}",
        voice.of(move.track),
        f"{voice.of(move.was)} → {voice.of(move.becomes)}",
        f"{day(move.at, voice)} {clock(move.at, voice)}",
        move.is_up,
    )
