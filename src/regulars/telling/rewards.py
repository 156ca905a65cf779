"""Rewards told: what was redeemed and what became of it, and of each that is out of reach the one thing that is missing."""

from __future__ import annotations

from typing import Final

from regulars.core.events import Redemption, RedemptionCancelled
from regulars.telling.voice import Pair, Voice

SENTENCES: Final[dict[str, Pair]] = {
    "redeemed": ("Redeemed: {reward}", "兌換：{reward}"),
    "cancelled": ("A redemption was cancelled", "取消兌換"),
    "cancelled_by_shop": ("The shop cancelled a redemption", "店家取消兌換"),
    "lapsed": ("Not fetched in time: the points are back", "逾期未領取，點數已歸還"),
}


def title(event: Redemption | RedemptionCancelled, voice: Voice) -> str:
    """What happened, in a few words."""
    if isinstance(event, Redemption):
        return voice.say(SENTENCES["redeemed"], reward=reward_named(event.reward, voice))
    key = {"member": "cancelled", "shop": "cancelled_by_shop", "time": "lapsed"}[event.by]
    return voice.say(SENTENCES[key])


def reward_named(reward: str, voice: Voice) -> str:
    """What the shop calls a reward; its id where the programme has it no more."""
    return voice.of(voice.rewards[reward]) if reward in voice.rewards else reward
