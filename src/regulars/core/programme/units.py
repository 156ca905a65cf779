"""How much a rule gives of what, and what levels change about points: small readings of a document."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from regulars.core.money import exponent

if TYPE_CHECKING:
    from regulars.core.programme.document import EarningRule
    from regulars.core.programme.document import Programme as Document
    from regulars.core.programme.life import LevelPoints
    from regulars.core.programme.terms import Held


def unit_of(document: EarningRule, money: str) -> tuple[str, Fraction]:
    """What a rule counts, and how many points it gives for one of it."""
    if document.rate is not None:
        per = Fraction(str(document.rate.per)) * 10 ** exponent(money)
        return "money", Fraction(str(document.rate.points)) / per
    if document.each is not None:
        return "item", Fraction(str(document.each))
    if document.multiply is not None:
        return "rates", Fraction(str(document.multiply)) - 1
    return "receipt", Fraction(document.bonus or 0)


def by_level(document: Document, currency: str) -> dict[Held, LevelPoints]:
    """What levels change about a kind of points, by (track, level)."""
    return {
        (name, level.id): level.points[currency]
        for name, track in document.tracks.items()
        for level in track.levels
        if currency in level.points
    }
