"""What lies in a basket: how many things, which, and what they cost that day."""

from datetime import date
from functools import cache
from itertools import accumulate
from random import Random

from regulars.demo.corners import Channel
from regulars.demo.customers import MEMBER_KINDS, WALK_IN, Kind
from regulars.demo.goods import SHELVES, Good, Shelf
from regulars.demo.seasons import SEASONS, price_of_the_day, seasons_on
from regulars.demo.stream import Line

KIND_BY_NAME = {kind.name: kind for kind in (*MEMBER_KINDS, WALK_IN)}

# How many different things, from one upwards, and how many pieces of each.
SIZES: dict[Channel, tuple[int, ...]] = {
    "store": (54, 28, 12, 4, 2),
    "online": (38, 33, 17, 8, 4),
    "cafe": (74, 23, 3),
    "cinema": (52, 38, 10),
}
PIECES: dict[Channel, tuple[int, ...]] = {
    "store": (91, 7, 2),
    "online": (86, 10, 4),
    "cafe": (92, 7, 1),
    "cinema": (50, 42, 8),
}
# What a film and a coffee cost, they cost in every season.
WITHOUT_SALES: tuple[Channel, ...] = ("cafe", "cinema")

# In the café and at the screen the corner decides what is taken, not the person's taste.
CORNER_TASTES = {"cafe/coffee": 6.0, "cafe/tea": 2.0, "cafe/plates": 3.0}
SCREEN_TASTES = {"cinema/tickets": 7.0, "cinema/snacks": 4.0, "cinema/keepsakes": 0.6}


def basket(*, kind: Kind, channel: Channel, day: date, rng: Random) -> tuple[Line, ...]:
    """At least one line; no product stands on two of them."""
    goods, weights = _counter(kind.name, channel, tuple(season.name for season in seasons_on(day)))
    price = 1.0 if channel in WITHOUT_SALES else price_of_the_day(day)
    picked = rng.choices(goods, cum_weights=weights, k=_size(kind, channel, rng))
    # A dict keeps the order in which things were picked; a set would not be the same on every machine.
    return tuple(_line(good, _draw(PIECES[channel], rng), price) for good in dict.fromkeys(picked))


def _size(kind: Kind, channel: Channel, rng: Random) -> int:
    things = _draw(SIZES[channel], rng)
    return things if channel in WITHOUT_SALES else max(1, int(things * kind.basket + rng.random() * 0.5))


def _draw(weights: tuple[int, ...], rng: Random) -> int:
    return 1 + rng.choices(range(len(weights)), weights)[0]


@cache
def _line(good: Good, pieces: int, price: float) -> Line:
    amount = round(good.price * price) * pieces
    return Line(good.sku, good.name, pieces, amount, (good.category,), good.brand)


@cache
def _counter(
    kind: str, channel: Channel, seasons: tuple[str, ...]
) -> tuple[tuple[Good, ...], tuple[float, ...]]:
    """Everything within reach, with running sums of how much it is wanted: asked for once, used all day."""
    shelves = [s for s in SHELVES if channel in s.corners and (s.season is None or s.season in seasons)]
    wanted = [(good, weight) for shelf in shelves for good, weight in _wanted(shelf, kind, seasons)]
    return tuple(good for good, _ in wanted), tuple(accumulate(weight for _, weight in wanted))


def _wanted(shelf: Shelf, kind: str, seasons: tuple[str, ...]) -> list[tuple[Good, float]]:
    weight = _taste(shelf, KIND_BY_NAME[kind]) * _lift(shelf, seasons) / len(shelf.goods)
    # The first on a shelf sells about twice as well as the last.
    return [(good, weight * (2 - place / len(shelf.goods))) for place, good in enumerate(shelf.goods)]


def _taste(shelf: Shelf, kind: Kind) -> float:
    fixed = CORNER_TASTES | SCREEN_TASTES
    if shelf.category in fixed:
        return fixed[shelf.category]
    first = shelf.category.split("/")[0]
    alike = sum(1 for other in SHELVES if other.season is None and other.category.split("/")[0] == first)
    # Something small but above nothing: everybody buys a thing out of character now and then.
    return kind.tastes.get(first, 0.15) / alike


def _lift(shelf: Shelf, seasons: tuple[str, ...]) -> float:
    first = shelf.category.split("/")[0]
    lift = 1.0
    for season in SEASONS:
        if season.name in seasons:
            lift *= dict(season.wanted).get(first, 1.0)
    return lift
