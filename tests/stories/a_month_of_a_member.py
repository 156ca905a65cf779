"""A month of a member: 小真 joins, buys, rises, brings things back, pays with points, and waits too long."""

from pathlib import Path

CARD = "8012 0001 07"
NOVEL = "books/literature/小說"
PICTURE_BOOK = "books/children/繪本"
MUG = "home/tableware/馬克杯"
POT = "home/tableware/茶壺"
LAMP = "home/lights/檯燈"


def story(shop) -> None:
    shop.says(
        """A corner shop gives 1 point for every NT$50 of a receipt, double to gold cards, and 20 more from NT$1,000.
        Points run out after two weeks. Gold begins at NT$3,000 within twelve months."""
    )
    shop.publishes(Path(__file__).with_name("corner.yaml"))
    joining(shop)
    rising(shop)
    bringing_back(shop)
    paying(shop)
    waiting_too_long(shop)


def joining(shop) -> None:
    shop.says("## Joining", "小真 takes a card at the counter, and her first two books with it.")
    shop.joins(CARD, name="小真", at="2026-10-05 10:02", birth_month=10)
    shop.buys(CARD, (NOVEL, 760, 2), at="2026-10-05 10:05", id="A-1001")
    shop.says("The same receipt comes a second time: the till did not hear our answer. It changes nothing.")
    shop.buys(CARD, (NOVEL, 760, 2), at="2026-10-05 10:05", id="A-1001")


def rising(shop) -> None:
    shop.says("## Rising", "Five days later: NT$1,240 on one receipt is 24 points, and 20 for the basket.")
    shop.buys(CARD, (MUG, 480), (PICTURE_BOOK, 760, 2), at="2026-10-10 15:30", id="A-1002")
    shop.says("What does her page say that evening?")
    shop.asks("explain", CARD, "--at", "2026-10-10T21:00+08:00", "--lang", "zh-Hant")
    shop.says("It says that NT$1,000 more make her gold. NT$999 do not, and one more dollar does:")
    shop.buys(CARD, (POT, 999), at="2026-10-17 11:00", id="A-1003")
    shop.buys(CARD, ("gifts/卡片", 1), at="2026-10-17 11:02", id="A-1004")
    shop.says("From now on her points count twice.")
    shop.buys(CARD, (NOVEL, 499), at="2026-10-18 16:45", id="A-1005")


def bringing_back(shop) -> None:
    shop.says(
        "## Two weeks are over",
        """The points of 5 October could be used until the end of the 19th. Nobody's clock has looked in yet, and the
        balance is right all the same, because it is worked out from lots for the moment that is asked:""",
    )
    shop.asks("explain", CARD, "--at", "2026-10-20T00:00+08:00", "--limit", "1", "--lang", "en")
    shop.says("Then the clock looks in, and writes the entry. The second time it finds nothing to do.")
    shop.clock_runs_until("2026-10-20 00:05")
    shop.clock_runs_until("2026-10-20 00:06")

    shop.says(
        "## The mug comes back",
        """without its receipt. The desk finds it: her latest purchase of that mug was on the 10th. Without the mug the
        basket came to NT$760, so the 20 points for a full basket go as well.""",
    )
    shop.brings_back(CARD, (MUG, 1), at="2026-10-20 12:20")
    shop.says(
        "She also brings a lamp that she never bought here. It takes nothing back, and the report names it."
    )
    shop.brings_back(CARD, (LAMP, 1), at="2026-10-20 12:22")
    shop.says(
        "Then the teapot, with its receipt. It made her gold, and this card follows the last twelve months."
    )
    shop.brings_back(CARD, (POT, 1), at="2026-10-20 18:00", order="A-1003")


def paying(shop) -> None:
    shop.says("## Paying with points", "She asks for more than she has. This is refused, and nothing moves.")
    shop.spends(CARD, 100, at="2026-10-21 09:00")
    shop.says("What she has can be spent, to the last point. What runs out first goes first.")
    shop.spends(CARD, 34, at="2026-10-21 09:01", purpose="咖啡一杯")
    shop.asks("explain", CARD, "--at", "2026-10-21T10:00+08:00", "--limit", "4", "--lang", "en")
    shop.says(
        "## Bringing back what was spent",
        """The novel goes back after its points were spent. This shop lets an account go below zero, so they are owed.""",
    )
    shop.brings_back(CARD, (NOVEL, 1), at="2026-10-22 10:00", order="A-1005")
    shop.asks("explain", CARD, "--at", "2026-10-22T11:00+08:00", "--limit", "1", "--lang", "zh-Hant")
    shop.says("Her next purchase repays it. Only what is left over is usable.")
    shop.buys(CARD, (PICTURE_BOOK, 1900, 5), at="2026-10-25 14:00", id="A-1006")
    shop.asks("explain", CARD, "--at", "2026-10-25T15:00+08:00", "--limit", "1", "--lang", "en")


def waiting_too_long(shop) -> None:
    shop.says(
        "## Waiting too long",
        "She forgets the rest. In November it is gone, and her page tells the whole story.",
    )
    shop.clock_runs_until("2026-11-09 00:00")
    shop.asks("explain", CARD, "--at", "2026-11-10T09:00+08:00", "--lang", "zh-Hant")
    shop.says("The evening after her first visit still looks as it did then:")
    shop.asks("explain", CARD, "--at", "2026-10-05T21:00+08:00", "--lang", "en")
    shop.says("## The books", "Everything above is folded again from the log, and compared.")
    shop.asks("verify", "--lang", "en")
    shop.asks("totals", "--at", "2026-11-10T09:00+08:00", "--lang", "en")
