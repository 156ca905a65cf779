"""What members agreed to and took back, told."""

from __future__ import annotations

from typing import Final

from regulars.core.events import ConsentGiven, ConsentWithdrawn
from regulars.telling.voice import Pair, Voice

Word = ConsentGiven | ConsentWithdrawn

SENTENCES: Final[dict[str, Pair]] = {
    "given": ("Agreed to: {purpose}", "同意：{purpose}"),
    "withdrawn": ("Consent withdrawn: {purpose}", "撤回同意：{purpose}"),
}


def title(event: Word, voice: Voice) -> str:
    """What was said, in a few words."""
    said = SENTENCES["given" if isinstance(event, ConsentGiven) else "withdrawn"]
    return voice.say(said, purpose=voice.purpose(event.purpose))
