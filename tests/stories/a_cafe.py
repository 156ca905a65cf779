"""A café's stamps: alive as long as somebody comes by, held while the coffee is made, and given to a friend."""

from pathlib import Path

from regulars.core.events import HoldPosted, HoldVoided, PointsGiven, PointsHeld

YING, WEN = "C-7", "C-8"
LATTE = "drinks/拿鐵"
CAKE = "cakes/磅蛋糕"
MINUTE = 60_000_000
EXAMPLES = Path(__file__).parents[2] / "examples" / "programmes"


def story(shop) -> None:
    shop.publishes(EXAMPLES / "cafe.yaml")
    shop.joins(YING, name="映雪", at="2025-01-03 09:00")
    shop.joins(WEN, name="文淇", at="2025-01-03 09:00")
    shop.says(
        "A stamp a cup. They live for 120 days after the last visit, all of them together: the visit in April keeps those of January.",
    )
    shop.buys(YING, (LATTE, 480, 4), at="2025-01-04 15:00", id="K1")
    shop.buys(YING, (LATTE, 840, 7), at="2025-02-04 15:00", id="K2")
    shop.asks("explain", YING, "--at", "2025-02-04T16:00:00+08:00", "--limit", "0", "--lang", "zh-Hant")
    shop.buys(YING, (CAKE, 90), at="2025-04-30 15:00", id="K3")
    shop.asks("explain", YING, "--at", "2025-04-30T16:00:00+08:00", "--limit", "1", "--lang", "zh-Hant")
    shop.says(
        "## Held while the coffee is made",
        """Ten stamps are a coffee. The till holds them when it is ordered, and uses them when it is on the counter. Meanwhile nobody
        else can have them: a second coffee is refused. Nothing is in the account until then.""",
    )
    shop.happens(
        YING, PointsHeld, at="2025-05-02 10:00", id="H1", currency="stamps", points=10, lasts=15 * MINUTE
    )
    shop.asks("explain", YING, "--at", "2025-05-02T10:01:00+08:00", "--limit", "1", "--lang", "zh-Hant")
    shop.happens(
        YING, PointsHeld, at="2025-05-02 10:02", id="H2", currency="stamps", points=10, lasts=15 * MINUTE
    )
    shop.happens(YING, HoldPosted, at="2025-05-02 10:06", id="H1~post", hold="H1")
    shop.says("One that is not fetched is free again, be it given up or forgotten.")
    shop.buys(YING, (LATTE, 960, 8), at="2025-05-03 15:00", id="K4")
    shop.happens(
        YING, PointsHeld, at="2025-05-03 15:01", id="H3", currency="stamps", points=5, lasts=15 * MINUTE
    )
    shop.happens(YING, HoldVoided, at="2025-05-03 15:02", id="H3~void", hold="H3")
    shop.says(
        "## To a friend",
        "Up to twenty at a time may go to another member. They keep the last day that they had, and no longer slide.",
    )
    shop.happens(YING, PointsGiven, at="2025-05-04 11:00", currency="stamps", points=25, to=WEN)
    shop.happens(
        YING, PointsGiven, at="2025-05-04 11:01", currency="stamps", points=6, to=WEN, message="生日快樂"
    )
    shop.asks("explain", YING, "--at", "2025-05-04T12:00:00+08:00", "--limit", "2", "--lang", "zh-Hant")
    shop.asks("explain", WEN, "--at", "2025-05-04T12:00:00+08:00", "--limit", "1", "--lang", "en")
    shop.says("## Nobody comes any more", "120 days after her last visit the rest is gone.")
    shop.clock_runs_until("2025-09-30 00:00")
    shop.asks("explain", YING, "--at", "2025-09-30T00:00:00+08:00", "--limit", "1", "--lang", "zh-Hant")
    shop.asks("totals", "--at", "2025-09-30T00:00+08:00", "--lang", "en")
    shop.asks("verify", "--lang", "en")
