"""A coin wallet: a share of what was really paid, a week's wait, 180 days from then, a cap, and returns that claw back."""

from pathlib import Path

CARD = "C-3"
SHOES = "shoes/球鞋"
BAG = "bags/背包"
EXAMPLES = Path(__file__).parents[2] / "examples" / "programmes"


def story(shop) -> None:
    shop.publishes(EXAMPLES / "coin.yaml")
    shop.joins(CARD, name="冠宇", at="2024-11-01 09:00")
    shop.says(
        """The opening gives 10 % on top of the usual 2 %, 100 coins a member at most. The first purchase takes 80 of them,
        the second one the other 20, and says what the cap cut off.""",
    )
    shop.buys(CARD, (SHOES, 800), at="2024-11-02 10:00", id="N1")
    shop.buys(CARD, (BAG, 800), at="2024-11-03 10:00", id="N2")
    shop.says(
        "## A week's wait", "Coins can be used seven days later. Until then they are there, and pending."
    )
    shop.asks("explain", CARD, "--at", "2024-11-08T23:59:59+08:00", "--limit", "0", "--lang", "zh-Hant")
    shop.asks("explain", CARD, "--at", "2024-11-09T00:00:00+08:00", "--limit", "0", "--lang", "zh-Hant")
    shop.says(
        "## Paid with coins",
        "He pays NT$90 of the next NT$1,000 with coins. The coins are authorised first; only NT$910 earn.",
    )
    shop.spends(CARD, 90, at="2024-12-05 12:00", currency="coin", purpose="N3")
    shop.buys(CARD, (BAG, 1000), at="2024-12-05 12:00", id="N3", unearning=90)
    shop.says(
        "## The return claws back",
        """The shoes of 2 November go back. They had earned 96 coins, and most of them are spent. What is left of them goes, then
        other usable coins, and the rest is owed.""",
    )
    shop.brings_back(CARD, (SHOES, 1), at="2024-12-06 12:00", order="N1")
    shop.asks("explain", CARD, "--at", "2024-12-06T13:00:00+08:00", "--limit", "1", "--lang", "zh-Hant")
    shop.says("On the day on which the coins of 5 December become usable, they repay the debt by themselves.")
    shop.clock_runs_until("2024-12-12 00:00")
    shop.asks("explain", CARD, "--at", "2024-12-12T00:00:00+08:00", "--limit", "0", "--lang", "en")
    shop.says("## 180 days", "are counted from the day on which coins can be used, not from the purchase.")
    shop.buys(CARD, (BAG, 5000), at="2025-01-01 12:00", id="N4")
    shop.asks("explain", CARD, "--at", "2025-07-07T23:59:59+08:00", "--limit", "0", "--lang", "en")
    shop.clock_runs_until("2025-07-08 00:00")
    shop.asks("totals", "--at", "2025-07-08T00:00+08:00", "--lang", "en")
    shop.asks("verify", "--lang", "en")
