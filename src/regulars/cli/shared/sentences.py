"""Finds the words for every refusal that a command may meet, in English and in Traditional Chinese."""

import sys
from datetime import datetime

from regulars.cli.shared.language import speaks_chinese
from regulars.cli.shared.words import desk, machine, people, points
from regulars.core.refusals import Refusal
from regulars.telling import quarantine, refusals

# Code of the refusal: English, Traditional Chinese. The names in braces are its facts. What stands here is said in a
# terminal with other words than to a till.
SENTENCES = {
    **quarantine.SENTENCES, **machine.SENTENCES, **people.SENTENCES, **desk.SENTENCES, **points.SENTENCES,
}  # fmt: skip
SHOWN_MAX = 4


def sentence_for(refusal: Refusal) -> str:
    """Return the sentence in the terminal's language; one without words yet speaks by its name and its facts."""
    from regulars.events.orderfiles.words import REFUSALS, refusal_sentence

    if refusal.code in REFUSALS:
        return refusal_sentence(refusal, "zh-Hant" if speaks_chinese() else "en")
    facts = {name: _shown(fact) for name, fact in refusal.facts.items()}
    if refusal.code in SENTENCES:
        return SENTENCES[refusal.code][speaks_chinese()].format(**facts)
    said = refusals.sentence_for(refusal)
    return said.zh_hant if speaks_chinese() else said.en


def unusable_database_in(fault: BaseException) -> Refusal | None:
    """Return what the database refused, where the fault is one that Django or the driver reports for it."""
    if "django.db" not in sys.modules:
        return None
    from regulars.lib.schema import UNUSABLE, unusable_database

    return unusable_database(fault) if isinstance(fault, UNUSABLE) else None


def _shown(fact: object) -> object:
    if isinstance(fact, datetime):
        return f"{fact.astimezone():%Y/%m/%d %H:%M}"
    if not isinstance(fact, list | tuple):
        return fact
    shown = [*map(str, fact[:SHOWN_MAX]), *(["…"] if len(fact) > SHOWN_MAX else [])]
    return ", ".join(shown) or "–"
