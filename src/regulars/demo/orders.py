"""The generator: one seed, one last day and a number of members make one stream, always the same."""

from collections.abc import Iterator
from datetime import date, datetime
from random import Random

from regulars.demo.afterwards import undoing
from regulars.demo.baskets import basket
from regulars.demo.corners import CAOWU, YONGKANG, Store, store_for
from regulars.demo.customers import WALK_IN, Customer, Kind, customer
from regulars.demo.purse import Purse, paid_partly_with_points, treat_after
from regulars.demo.stream import Happening, Joined, Sale
from regulars.demo.visits import Visit, Year, visits_of, walk_ins_on, year_until


def stream(*, seed: int, ends_on: date, members: int) -> Iterator[Happening]:
    """Everything that happened in the 365 days up to and including `ends_on`, in time order.

    Who joined before those days comes first. A member's own happenings depend on the seed and her number alone:
    a larger shop adds members and walk-ins, and leaves hers as they were.
    """
    year = year_until(ends_on)
    happenings = [*_of_members(seed, year, members), *_of_walk_ins(seed, year, members)]
    happenings.sort(key=_when)
    yield from happenings


def customers(*, seed: int, ends_on: date, members: int) -> Iterator[Customer]:
    """The members themselves, with the habits that the stream only shows."""
    year = year_until(ends_on)
    for number in range(1, members + 1):
        yield customer(number=number, rng=_chance(seed, number), starts_on=year.starts_on, ends_on=ends_on)


def _when(happening: Happening) -> tuple[datetime, str]:
    return happening.occurred_at, happening.card if isinstance(happening, Joined) else happening.id


def _chance(seed: int, whose: object) -> Random:
    """A stream of chance for each member and each day of walk-ins: none disturbs another."""
    return Random(f"sunny-select/{seed}/{whose}")  # noqa: S311 - the same story each time is the point


def _of_members(seed: int, year: Year, members: int) -> Iterator[Happening]:
    for number in range(1, members + 1):
        rng = _chance(seed, number)
        one = customer(number=number, rng=rng, starts_on=year.starts_on, ends_on=year.ends_on)
        yield Joined(one.card, one.nickname, one.birth_month, one.joined_at)
        yield from _until(year.ends_on, _of_one(one, year, rng))


def _of_one(one: Customer, year: Year, rng: Random) -> Iterator[Happening]:
    purse = Purse()
    for count, visit in enumerate(visits_of(customer=one, year=year, rng=rng)):
        purse.wake(at=visit.at)
        # Two receipts of one member on one day differ in the first digit.
        number = f"{1 + count % 9}{one.number:04d}"
        sale = _sale(visit, kind=one.kind, home=one.home, member=one.card, number=number, rng=rng)
        sale = paid_partly_with_points(sale=sale, purse=purse, rng=rng)
        yield sale
        undone = undoing(sale=sale, rng=rng)
        if undone:
            yield undone
        else:
            purse.fill(sale)
        treat = treat_after(sale=sale, card=one.card, purse=purse, rng=rng)
        if treat:
            yield treat


def _of_walk_ins(seed: int, year: Year, members: int) -> Iterator[Happening]:
    for day in year.days:
        rng = _chance(seed, day)
        visits = walk_ins_on(day=day, year=year, members=members, rng=rng)
        yield from _until(year.ends_on, _of_strangers(visits, rng))


def _of_strangers(visits: list[Visit], rng: Random) -> Iterator[Happening]:
    for count, visit in enumerate(visits):
        home = YONGKANG if rng.random() < 0.62 else CAOWU
        # A member's receipts never begin with 0.
        sale = _sale(visit, kind=WALK_IN, home=home, member=None, number=f"0{count:04d}", rng=rng)
        yield sale
        undone = undoing(sale=sale, rng=rng)
        if undone:
            yield undone


def _sale(visit: Visit, *, kind: Kind, home: Store, member: str | None, number: str, rng: Random) -> Sale:
    store = store_for(channel=visit.channel, home=home)
    return Sale(
        id=f"{store.letter}{visit.day:%y%m%d}-{number}",
        occurred_at=visit.at,
        member=member,
        store=store.code,
        channel=visit.channel,
        lines=basket(kind=kind, channel=visit.channel, day=visit.day, rng=rng),
    )


def _until(ends_on: date, happenings: Iterator[Happening]) -> Iterator[Happening]:
    """What would happen after the last day has not happened yet."""
    return (happening for happening in happenings if happening.occurred_at.date() <= ends_on)
