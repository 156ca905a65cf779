"""What is on at Sunny Select: a reading that gold and the keenest readers may ask for early, and a tasting that is full."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from regulars.core.programme.document import Words
from regulars.core.refusals import Refusal
from regulars.desk import occasions
from regulars.registrations.making import OccasionPlanned, OpeningPlanned, make

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regulars.core.programme.compiled import Programme

READING: Final = Words(zh_hant="《山徑》新書朗讀會", en="Mountain Paths: the author reads")
ABOUT_READING: Final = Words(
    zh_hant="作者朗讀新書三章，之後簽書。點燈人與金卡會員可提前報名。",
    en="The author reads three chapters and signs the book. Lamplighters and gold cards may register earlier.",
)
TASTING: Final = Words(zh_hant="冬季手沖品飲", en="A winter tasting of hand-brewed coffee")
ABOUT_TASTING: Final = Words(
    zh_hant="三支冬季限定單品，吧檯前八個位子。",
    en="Three coffees of the season, at the eight stools of the bar.",
)
BOOKSHOP: Final = Words(zh_hant="永康店二樓書店", en="The bookshop upstairs, Yongkang")
CAFE: Final = Words(zh_hant="永康店咖啡館", en="The café, Yongkang")
_DAY = timedelta(days=1)
STOOLS, WHO_WAIT = 8, 5


def hold(programme: Programme, *, currency: str, guests: Sequence[int], now: datetime) -> None:
    """Make both, and let members ask; `guests` are wallets, the member whose card is shown last: they wait for the tasting."""
    evening = now.replace(hour=19, minute=30, second=0, microsecond=0)
    with transaction.atomic():
        reading, _ = make(_reading(evening), key="demo:reading", now=now, by=None)
        tasting, _ = make(_tasting(evening, currency), key="demo:tasting", now=now, by=None)
    asked = 0
    for wallet_id in guests[:-1]:
        if asked < STOOLS + WHO_WAIT:
            asked += _asked(programme, tasting, wallet_id)
        _asked(programme, reading, wallet_id)
    _asked(programme, tasting, guests[-1])


def _reading(evening: datetime) -> OccasionPlanned:
    """It opens for everybody tomorrow: whoever may register a day or two earlier may do so now."""
    return OccasionPlanned(
        name=READING, place=BOOKSHOP, about=ABOUT_READING, begins_at=evening + 9 * _DAY, opens_at=evening.replace(hour=10, minute=0) + _DAY, seats=40,
        early=(OpeningPlanned(12),),
    )  # fmt: skip


def _tasting(evening: datetime, currency: str) -> OccasionPlanned:
    """It opened yesterday, and its seats are gone."""
    return OccasionPlanned(
        name=TASTING, place=CAFE, about=ABOUT_TASTING, begins_at=evening + 5 * _DAY, opens_at=evening.replace(hour=10, minute=0) - _DAY, seats=STOOLS,
        points=20, currency=currency, free_until=evening + 4 * _DAY,
    )  # fmt: skip


def _asked(programme: Programme, number: int, wallet_id: int) -> bool:
    try:
        occasions.ask(programme, number, wallet_id)
    except Refusal:
        # Too few points for the tasting, or not yet open: somebody else asks.
        return False
    return True
