"""A shelf of rewards: what points buy, the last piece, and a limit."""

from pathlib import Path

from regulars.core.events import Redemption, RedemptionCancelled

MEI, AN = "R-1", "R-2"
BOOK = "books/小說"


def story(shop) -> None:
    shop.publishes(Path(__file__).with_name("rewards.yaml"))
    shop.joins(MEI, name="美華", at="2026-02-01 10:00")
    shop.joins(AN, name="小安", at="2026-02-01 10:00")
    shop.says(
        "A point for every ten dollars. A canvas bag costs 300 of them and there are two; a cup of tea costs 30, once a day.",
    )
    shop.buys(MEI, (BOOK, 7000), at="2026-02-02 15:00", id="B1")
    shop.buys(AN, (BOOK, 3400), at="2026-02-02 16:00", id="B2")
    shop.happens(MEI, Redemption, at="2026-02-03 11:00", id="X1", reward="tote", minute=660)
    shop.asks("explain", MEI, "--at", "2026-02-03T12:00:00+08:00", "--limit", "1", "--lang", "zh-Hant")
    shop.says(
        "## Two bags are two bags",
        """Mei takes a second one. For An none is left, though the points are there: nothing of it is in the books. Tea An can have, and on the same
        day not again.""",
    )
    shop.happens(MEI, Redemption, at="2026-02-03 11:05", id="X2", reward="tote", minute=665)
    shop.happens(AN, Redemption, at="2026-02-03 11:06", id="X3", reward="tote", minute=666)
    shop.happens(AN, Redemption, at="2026-02-03 11:07", id="X4", reward="tea", minute=667)
    shop.happens(AN, Redemption, at="2026-02-03 11:08", id="X5", reward="tea", minute=668)
    shop.says(
        "## She does not want it after all",
        "The points go back into the very lot out of which they came, and the bag to its stock. Now An has it.",
    )
    shop.happens(MEI, RedemptionCancelled, at="2026-02-04 10:00", id="X2~cancel", redemption="X2")
    shop.asks("explain", MEI, "--at", "2026-02-04T10:01:00+08:00", "--limit", "1", "--lang", "en")
    shop.happens(AN, Redemption, at="2026-02-04 10:05", id="X6", reward="tote", minute=605)
    shop.asks("explain", AN, "--at", "2026-02-04T10:06:00+08:00", "--limit", "2", "--lang", "zh-Hant")
    shop.says("## The bookkeeping", "Every entry can be drawn from its lots again, cancelled or not.")
    shop.asks("totals", "--at", "2026-02-05T00:00+08:00", "--lang", "en")
    shop.asks("verify", "--lang", "en")
