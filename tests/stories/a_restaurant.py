"""A restaurant: NT$10 = 1 point, rounded down a receipt, until 31 December of the next year; vouchers earn nothing."""

from pathlib import Path

CARD = "R-7"
DINNER = "meals/晚餐"
TEA = "drinks/茶"


def story(shop) -> None:
    shop.publishes(Path(__file__).with_name("restaurant.yaml"))
    shop.joins(CARD, name="阿榮", at="2025-01-10 18:00")
    shop.says(
        """A dinner of NT$459 and tea of NT$90 come to NT$549: 54 points. Line by line it would be 45 and 9, which happens to
        be the same; with NT$455 and NT$95 it would not be, and the receipt decides: 55."""
    )
    shop.buys(CARD, (DINNER, 459), (TEA, 90), at="2025-01-10 20:00", id="T1")
    shop.buys(CARD, (DINNER, 455), (TEA, 95), at="2025-02-10 20:00", id="T2")
    shop.says("NT$9 earn nothing, and two receipts of NT$9 are not put together.")
    shop.buys(CARD, (TEA, 9), at="2025-02-11 12:00", id="T3")
    shop.buys(CARD, (TEA, 9), at="2025-02-11 12:05", id="T4")
    shop.says(
        "## Vouchers",
        """Of NT$549, NT$300 are paid with a voucher. That part was paid for when the voucher was sold, and earns nothing:
        NT$249 are 24 points. A voucher for all of it leaves nothing to earn.""",
    )
    shop.buys(CARD, (DINNER, 459), (TEA, 90), at="2025-03-10 20:00", id="T5", unearning=300)
    shop.buys(CARD, (DINNER, 459), at="2025-03-11 20:00", id="T6", unearning=459)
    shop.says(
        "The tea of the first evening is taken off the bill afterwards. It had earned 9 of the 54 points."
    )
    shop.brings_back(CARD, (TEA, 1), at="2025-03-12 10:00", order="T1")
    shop.says(
        "## New Year",
        "Points of January 2025 can be used until 31 December 2026, like those of March. On New Year's Day they are gone.",
    )
    shop.asks("explain", CARD, "--at", "2026-12-31T23:59:59+08:00", "--limit", "1", "--lang", "zh-Hant")
    shop.clock_runs_until("2027-01-01 00:00")
    shop.asks("explain", CARD, "--at", "2027-01-01T00:00:00+08:00", "--limit", "0", "--lang", "zh-Hant")
    shop.asks("verify", "--lang", "en")
