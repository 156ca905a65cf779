"""Consents at the desk: what somebody is asked for, what they said, and the receipt of each word."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

import msgspec

from regulars.core.events import ConsentGiven, ConsentWithdrawn
from regulars.core.periods import Instant
from regulars.core.programme.document import Words
from regulars.core.programme.purposes import MEMBERSHIP, purpose_name
from regulars.desk.reading import wallet_at
from regulars.lib.instants import instant, moment
from regulars.people.consents import Shown
from regulars.people.consents import Word as Kept

if TYPE_CHECKING:
    from regulars.core.programme.compiled import Programme
    from regulars.core.programme.document import Purpose

Language = Literal["zh-Hant", "en"]
Word = ConsentGiven | ConsentWithdrawn


class Notice(msgspec.Struct, frozen=True):
    """What a member is to read before agreeing, in both languages."""

    version: str
    text: Words


class Asked(msgspec.Struct, frozen=True):
    """A purpose that the programme asks for, and how the member stands to it; `since` is when they last said so."""

    purpose: str
    name: Words
    notice: Notice
    is_given: bool
    since: datetime | None
    agreed_to: str | None


class Saying(msgspec.Struct, frozen=True, kw_only=True):
    """A word about a purpose, as somebody says it."""

    purpose: str
    is_given: bool
    notice_version: str = ""
    channel: str
    language: Language
    by: str = ""


def asked(programme: Programme, wallet_id: int, *, now: datetime) -> tuple[Asked, ...]:
    """What the programme asks of its members now, and how this one stands to each; also what it asks no more and they gave."""
    version = programme.at_or_first(instant(now))
    consents = wallet_at(programme, wallet_id, now).consents
    purposes = {name: part for name, part in version.document.purposes.items() if name != MEMBERSHIP}
    for purpose, word in consents.items():
        if word.is_given and purpose not in purposes:
            purposes[purpose] = _last_asked(programme, purpose)
    return tuple(
        Asked(
            purpose, purpose_name(purpose, part), Notice(part.notice.version, _text(part)),
            word is not None and word.is_given, moment(Instant(word.at)) if word else None,
            word.notice if word is not None and word.is_given else None,
        )
        for purpose, part in purposes.items()
        for word in [consents.get(purpose)]
    )  # fmt: skip


def word_of(saying: Saying, *, name: str, at: int, programme: Programme) -> Word:
    """The event that a word becomes, with the fingerprint of what was shown."""
    day = programme.calendar.day_of(at)
    if not saying.is_given:
        return ConsentWithdrawn(name, at, day, saying.purpose, saying.channel, saying.language, saying.by)
    shown = _shown(programme, saying.purpose, saying.notice_version, saying.language, at)
    return ConsentGiven(
        name, at, day, saying.purpose, saying.notice_version, shown.hash if shown else "",
        saying.channel, saying.language, saying.by,
    )  # fmt: skip


def receipt_of(programme: Programme, source: str, wallet_id: int, word: Word) -> Kept:
    """The receipt of a word that was decided."""
    given = isinstance(word, ConsentGiven)
    version = word.notice_version if isinstance(word, ConsentGiven) else ""
    shown = _shown(programme, word.purpose, version, word.language, word.occurred_at) if given else None
    return Kept(
        source, word.id, wallet_id, word.purpose, given, moment(Instant(word.occurred_at)), word.channel, word.language,
        word.by, shown,
    )  # fmt: skip


def _shown(programme: Programme, purpose: str, version: str, language: str, at: int) -> Shown | None:
    """The notice of that version as this language has it; of texts under one number, what stood there last by then."""
    parts = [
        (one.effective_at > at, one.document.purposes.get(purpose)) for one in reversed(programme.versions)
    ]
    texts = [(is_ahead, part.notice) for is_ahead, part in parts if part and part.notice.version == version]
    if not texts:
        return None
    spoken = language or "zh-Hant"
    _, notice = min(texts, key=lambda text: text[0])
    return Shown(purpose, version, spoken, notice.text(spoken))


def _last_asked(programme: Programme, purpose: str) -> Purpose:
    found = (one.document.purposes.get(purpose) for one in reversed(programme.versions))
    return next(part for part in found if part is not None)


def _text(part: Purpose) -> Words:
    return Words(zh_hant=part.notice.zh_hant, en=part.notice.en)
