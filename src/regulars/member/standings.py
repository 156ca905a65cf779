"""A track as the pages show it: the place on it in a few words, and the whole ladder."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Literal

import msgspec

from regulars.core.money import EXPONENTS
from regulars.core.programme.document import Level
from regulars.core.programme.document import Track as Document
from regulars.desk.answers import Standing
from regulars.telling import benefits, levels, tracks
from regulars.telling.levels import Missing
from regulars.telling.voice import Voice

Look = Literal["first", "middle", "top"]


class Place(msgspec.Struct, frozen=True):
    """Where somebody stands. `lead` is what to say first, None where nothing is missing."""

    track: str
    name: str
    level: str
    look: Look
    lead: Missing | None
    holds: str
    outlook: str
    benefits: tuple[str, ...]


class Rung(msgspec.Struct, frozen=True):
    """One level of a ladder. `percent` is how far the way from nothing to it has been walked."""

    name: str
    threshold: str
    benefits: tuple[str, ...]
    is_here: bool
    is_reached: bool
    is_next: bool


class Ladder(msgspec.Struct, frozen=True):
    """A track with all its levels, the highest first."""

    place: Place
    total: str
    terms: str
    rise: Missing | None
    keep: Missing | None
    rungs: tuple[Rung, ...]


def place(standing: Standing, *, voice: Voice, at: datetime) -> Place:
    """Where somebody stands on a track."""
    return Place(
        track=standing.track,
        name=voice.of(standing.name),
        level=voice.of(standing.level_name),
        look=look_of(standing.rank, standing.rank + (1 if standing.up is None else 2)),
        lead=levels.lead(standing, voice, at=at),
        holds=levels.holds(standing, voice),
        outlook=levels.outlook(standing, voice),
        benefits=benefits.benefits(standing.benefits, standing.gives, voice),
    )


def look_of(rank: int, levels_in_all: int) -> Look:
    """Which of the three looks a level's card has, however many levels there are."""
    if rank == 0:
        return "first"
    return "top" if rank == levels_in_all - 1 else "middle"


def ladder(standing: Standing, document: Document, *, voice: Voice, at: datetime) -> Ladder:
    """The whole track."""
    rungs = [
        _rung(standing, rank, level, voice=voice)
        for rank, level in enumerate(document.levels)
    ]  # fmt: skip
    return Ladder(
        place=place(standing, voice=voice, at=at),
        total=levels.amount(standing.total, standing, voice),
        terms=("" if voice.is_chinese else " ").join(
            (tracks.what_counts(document, voice), tracks.how_long(document, voice))
        ),
        rise=levels.to_rise(standing, voice),
        keep=levels.to_keep(standing, voice, at=at),
        rungs=tuple(reversed(rungs)),
    )


def _rung(standing: Standing, rank: int, level: Level, *, voice: Voice) -> Rung:
    digits = EXPONENTS.get(standing.money, 0) if standing.unit == "money" else 0
    threshold = int(Fraction(str(level.threshold)) * 10**digits)
    return Rung(
        name=voice.of(level.name),
        threshold=levels.amount(threshold, standing, voice) if threshold else "",
        benefits=benefits.of_level(level, voice),
        is_here=rank == standing.rank,
        is_reached=rank <= standing.rank,
        is_next=rank == standing.rank + 1,
    )
