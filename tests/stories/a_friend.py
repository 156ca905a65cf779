"""A member brings two friends: one keeps what she bought, one brings it back, and nobody is named to anybody."""

from pathlib import Path

from regulars.core.events import FriendInvited
from regulars.people.members import wallet_of

LAN, YUN, KAI = "F-1", "F-2", "F-3"
TEA = "drinks/茶"


def story(shop) -> None:
    shop.publishes(Path(__file__).with_name("friends.yaml"))
    shop.buys(LAN, (TEA, 900), at="2026-01-05 10:00", id="L1")
    shop.says("Lan gives her code to two friends. Each says so with a new card, before buying anything.")
    shop.happens(YUN, FriendInvited, at="2026-03-01 10:00", by=wallet_of(LAN))
    shop.happens(KAI, FriendInvited, at="2026-03-01 11:00", by=wallet_of(LAN))
    shop.buys(YUN, (TEA, 500), at="2026-03-02 12:00", id="Y1")
    shop.buys(KAI, (TEA, 500), at="2026-03-02 13:00", id="K1")
    shop.says(
        "## What comes back in time counts for nothing",
        "Kai brings his tea back on the tenth day, and two days later buys for less than the programme asks for.",
    )
    shop.brings_back(KAI, (TEA, 1), at="2026-03-12 10:00", order="K1")
    shop.buys(KAI, (TEA, 200), at="2026-03-14 13:00", id="K2")
    shop.says(
        "## The day after the window",
        """Fourteen days after her purchase is 16 March. With the beginning of the 17th Yun's purchase is kept: she is welcomed, and Lan
        has her reward, within the same second of the shop's clock.""",
    )
    shop.clock_runs_until("2026-03-16 23:59")
    shop.clock_runs_until("2026-03-17 00:00")
    shop.asks("explain", LAN, "--at", "2026-03-17T00:00+08:00", "--limit", "1", "--lang", "zh-Hant")
    shop.asks("explain", YUN, "--at", "2026-03-17T00:00+08:00", "--limit", "1", "--lang", "en")
    shop.says(
        "## Later, the prize stays",
        "Yun's tea comes back after all. Her own points for it go; what was given for bringing her stays.",
    )
    shop.brings_back(YUN, (TEA, 1), at="2026-03-20 10:00", order="Y1")
    shop.clock_runs_until("2026-05-01 00:00")
    shop.asks("explain", LAN, "--at", "2026-05-01T00:00+08:00", "--limit", "0", "--lang", "en")
    shop.says("A second code changes nothing for somebody who came by a first.")
    shop.happens(YUN, FriendInvited, at="2026-05-02 10:00", by=wallet_of(KAI))
    shop.asks("verify", "--lang", "en")
