"""A birthday gift: loaded on the 25th of the month before, by the level held on that day, once a year."""

from pathlib import Path

CARD = "G-6"
LATE = "G-7"
TEA = "drinks/茶"


def story(shop) -> None:
    shop.publishes(Path(__file__).with_name("birthday.yaml"))
    shop.joins(CARD, name="美玲", at="2025-01-05 10:00", birth_month=6)
    shop.buys(CARD, (TEA, 4000), at="2025-03-01 12:00", id="G1")
    shop.says(
        "Her birthday is in June. On 25 May she holds silver; a day later she is gold, which changes nothing about the gift."
    )
    shop.clock_runs_until("2025-05-25 00:00")
    shop.buys(CARD, (TEA, 6000), at="2025-05-26 12:00", id="G2")
    shop.asks("explain", CARD, "--at", "2025-05-27T00:00+08:00", "--limit", "3", "--lang", "zh-Hant")
    shop.says(
        "## Told late",
        """Somebody else says on 10 June that they were born in June. The month is not over, so the gift of their level comes
        at once. In the year after, it comes on its day.""",
    )
    shop.buys(LATE, (TEA, 3000), at="2025-06-01 12:00", id="G3")
    shop.joins(LATE, name="志明", at="2025-06-10 10:00", birth_month=6)
    shop.says(
        "## The year after",
        """In December she buys again, with twice the points, and so is still gold on 25 May 2026; he bought nothing since,
        and is still silver.""",
    )
    shop.buys(CARD, (TEA, 5000), at="2025-12-01 12:00", id="G4")
    shop.clock_runs_until("2026-05-25 00:00")
    shop.asks("explain", CARD, "--at", "2026-05-25T00:00+08:00", "--limit", "1", "--lang", "en")
    shop.asks("explain", LATE, "--at", "2026-05-25T00:00+08:00", "--limit", "1", "--lang", "en")
    shop.asks("verify", "--lang", "en")
