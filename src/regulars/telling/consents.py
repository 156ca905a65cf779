"""What members agreed to and took back, told."""

from __future__ import annotations

from typing import Final

from regulars.core.events import ConsentGiven, ConsentWithdrawn
from regulars.core.programme.document import Words
from regulars.desk.consents import Asked
from regulars.people.consents import Receipt
from regulars.telling.figures import clock, day
from regulars.telling.voice import Pair, Voice

#: Stands on every receipt.
HOW_TO_WITHDRAW: Final = Words(
    zh_hant="在會員網頁的「隱私」按「撤回同意」，或在櫃台告知店員，即時生效；點數與等級不受影響。",
    en="Press “Withdraw” under “Privacy” on the member pages, or tell us at the counter; it holds at once, and points and levels stay.",
)
Word = ConsentGiven | ConsentWithdrawn

SENTENCES: Final[dict[str, Pair]] = {
    "given": ("Agreed to: {purpose}", "同意：{purpose}"),
    "withdrawn": ("Consent withdrawn: {purpose}", "撤回同意：{purpose}"),
    "yes": ("{purpose}: yes, since {since}", "{purpose}：同意（{since} 起）"),
    "no": ("{purpose}: no, since {since}", "{purpose}：不同意（{since} 起）"),
    "unasked": ("{purpose}: not asked yet", "{purpose}：還沒問過"),
    "kept": ("{at}  {said}  {channel}", "{at}  {said}  {channel}"),
    "kept_by": ("{at}  {said}  {channel}  notice {version}", "{at}  {said}  {channel}  告知事項 {version}"),
}


CHANNELS: Final[dict[str, Pair]] = {
    "web": ("member pages", "會員網頁"),
    "paper": ("on paper", "紙本"),
    "counter": ("at the counter", "櫃台"),
    "phone": ("by telephone", "電話"),
    "api": ("through the shop's systems", "店家系統"),
}


def channel(where: str, voice: Voice) -> str:
    """Where something was said; a shop's own word stays as it is."""
    return voice.pick(CHANNELS[where]) if where in CHANNELS else where


def title(event: Word, voice: Voice) -> str:
    """What was said, in a few words."""
    said = SENTENCES["given" if isinstance(event, ConsentGiven) else "withdrawn"]
    return voice.say(said, purpose=voice.purpose(event.purpose))


def standing(asked: Asked, voice: Voice) -> str:
    """A purpose, and how the member stands to it."""
    if asked.since is None:
        return voice.say(SENTENCES["unasked"], purpose=voice.of(asked.name))
    said = SENTENCES["yes" if asked.is_given else "no"]
    return voice.say(said, purpose=voice.of(asked.name), since=day(asked.since, voice))


def receipt(one: Receipt, voice: Voice) -> str:
    """A receipt on one line: when, what was said, where, and under which notice."""
    said = voice.say(SENTENCES["given" if one.is_given else "withdrawn"], purpose=voice.purpose(one.purpose))
    at = f"{day(one.said_at, voice)} {clock(one.said_at, voice)}"
    pair = SENTENCES["kept_by" if one.notice_version else "kept"]
    return voice.say(pair, at=at, said=said, channel=channel(one.channel, voice), version=one.notice_version)
