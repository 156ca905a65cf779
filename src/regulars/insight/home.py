"""The shop in one page: who comes, what is owed, what changed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from regulars.core.programme.compiled import Programme
from regulars.desk import names
from regulars.desk.health import log
from regulars.insight.answers import Change, Ending, Health, Home, LevelMove, PointsOwed, Week
from regulars.insight.asking import ask
from regulars.insight.counting import count_sales
from regulars.insight.funding import funding, is_shared
from regulars.insight.proofs import last_proof
from regulars.insight.snapshots import snapshot
from regulars.programmes.queries import current

PERIOD: Final = timedelta(days=30)
SOON: Final = timedelta(days=90)
WEEKS: Final = 16
#: Events of which a first count takes about two seconds.
LARGE: Final = 200_000
_MOVES: Final = 8


def home(*, now: datetime) -> Home | None:
    """The shop as of at most a minute ago; in a large shop somewhat longer, which `as_of` says.

    None while a large shop is counted for the first time.
    """
    current()
    return snapshot("home", Home, now=now, is_large=_is_large(), find=find_home)


def _is_large() -> bool:
    """Whether counting for the first time would keep a reader waiting; PostgreSQL's own estimate is enough."""
    ((events,),) = ask("events_about")
    return bool(events > LARGE)


def find_home(now: datetime) -> Home:
    """Count everything for the home page now."""
    programme = current()
    zone = programme.versions[-1].document.zone
    today = now.astimezone(ZoneInfo(zone)).date()
    count_sales()
    orders, sales = _bought(today)
    members, joined = _members(now)
    return Home(
        as_of=now,
        money=programme.versions[-1].money,
        members=members,
        joined=joined,
        active=_active(today),
        orders=orders,
        sales=sales,
        points=_points(programme, now, zone),
        weeks=_weeks(today),
        moves=_moves(programme, now),
        funding=funding(at=now) if is_shared(programme) else (),
    )


def health(*, now: datetime) -> Health:
    """Whether the desk keeps up, and when the books were last proved."""
    ((due, since),) = ask("due", now=now)
    proof, waiting = last_proof(), log(now=now)
    if proof is None:
        return Health(due, since, None, 0, None, waiting)
    return Health(due, since, proof.at, proof.entries, proof.broken, waiting)


def _bought(today: date) -> tuple[Change, Change]:
    spans = ((today - PERIOD, today), (today - 2 * PERIOD, today - PERIOD))
    now, before = (ask("sales_between", after=after, until=until)[0] for after, until in spans)
    return Change(now[0], before[0]), Change(now[1], before[1])


def _members(now: datetime) -> tuple[int, Change]:
    ((members, recent, before),) = ask("members", now=now, recent=now - PERIOD, earlier=now - 2 * PERIOD)
    return members, Change(recent, before)


def _active(today: date) -> Change:
    ((now, before),) = ask("active", until=today, recent=today - PERIOD, earlier=today - 2 * PERIOD)
    return Change(now, before)


def _points(programme: Programme, now: datetime, zone: str) -> tuple[PointsOwed, ...]:
    issued: dict[str, int] = dict(ask("issued"))
    there: dict[str, list[tuple[date | None, int, int, int]]] = {}
    for currency, *ending in ask("outstanding", now=now, soon=now + SOON, zone=zone):
        there.setdefault(currency, []).append((ending[0], ending[1], ending[2], ending[3]))
    return tuple(
        _owed(programme, name, issued.get(name, 0), there.get(name, []))
        for name in programme.versions[-1].currencies
    )


def _owed(
    programme: Programme, name: str, issued: int, there: list[tuple[date | None, int, int, int]]
) -> PointsOwed:
    outstanding = sum(points for _, points, _, _ in there)
    each = programme.versions[-1].currencies[name].worth
    return PointsOwed(
        currency=name,
        name=names.currency_name(programme, programme.versions[-1].number, name),
        issued=issued,
        outstanding=outstanding,
        pending=sum(pending for _, _, pending, _ in there),
        worth=Decimal(outstanding * each.numerator) / each.denominator,
        soon=sum(soon for _, _, _, soon in there),
        endings=tuple(Ending(month, points) for month, points, _, _ in there),
    )


def _weeks(today: date) -> tuple[Week, ...]:
    """Whole weeks alone, also those without a sale: a week that still runs would look like a fall."""
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=WEEKS)
    found = {row[0]: Week(*row) for row in ask("weeks", since=first, until=monday - timedelta(days=1))}
    starts = [first + timedelta(weeks=n) for n in range(WEEKS)]
    return tuple(found.get(start, Week(start, 0, 0, 0, 0)) for start in starts)


def _moves(programme: Programme, now: datetime) -> tuple[LevelMove, ...]:
    return tuple(
        LevelMove(
            wallet_id,
            nickname,
            names.track_name(programme, track),
            names.level_name(programme, track, before),
            names.level_name(programme, track, after),
            at,
            names.level_rank(programme, track, after) > names.level_rank(programme, track, before),
        )
        for wallet_id, nickname, track, before, after, at in ask("moves", now=now, limit=_MOVES)
    )
