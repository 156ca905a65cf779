"""Bringing a friend, told: to the friend, and to whoever invited them, without a word about the other."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

from regulars.core.effects import Reason
from regulars.core.events import FriendInvited, FriendSettled
from regulars.core.money import minor
from regulars.core.programme.document import PointsGift, Programme, Words
from regulars.telling.figures import day, money, points_of
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
        "No more than {times:friend counts|friends count} {span}, so nothing was given for this one",
        "{span}最多計 {times} 位好友，這一位沒有獎勵",
    ),
}
_SPANS: Final[dict[str, Pair]] = {
    "day": ("on one day", "每天"),
    "month": ("in one month", "每月"),
    "year": ("in one year", "每年"),
    "member": ("in all", "每位會員總計"),
}
_STATES: Final[dict[str, Pair]] = {
    "waits": ("Came, and has not bought and kept something yet", "已加入，尚未完成首次消費"),
    "known": ("Was a member of the shop before, so it does not count", "原本就是會員，不計入"),
    "settled": ("Bought and kept it; your points are on their way", "已完成首次消費，獎勵發送中"),
    "rewarded": ("Bought and kept it", "已完成首次消費"),
    "capped": ("Bought and kept it, beyond the number that counts", "已完成首次消費，超過計入的人數"),
}
_REWARDED: Final[Pair] = ("Bought and kept it: {points}", "已完成首次消費：{points}")
_TERMS: Final[dict[str, Pair]] = {
    "reward": ("{reward} for whoever invites, once for each friend", "推薦人得 {reward}，每位好友一次"),
    "welcome": ("{welcome} for the friend, at the same moment", "好友得 {welcome}，同時發給"),
    "at_least": ("The friend's purchase comes to {amount} at least", "好友的消費需滿 {amount}"),
    "window": (
        "Given when nothing of it came back for {days:day|days}",
        "消費過 {days} 天退貨期、沒有退貨後發給",
    ),
    "limit": ("At most {times:friend|friends} {span}", "{span}最多計 {times} 位好友"),
}
_REFUSED: Final[dict[str, Pair]] = {
    "InvitationUnknown": ("Nobody has this code. Look at it again.", "沒有這個推薦碼，請再確認一次。"),
    "InvitedOneself": ("This is your own code.", "這是您自己的推薦碼。"),
    "FriendKnown": (
        "An invitation is for somebody new, and you are a member already.",
        "推薦碼限新會員使用，您已經是會員。",
    ),
    "AlreadyInvited": (
        "You came by an invitation already; the first one stays.",
        "您已使用過推薦碼，以第一個為準。",
    ),
    "NoReferral": ("At the moment nothing is given for bringing friends.", "目前沒有好友推薦活動。"),
}


class FriendTold(msgspec.Struct, frozen=True):
    """Somebody who came by a member's code, in words and without a name."""

    said: str
    day: str


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


def state(code: str, voice: Voice) -> str:
    """What became of a friend."""
    return voice.say(_STATES[code])


def friend(invited_at: datetime, code: str, points: int, name: Words, voice: Voice) -> FriendTold:
    """What became of one who came, and what was given for them."""
    said = voice.say(_REWARDED, points=points_of(points, name, voice)) if points else state(code, voice)
    return FriendTold(said, day(invited_at, voice))


def terms(document: Programme, voice: Voice) -> tuple[str, ...]:
    """What a version gives for a friend, and when; nothing where it gives nothing."""
    promised = document.referral
    if promised is None:
        return ()
    said = [voice.say(_TERMS["reward"], reward=_gift(promised.reward, document, voice))]
    if promised.welcome is not None:
        said.append(voice.say(_TERMS["welcome"], welcome=_gift(promised.welcome, document, voice)))
    if promised.at_least:
        least = money(minor(str(promised.at_least), document.currency), document.currency)
        said.append(voice.say(_TERMS["at_least"], amount=least))
    said.append(voice.say(_TERMS["window"], days=promised.return_window))
    return (
        *said,
        *(
            voice.say(_TERMS["limit"], times=one.times, span=voice.pick(_SPANS[one.per]))
            for one in promised.limits
        ),
    )


def refused(code: str, voice: Voice) -> str:
    """Why a code did nothing, in a sentence; empty where nothing was refused."""
    return voice.say(_REFUSED[code]) if code in _REFUSED else ""


def _gift(gift: PointsGift, document: Programme, voice: Voice) -> str:
    return points_of(gift.points, document.points[gift.of].name, voice)
