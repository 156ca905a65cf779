"""A moment ahead in sentences: what will have happened by itself by then, and that it is only a preview."""

from __future__ import annotations

from typing import Final

from regulars.desk.answers import Account
from regulars.telling.figures import day, whole
from regulars.telling.voice import Pair, Voice

SENTENCES: Final[dict[str, Pair]] = {
    "heading": ("Will have happened by itself by {day}", "到 {day} 為止，會自動發生的事"),
    "nothing": ("Nothing happens by itself until then.", "到那時為止，不會自動發生任何事。"),
    "left_out": (
        "There {count:|is|are} {count:more such moment|more such moments} until then.",
        "到那時為止，還有 {count} 個這樣的時間點。",
    ),
}


def heading(account: Account, voice: Voice) -> str:
    """What the list below it is."""
    return voice.say(SENTENCES["heading"], day=day(account.at, voice))


def beside(account: Account, voice: Voice) -> str:
    """What is said where the list is empty or does not hold everything; nothing where it does."""
    if not account.ahead:
        return voice.say(SENTENCES["nothing"])
    if account.ahead_left_out:
        return voice.say(SENTENCES["left_out"], count=whole(account.ahead_left_out))
    return ""
