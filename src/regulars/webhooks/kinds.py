"""The kinds of news that there are; whoever adds a feature adds its kinds here, and their words in `telling/webhooks.py`."""

from typing import Final

KINDS: Final = (
    "points.changed",
    "level.changed",
    "badge.earned",
    "check_in.counted",
    "mission.reached",
    "mission.prize_given",
    "mission.prize_withdrawn",
    "mission.ending",
    "challenge.won",
    "friend.rewarded",
    "reward.redeemed",
    "redemption.ended",
    "reward.lapsing",
    "lottery.drawn",
    "coupon.redeemed",
    "coupon.rolled_back",
    "registration.changed",
    "occasion.changed",
    "occasion.cancelled",
    "supply.low",
    "supply.spent",
    "pool.low",
    "pool.empty",
    "member.merged",
    "member.parted",
)
