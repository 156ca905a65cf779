"""The kinds of points: who pays for them, what they are worth, and whether they may run out."""

from __future__ import annotations

from collections.abc import Iterator

from regulars.core.programme.checks.numbers import check_number, decimal_of
from regulars.core.programme.checks.terms import check_expiry, check_pending, check_sliding_of_level
from regulars.core.programme.document import Level, LevelPoints, Number, PointsCurrency, Programme
from regulars.core.programme.mistakes import Fact, Mistake, Path, nearest


def check_points(points: PointsCurrency, path: Path) -> Iterator[Mistake]:
    """One kind of points."""
    yield from check_number(points.worth, (*path, "worth"), may_be_zero=True)
    yield from _check_funding(points, path)
    yield from check_expiry(points.expiry, (*path, "expiry"))
    yield from check_pending(points.pending, (*path, "pending"))
    if points.deficit_limit is not None and points.take_back != "into_deficit":
        yield Mistake((*path, "deficit_limit"), "DeficitLimitUnwanted", {"take_back": points.take_back})


def _check_funding(points: PointsCurrency, path: Path) -> Iterator[Mistake]:
    if points.funding == "partner" and points.sponsor is None:
        yield Mistake((*path, "funding"), "SponsorMissing", {"points": str(path[-1])})
    if points.funding != "partner" and points.sponsor is not None:
        yield Mistake((*path, "sponsor"), "SponsorUnwanted", {"funding": points.funding})
    # In Taiwan a voucher that was sold for money may bear no expiry.
    if points.funding == "paid" and points.expiry != "never":
        yield Mistake((*path, "expiry"), "PaidExpires", {"points": str(path[-1])})
    # Moving bought value between people is a payment service.
    if points.funding == "paid" and points.transfer != "forbidden":
        yield Mistake((*path, "transfer"), "PaidTransfers", {"points": str(path[-1])})


def check_level(level: Level, path: Path, document: Programme) -> Iterator[Mistake]:
    """What a level changes about points: it must be about points that there are, and change something."""
    for name, terms in level.points.items():
        here = (*path, "points", name)
        points = document.points.get(name)
        if points is None:
            yield Mistake(here, "PointsUnknown", among(name, tuple(document.points)), on_key=True)
            continue
        if terms == LevelPoints():
            yield Mistake(here, "LevelPointsEmpty", {"points": name})
        yield from check_expiry(terms.expiry, (*here, "expiry"))
        yield from check_sliding_of_level(terms.expiry, points, (*here, "expiry"))
        if points.funding == "paid" and terms.expiry not in {None, "never"}:
            yield Mistake((*here, "expiry"), "PaidExpires", {"points": name})
        if terms.multiply is not None:
            yield from _check_multiply(terms.multiply, (*here, "multiply"), name, document)
        if terms.deficit_limit is not None and points.deficit_limit is None:
            yield Mistake((*here, "deficit_limit"), "LevelLimitUnwanted", {"points": name})


def _check_multiply(times: Number, path: Path, name: str, document: Programme) -> Iterator[Mistake]:
    """Benefits only add: to multiply by one or less would give nothing, or take away."""
    factor = decimal_of(times)
    if factor is None or factor <= 0:
        yield from check_number(times, path, may_be_zero=False)
    elif factor <= 1:
        yield Mistake(path, "MultiplyTooSmall", {"given": str(times)})
    if not any(rule.rate or rule.each for rule in document.earning if rule.earn == name):
        yield Mistake(path, "MultiplyAlone", {"points": name})


def check_named(name: str, document: Programme, path: Path) -> Iterator[Mistake]:
    """Points that are named must be among those that the programme has."""
    if name not in document.points:
        yield Mistake(path, "PointsUnknown", among(name, tuple(document.points)))


def among(given: str, known: tuple[str, ...]) -> dict[str, Fact]:
    """The facts about a name that is none of those that there are."""
    return {"given": given, "known": known, "suggestion": nearest(given, known)}
