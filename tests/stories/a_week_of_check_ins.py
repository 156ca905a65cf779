"""A member's week: a check-in each day, one after midnight, a missed day that a freeze bridges, and three cafés."""

from datetime import date
from pathlib import Path

from regulars.core.events import Behaviour, CheckInMadeUp, MissionClaimed, MissionStarted

CARD = "C-1"


def story(shop) -> None:
    shop.publishes(Path(__file__).with_name("missions.yaml"))
    shop.joins(CARD, name="小安", at="2026-03-01 10:00")
    shop.says("On Monday she begins the mission of three cafés, and checks in at the first of them.")
    shop.happens(CARD, MissionStarted, at="2026-03-02 08:50", mission="three-cafes")
    _checks_in(shop, "2026-03-02 09:00", "yongkang")
    _checks_in(shop, "2026-03-03 09:00", "yongkang")
    shop.says(
        "Wednesday was long. It is past midnight when she taps, but the day of this shop ends at four; and her thumb taps twice."
    )
    _checks_in(shop, "2026-03-05 00:40", "dihua")
    _checks_in(shop, "2026-03-05 00:40", "dihua")
    shop.says(
        "The third day in a row has brought a freeze, and so the Thursday that she misses ends nothing."
    )
    _checks_in(shop, "2026-03-06 18:00", "dihua")
    shop.says(
        "## What is told late",
        """On Saturday the third café's till was not connected. It tells of her visit on Sunday, after her own tap: the visit counts
        on its day, gives its own rung, and what Sunday gains by standing one higher. It was also the third café.""",
    )
    _checks_in(shop, "2026-03-08 11:00", "yongkang")
    _checks_in(shop, "2026-03-07 16:00", "zhongshan")
    shop.happens(CARD, MissionClaimed, at="2026-03-08 12:00", mission="three-cafes")
    shop.says(
        "## A day that was missed",
        "She would like Thursday too, and fills it for five points. Nothing else is asked for it, and nobody counts down.",
    )
    shop.happens(
        CARD, CheckInMadeUp, at="2026-03-08 12:05", mission="daily", date=date(2026, 3, 5).toordinal()
    )
    shop.asks("explain", CARD, "--at", "2026-03-08T20:00+08:00", "--limit", "5", "--lang", "zh-Hant")
    shop.asks("explain", CARD, "--at", "2026-03-08T20:00+08:00", "--limit", "3", "--lang", "en")
    shop.asks("verify", "--lang", "en")


def _checks_in(shop, at, store) -> None:
    moment = shop.moment(at)
    minute = moment.hour * 60 + moment.minute
    shop.happens(CARD, Behaviour, at=at, minute=minute, name="Checked In", properties={"store": store})
