"""Four ways to renew: one member, one history, and a card for each way. Gold at NT$6,000, for twelve months."""

from pathlib import Path

CARD = "R-4"
COAT = "clothes/外套"
LAMP = "home/檯燈"


def story(shop) -> None:
    shop.publishes(Path(__file__).with_name("renewals.yaml"))
    shop.joins(CARD, name="雅婷", at="2025-01-05 10:00")
    shop.says(
        "## Up",
        """NT$6,500 in the morning, and it comes back in the evening. Three cards went up at once and keep their promise
        for a year; the nightly card looks only at midnight, and sees nothing.""",
    )
    shop.buys(CARD, (COAT, 6500), at="2025-02-01 10:00", id="R1")
    shop.cancels(CARD, order="R1", at="2025-02-01 20:00")
    shop.clock_runs_until("2025-02-02 00:00")
    shop.says(
        "NT$7,500 on the next day stay. At midnight the nightly card is gold too; the others only count on."
    )
    shop.buys(CARD, (COAT, 7500), at="2025-02-02 10:00", id="R2")
    shop.clock_runs_until("2025-02-03 00:00")
    shop.says(
        "## Half a year later",
        """The extending card and the term card began at zero with gold, and both were reached again with those NT$7,500:
        the first holds from that day on, and began at zero once more. The restarting card carried NT$500 over, lost them
        as the order came back, and has NT$12,000 by now.""",
    )
    shop.buys(CARD, (LAMP, 4500), at="2025-08-01 12:00", id="R3")
    shop.asks("explain", CARD, "--at", "2025-08-01T13:00+08:00", "--limit", "0", "--lang", "en")
    shop.says(
        "## The year is over",
        "Two cards are reviewed on 1 February, a year after they were reached.",
    )
    shop.clock_runs_until("2026-02-01 00:00")
    shop.asks("explain", CARD, "--at", "2026-02-01T00:00+08:00", "--limit", "1", "--lang", "en")
    shop.says(
        """The extending card ended on 1 February and lacked NT$1,500: she was told 30 and 7 days before. On 3 February the
        nightly card is reviewed. The NT$7,500 of a year ago have just left its twelve months, so NT$1,500 are missing, and
        it gives fourteen days of grace.""",
    )
    shop.clock_runs_until("2026-02-03 00:00")
    shop.asks("explain", CARD, "--at", "2026-02-03T00:00+08:00", "--limit", "2", "--lang", "zh-Hant")
    shop.says("Within them she makes it up, and the card is renewed from 3 February on.")
    shop.buys(CARD, (LAMP, 1500), at="2026-02-10 12:00", id="R4")
    shop.asks("verify", "--lang", "en")
