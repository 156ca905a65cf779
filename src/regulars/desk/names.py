"""What people call the rules, points and levels that entries know by their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regulars.core.programme.document import Words

if TYPE_CHECKING:
    from regulars.core.programme.compiled import Programme, Version

FUNDING_NAMES: Final = {0: "free", 1: "partner", 2: "paid"}


def version_of(programme: Programme, number: int | None) -> Version:
    """The version that decided; the first one stands in for what happened before the programme."""
    return (programme.version(number) if number else None) or programme.versions[0]


def rule_name(programme: Programme, version: int, rule: str) -> Words | None:
    """A rule's name as it was when it decided."""
    return version_of(programme, version).rule_names.get(rule)


def waits_for(programme: Programme, version: int, rule: str) -> str | None:
    """The event that points of a rule wait for; None where they wait for none."""
    decided = programme.version(version)
    found = decided.rules.get(rule) if decided else None
    return found.terms.waits_for if found else None


def currency_name(programme: Programme, version: int, currency: str) -> Words:
    """What points are called; a currency that a version no longer has keeps its id for a name."""
    for candidate in (version_of(programme, version), *reversed(programme.versions)):
        if currency in candidate.document.points:
            return candidate.document.points[currency].name
    return Words(zh_hant=currency, en=currency)


def level_name(programme: Programme, track: str, level: str) -> Words:
    """What a level is called, by the newest version that has it."""
    for version in reversed(programme.versions):
        for document in version.document.tracks[track].levels if track in version.document.tracks else ():
            if document.id == level:
                return document.name
    return Words(zh_hant=level, en=level)


def level_rank(programme: Programme, track: str, level: str) -> int:
    """How high a level stands, by the newest version that has it; -1 where none has."""
    for version in reversed(programme.versions):
        compiled = version.tracks.get(track)
        if compiled is not None and level in compiled.rank:
            return compiled.rank[level]
    return -1


def track_name(programme: Programme, track: str) -> Words:
    """What a track is called."""
    for version in reversed(programme.versions):
        if track in version.document.tracks:
            return version.document.tracks[track].name
    return Words(zh_hant=track, en=track)
