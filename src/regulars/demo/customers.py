"""The kinds of customer, and the habits by which they can be told apart."""

from datetime import date, datetime, time, timedelta
from random import Random

from msgspec import Struct

from regulars.demo.corners import CAOWU, CORNERS, TAIPEI, YONGKANG, Channel, Store
from regulars.demo.people import birth_month, card_number, nickname
from regulars.demo.seasons import is_closed

WEEKDAY_PEOPLE = (1.3, 1.3, 1.3, 1.3, 1.2, 0.5, 0.4)
WEEKEND_PEOPLE = (0.6, 0.6, 0.6, 0.7, 1.1, 1.9, 1.7)
ANY_DAY = (0.9, 0.9, 0.9, 0.9, 1.1, 1.3, 1.2)


class Kind(Struct, frozen=True):
    """`share` of members; `pull` of the seasons; `tastes` weigh the first word of a category; `basket` is its size."""

    name: str
    name_zh: str
    share: float
    visits_a_year: float
    corners: dict[Channel, float]
    tastes: dict[str, float]
    weekdays: tuple[float, ...] = ANY_DAY
    pull: float = 1.0
    basket: float = 1.0
    is_early: bool = False


CAFE_REGULAR = Kind(
    "cafe_regular",
    "咖啡熟客",
    share=0.125,
    visits_a_year=49,
    corners={"cafe": 0.9, "store": 0.08, "online": 0.02},
    tastes={"food": 3, "books": 2, "stationery": 1, "home": 1},
    weekdays=WEEKDAY_PEOPLE,
    pull=0.2,
    is_early=True,
)
READER = Kind(
    "reader",
    "讀者",
    share=0.23,
    visits_a_year=8.5,
    corners={"store": 0.58, "cafe": 0.22, "online": 0.14, "cinema": 0.06},
    tastes={"books": 14, "stationery": 2, "food": 0.5, "gifts": 0.5, "toys": 0.3},
    weekdays=WEEKEND_PEOPLE,
    pull=0.8,
)
COLLECTOR = Kind(
    "collector",
    "藏書家",
    share=0.075,
    visits_a_year=36,
    corners={"store": 0.66, "cafe": 0.12, "online": 0.16, "cinema": 0.06},
    tastes={"books": 12, "home": 1.5, "stationery": 2, "food": 0.5, "gifts": 0.5},
    weekdays=WEEKEND_PEOPLE,
    basket=1.5,
)
HOMEMAKER = Kind(
    "homemaker",
    "生活家",
    share=0.06,
    visits_a_year=28,
    corners={"store": 0.64, "cafe": 0.16, "online": 0.2},
    tastes={"home": 8, "food": 5, "stationery": 1, "gifts": 2, "toys": 1.5, "books": 2},
    weekdays=WEEKEND_PEOPLE,
    pull=1.3,
    basket=1.4,
)
GIFT_BUYER = Kind(
    "gift_buyer",
    "送禮的人",
    share=0.14,
    visits_a_year=3.1,
    corners={"store": 0.76, "online": 0.2, "cafe": 0.04},
    tastes={"gifts": 9, "home": 3, "food": 3, "toys": 2, "stationery": 1, "books": 1},
    pull=2.6,
)
ONLINE_ONLY = Kind(
    "online_only",
    "網購族",
    share=0.14,
    visits_a_year=3.9,
    corners={"online": 1.0},
    tastes={"books": 5, "food": 4, "home": 3, "online": 4, "stationery": 3, "toys": 2, "gifts": 2},
    pull=1.5,
    basket=1.15,
)
FILM_LOVER = Kind(
    "film_lover",
    "影迷",
    share=0.09,
    visits_a_year=12,
    corners={"cinema": 0.74, "cafe": 0.14, "store": 0.12},
    tastes={"books": 5, "stationery": 1, "food": 1},
    weekdays=WEEKEND_PEOPLE,
    pull=0.6,
)
NOW_AND_THEN = Kind(
    "now_and_then",
    "偶爾來的人",
    share=0.14,
    visits_a_year=3.2,
    corners={"store": 0.55, "cafe": 0.3, "cinema": 0.05, "online": 0.1},
    tastes={"books": 3, "home": 2, "food": 2, "stationery": 3, "toys": 1, "gifts": 1},
)
MEMBER_KINDS = (
    *(CAFE_REGULAR, READER, COLLECTOR, HOMEMAKER, GIFT_BUYER, ONLINE_ONLY, FILM_LOVER, NOW_AND_THEN),
)

# Those who show no card: their visits stand for everybody's, so `share` says nothing here.
WALK_IN = Kind(
    "walk_in",
    "未出示會員卡",
    share=0.0,
    visits_a_year=4.1,
    corners={"cafe": 0.5, "store": 0.34, "cinema": 0.12, "online": 0.04},
    tastes={"books": 4, "home": 2, "food": 3, "stationery": 4, "toys": 1, "gifts": 1.5},
    basket=0.9,
)

SHARE_LAPSED = 0.13
SHARE_NEW = 0.11


class Customer(Struct, frozen=True):
    """`eagerness` multiplies the visits of the kind; `leaves_on` is the first day on which a lapsed one stays away."""

    number: int
    card: str
    nickname: str
    birth_month: int
    kind: Kind
    home: Store
    eagerness: float
    joined_at: datetime
    leaves_on: date

    def shops_on(self, day: date) -> bool:
        return self.joined_at.date() <= day < self.leaves_on


def customer(*, number: int, rng: Random, starts_on: date, ends_on: date) -> Customer:
    kind = rng.choices(MEMBER_KINDS, [kind.share for kind in MEMBER_KINDS])[0]
    joined_on, leaves_on = _life(rng, starts_on=starts_on, ends_on=ends_on)
    while is_closed(joined_on):
        joined_on -= timedelta(days=1)
    return Customer(
        number=number,
        card=card_number(number),
        nickname=nickname(rng),
        birth_month=birth_month(rng),
        kind=kind,
        home=YONGKANG if rng.random() < 0.62 else CAOWU,
        eagerness=rng.lognormvariate(-0.28, 0.75),
        joined_at=datetime.combine(joined_on, _joining_time(rng), TAIPEI),
        leaves_on=leaves_on,
    )


def _life(rng: Random, *, starts_on: date, ends_on: date) -> tuple[date, date]:
    """When this one joined and when the visits end: most came before the year, some are new, some have lapsed."""
    chance, year = rng.random(), (ends_on - starts_on).days
    after = ends_on + timedelta(days=1)
    if chance < SHARE_NEW:
        return ends_on - timedelta(days=rng.randrange(60)), after
    if chance < SHARE_NEW + SHARE_LAPSED:
        return starts_on - timedelta(days=rng.randint(30, 900)), starts_on + timedelta(
            days=rng.randint(20, year // 2)
        )
    if chance < 0.45:
        return starts_on + timedelta(days=rng.randint(0, year - 60)), after
    return starts_on - timedelta(days=rng.randint(1, 1200)), after


def _joining_time(rng: Random) -> time:
    """Within the hours of the bookshop, where cards are handed out."""
    store = CORNERS["store"]
    return time(rng.randrange(store.opens_hour, store.closes_hour - 1), rng.randrange(60), rng.randrange(60))
