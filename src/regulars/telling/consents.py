"""What members agreed to and took back, told."""

from __future__ import annotations

from typing import Final

from regulars.core.events import ConsentGiven, ConsentWithdrawn
from regulars.core.programme.document import Words
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
