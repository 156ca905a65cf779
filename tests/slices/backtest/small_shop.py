"""A small shop's history, made up with seeded chance: enough years for points to run out and levels to fall."""

import random
from datetime import date

from regulars.core.events import Line, Order, Return, ReturnLine
from regulars.core.periods import Calendar

LONDON = Calendar("Europe/London")
FIRST_DAY = date(2009, 1, 1).toordinal()
DAYS = 1500
MINUTE = 60_000_000
PRODUCTS = [f"P{number}" for number in range(12)]


class SmallShop:
    """Members by number; the same seed makes the same history, whoever asks for whichever part of it."""

    def __init__(self, members, *, seed=7):
        self.members, self.seed = members, seed

    def by_member(self, part, parts):
        for number in range(part, self.members, parts):
            yield f"M{number:04d}", events_of(number, random.Random(f"{self.seed}/{number}"))


def events_of(number, chance):
    events = [
        _order(f"{number}-{place}", chance)
        if not place or chance.random() < 0.75
        else _return(number, place, chance)
        for place in range(chance.randrange(1, 30))
    ]
    return sorted(events, key=lambda event: event.occurred_at)


def _when(chance):
    day, minute = FIRST_DAY + chance.randrange(DAYS), chance.randrange(60, 1380)
    return LONDON.start_of(day) + minute * MINUTE, day, minute


def _order(order_id, chance):
    at, day, minute = _when(chance)
    lines = tuple(
        Line(chance.choice(PRODUCTS), chance.randrange(1, 9), chance.choice([0, 99, 1250, 3333, 19999]))
        for _ in range(chance.randrange(1, 6))
    )
    return Order(order_id, at, day, minute, lines)


def _return(number, place, chance):
    at, day, _ = _when(chance)
    lines = tuple(
        ReturnLine(chance.choice(PRODUCTS), chance.randrange(1, 12)) for _ in range(chance.randrange(1, 4))
    )
    order = f"{number}-0" if chance.random() < 0.3 else None
    return Return(f"{number}-R{place}", at, day, lines, order)
