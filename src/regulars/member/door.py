"""The shop's door: what a stranger reads before signing in."""

from __future__ import annotations

from datetime import datetime

import msgspec
from django.utils.translation import get_language

from regulars.core.periods import instant
from regulars.core.programme.document import Programme
from regulars.member.standings import Look, look_of
from regulars.programmes.queries import NoProgramme, current
from regulars.telling import benefits
from regulars.telling.voice import Voice, voice_for


class Offer(msgspec.Struct, frozen=True):
    """A level and what it brings."""

    level: str
    look: Look
    benefits: tuple[str, ...]


class Door(msgspec.Struct, frozen=True):
    """What a stranger sees. A shop that has published nothing yet has no name and no offers."""

    shop: str
    offers: tuple[Offer, ...]


def in_force(now: datetime) -> Programme:
    """The version that holds now; one that is published for later shows nowhere yet."""
    programme = current()
    return programme.at_or_first(instant(now)).document


def spoken(now: datetime) -> tuple[Programme, Voice]:
    """The version that holds now, and the voice in which its pages speak to whoever reads them."""
    document = in_force(now)
    return document, voice_for(document, get_language() or "")


def door(language: str, *, now: datetime) -> Door:
    """What the shop offers today."""
    try:
        document = in_force(now)
    except NoProgramme:
        return Door("", ())
    voice = voice_for(document, language)
    return Door(voice.of(document.name), _offers(document, voice))


def _offers(document: Programme, voice: Voice) -> tuple[Offer, ...]:
    """What the levels of the first track bring: it is the card that everybody gets."""
    first = next(iter(document.tracks.values()), None)
    ladder = list(first.levels) if first else []
    return tuple(
        Offer(voice.of(level.name), look_of(rank, len(ladder)), benefits.of_level(level, voice))
        for rank, level in enumerate(ladder)
        if benefits.of_level(level, voice)
    )
