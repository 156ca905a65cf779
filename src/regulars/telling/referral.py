"""Bringing a friend, told: to the friend, and to whoever invited them, without a word about the other."""

from __future__ import annotations

from typing import Final

from regulars.core.effects import Reason
from regulars.core.events import FriendInvited, FriendSettled
from regulars.telling.voice import Pair, Voice

SENTENCES: Final[dict[str, Pair]] = {
    "invited": ("Came by an invitation", "由好友推薦加入"),
    "settled": ("A friend whom you invited kept a purchase", "您推薦的好友完成首次消費"),
    "friend_settled": (
        "A purchase was kept past its return window, which is what the invitation asked for",
        "消費已過退貨期，符合推薦條件",
    ),
    "friend_known": (
        "This was bought before the invitation, so the invitation counts no more",
        "這筆消費在推薦之前，推薦不再計入",
    ),
    "referral_capped": (
        "No more than {times} friends count {span}, so nothing was given for this one",
        "{span}最多計 {times} 位好友，這一位沒有獎勵",
    ),
}
_SPANS: Final[dict[str, Pair]] = {
    "day": ("on one day", "每天"),
    "month": ("in one month", "每月"),
    "year": ("in one year", "每年"),
    "member": ("for one member", "每位會員"),
}


def title(event: FriendInvited | FriendSettled, voice: Voice) -> str:
    """What happened, in a few words."""
    return voice.say(SENTENCES["invited" if isinstance(event, FriendInvited) else "settled"])


def reason(one: Reason, voice: Voice) -> str:
    """What became of an invitation."""
    match one.code, one.facts:
        case "referral_capped", (str(per), int(times)):
            return voice.say(SENTENCES[one.code], span=voice.pick(_SPANS[per]), times=times)
        case _:
            return voice.say(SENTENCES[one.code])
