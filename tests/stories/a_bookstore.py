"""A bookstore: NT$50 = 1 point on a single receipt, gold at NT$6,000 within a year, ten points pay for NT$1."""

from pathlib import Path

CARD = "B-11"
NOVEL = "books/literature/小說"
POEMS = "books/poetry/詩集"
PEN = "stationery/鋼筆"
EXAMPLES = Path(__file__).parents[2] / "examples" / "programmes"


def story(shop) -> None:
    shop.publishes(EXAMPLES / "bookshop.yaml")
    shop.joins(CARD, name="怡君", at="2025-01-05 10:00")
    shop.says("Two receipts of NT$49 give nothing, one of NT$98 gives 1 point.")
    shop.buys(CARD, (NOVEL, 49), at="2025-01-05 10:05", id="B1")
    shop.buys(CARD, (NOVEL, 49), at="2025-01-05 10:06", id="B2")
    shop.buys(CARD, (NOVEL, 49), (PEN, 49), at="2025-01-05 10:07", id="B3")
    shop.says("## Gold", "NT$196 so far. NT$5,803 more leave her one dollar short, and it says so.")
    shop.buys(CARD, (PEN, 5803), at="2025-02-01 12:00", id="B4")
    shop.asks("explain", CARD, "--at", "2025-02-01T13:00+08:00", "--limit", "0", "--lang", "zh-Hant")
    shop.buys(CARD, (PEN, 1), at="2025-03-01 12:00", id="B5")
    shop.says(
        "From the next receipt on, points count twice; in April so do the 30 points for each book of poetry."
    )
    shop.buys(CARD, (NOVEL, 500), at="2025-03-02 12:00", id="B6")
    shop.buys(CARD, (POEMS, 600, 2), at="2025-04-02 12:00", id="B7")
    shop.says(
        "## One of two books of poetry comes back",
        "Half of what that line earned goes with it, whichever rule gave it. The reader badge counts NT$300 less.",
    )
    shop.brings_back(CARD, (POEMS, 1), at="2025-04-03 12:00", order="B7")
    shop.says("The other one too, and nothing of it is left over.")
    shop.brings_back(CARD, (POEMS, 1), at="2025-04-04 12:00", order="B7")
    shop.says(
        "## A year later",
        """Gold holds for a year from the day on which it was reached, whatever she buys. Then the last twelve months
        are looked at. She bought NT$501 in them, so the card is white again.""",
    )
    shop.asks("explain", CARD, "--at", "2026-02-28T23:59:59+08:00", "--limit", "0", "--lang", "en")
    shop.clock_runs_until("2026-03-01 00:00")
    shop.asks("explain", CARD, "--at", "2026-03-01T00:00:00+08:00", "--limit", "1", "--lang", "en")
    shop.says("And the points of 2025 can be used until the last day of 2026:")
    shop.clock_runs_until("2027-01-01 00:00")
    shop.asks("totals", "--at", "2027-01-01T00:00+08:00", "--lang", "en")
    shop.asks("verify", "--lang", "en")
