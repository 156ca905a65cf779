"""The shop's corners and branches: where things are sold, when the doors are open, when people come."""

from datetime import time
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

TAIPEI = ZoneInfo("Asia/Taipei")

Channel = Literal["store", "online", "cafe", "cinema"]


class Corner(Struct, frozen=True):
    """`crowds` holds one weight for each hour from `opens_hour`; closing is the end of the last of them."""

    channel: Channel
    name_zh: str
    name_en: str
    opens_hour: int
    crowds: tuple[int, ...]

    @property
    def closes_hour(self) -> int:
        return self.opens_hour + len(self.crowds)

    def is_open(self, at: time) -> bool:
        return self.opens_hour <= at.hour < self.closes_hour


CORNERS: dict[Channel, Corner] = {
    "store": Corner("store", "書店與選物", "Bookshop and goods", 11, (3, 5, 6, 7, 8, 8, 7, 9, 10, 8, 4)),
    "cafe": Corner("cafe", "咖啡", "Café", 8, (10, 9, 6, 5, 7, 8, 9, 9, 7, 5, 4, 3, 2)),
    "cinema": Corner("cinema", "放映角落", "Cinema corner", 13, (4, 5, 4, 4, 5, 9, 10, 7, 3)),
    "online": Corner(
        "online",
        "網路商店",
        "Online store",
        0,
        (4, 2, 1, 1, 1, 1, 2, 4, 6, 7, 8, 8, 11, 9, 7, 7, 7, 7, 7, 8, 11, 14, 15, 10),
    ),
}

# Those who drink their coffee before work, hour by hour as above.
EARLY_CAFE_CROWDS = (18, 15, 8, 5, 6, 6, 4, 4, 3, 2, 1, 1, 1)


class Store(Struct, frozen=True):
    """A branch; `letter` opens the numbers of its receipts."""

    code: str
    name_zh: str
    name_en: str
    letter: str


YONGKANG = Store("yongkang", "永康店", "Yongkang", "Y")
CAOWU = Store("caowu", "草悟店", "Caowu", "C")
ONLINE = Store("online", "網路商店", "Online", "W")

STORES = (YONGKANG, CAOWU, ONLINE)


def store_for(*, channel: Channel, home: Store) -> Store:
    """Only the Yongkang branch has a screen, so everybody goes there for a film."""
    if channel == "online":
        return ONLINE
    return YONGKANG if channel == "cinema" else home
