"""When somebody comes: the days of the year, the corner and the minute."""

from datetime import date, datetime, timedelta
from functools import cache
from itertools import accumulate
from random import Random

from msgspec import Struct

from regulars.demo.corners import CORNERS, EARLY_CAFE_CROWDS, TAIPEI, Channel
from regulars.demo.customers import WALK_IN, Customer, Kind
from regulars.demo.seasons import busyness, is_closed


class Visit(Struct, frozen=True, gc=False):
    day: date
    at: datetime
    channel: Channel


class Year(Struct, frozen=True):
    """The days that the stream covers, `ends_on` included."""

    days: tuple[date, ...]

    @property
    def starts_on(self) -> date:
        return self.days[0]

    @property
    def ends_on(self) -> date:
        return self.days[-1]


def year_until(ends_on: date) -> Year:
    """The 365 days of which `ends_on` is the last."""
    return Year(tuple(ends_on - timedelta(days=back) for back in range(364, -1, -1)))


def visits_of(*, customer: Customer, year: Year, rng: Random) -> list[Visit]:
    """In time order; none before the day of joining, none after a lapsed one has left."""
    days = rng.choices(year.days, cum_weights=_pulls(customer.kind, year), k=_how_often(customer, rng))
    visits = [_visit(rng, customer.kind, day) for day in days if customer.shops_on(day)]
    joined_at = customer.joined_at
    kept = [visit for visit in visits if _can_be_there(visit) and visit.at > joined_at]
    if joined_at.date() >= year.starts_on:
        kept.append(_first_visit(customer))
    return sorted(kept, key=lambda visit: visit.at)


def walk_ins_on(*, day: date, year: Year, members: int, rng: Random) -> list[Visit]:
    """As many as fit a shop with so many members; each is a stranger."""
    pulls = _pulls(WALK_IN, year)
    share = _weight(WALK_IN, day) / pulls[-1]
    expected = members * WALK_IN.visits_a_year * share * rng.uniform(0.85, 1.15)
    visits = (_visit(rng, WALK_IN, day) for _ in range(int(expected + rng.random())))
    return sorted((visit for visit in visits if _can_be_there(visit)), key=lambda visit: visit.at)


def moment(*, rng: Random, day: date, channel: Channel, is_early: bool = False) -> datetime:
    """A second of that day at which the corner is open, likelier when it is full."""
    crowds = _early_hours() if is_early and channel == "cafe" else _hours(channel)
    hour = CORNERS[channel].opens_hour + rng.choices(range(len(crowds)), cum_weights=crowds)[0]
    return _midnight(day) + timedelta(seconds=hour * 3600 + int(rng.random() * 3600))


def _visit(rng: Random, kind: Kind, day: date) -> Visit:
    channel = rng.choices(tuple(kind.corners), tuple(kind.corners.values()))[0]
    return Visit(day, moment(rng=rng, day=day, channel=channel, is_early=kind.is_early), channel)


def _first_visit(customer: Customer) -> Visit:
    """Who joins during the year does so with a first purchase, a few minutes later at the same counter."""
    channel: Channel = "online" if set(customer.kind.corners) == {"online"} else "store"
    return Visit(customer.joined_at.date(), customer.joined_at + timedelta(minutes=4), channel)


def _can_be_there(visit: Visit) -> bool:
    return visit.channel == "online" or not is_closed(visit.day)


def _how_often(customer: Customer, rng: Random) -> int:
    return int(customer.kind.visits_a_year * customer.eagerness + rng.random())


def _weight(kind: Kind, day: date) -> float:
    return kind.weekdays[day.weekday()] * busyness(day=day, pull=kind.pull)


_pulls_seen: dict[tuple[str, date], list[float]] = {}


def _pulls(kind: Kind, year: Year) -> list[float]:
    """Running sums of the weights of all days; the same for everybody of a kind, so added up once."""
    key = (kind.name, year.ends_on)
    if key not in _pulls_seen:
        _pulls_seen[key] = list(accumulate(_weight(kind, day) for day in year.days))
    return _pulls_seen[key]


@cache
def _hours(channel: Channel) -> tuple[int, ...]:
    return tuple(accumulate(CORNERS[channel].crowds))


@cache
def _early_hours() -> tuple[int, ...]:
    return tuple(accumulate(EARLY_CAFE_CROWDS))


@cache
def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=TAIPEI)
