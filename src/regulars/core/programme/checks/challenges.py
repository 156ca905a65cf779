"""Challenges: bands that cover every score once, and a dearest case that the budget can pay."""

from __future__ import annotations

from collections.abc import Iterator

from regulars.core.challenges.playing import costs_at_most
from regulars.core.programme.challenge_document import Challenge
from regulars.core.programme.checks.points import check_named
from regulars.core.programme.checks.repeated import check_ids
from regulars.core.programme.checks.terms import check_days
from regulars.core.programme.document import Programme
from regulars.core.programme.mistakes import Fact, Mistake, Path


def check_challenges(document: Programme) -> Iterator[Mistake]:
    """All challenges, one by one and with each other."""
    for place, one in enumerate(document.challenges):
        path: Path = ("challenges", place)
        yield from check_named(one.earn, document, (*path, "earn"))
        yield from check_days({"from": one.since, "until": one.until}, path, "ChallengeBackwards")
        yield from _check_bands(one, path)
        yield from _check_cost(one, path)
    yield from check_ids(
        (one.id for one in document.challenges), ("challenges",), "ChallengeTwice", "challenge"
    )


def _check_bands(one: Challenge, path: Path) -> Iterator[Mistake]:
    """The lowest band begins with the least score, so that every score has one; each begins above the one before."""
    scores = one.scores
    if scores.most <= scores.least:
        yield Mistake((*path, "scores", "most"), "ScoresNone", {"given": scores.most, "least": scores.least})
    if one.bands[0].score != scores.least:
        facts = {"given": one.bands[0].score, "least": scores.least}
        yield Mistake((*path, "bands", 0, "score"), "FirstBand", facts)
    for place in range(1, len(one.bands)):
        band, before = one.bands[place], one.bands[place - 1]
        if band.score <= before.score:
            facts = {"given": band.score, "before": before.score}
            yield Mistake((*path, "bands", place, "score"), "BandsUnordered", facts)
        if band.score > scores.most:
            facts = {"given": band.score, "most": scores.most}
            yield Mistake((*path, "bands", place, "score"), "BandOutOfReach", facts)
    if not any(band.points for band in one.bands):
        yield Mistake((*path, "bands"), "BandsEmpty", {"challenge": one.id})


def _check_cost(one: Challenge, path: Path) -> Iterator[Mistake]:
    most = costs_at_most(one)
    if most is None:
        yield Mistake((*path, "bands"), "ChallengeUnbounded", {"challenge": one.id})
    elif most > one.budget:
        facts: dict[str, Fact] = {"challenge": one.id, "most": most, "budget": one.budget}
        yield Mistake((*path, "budget"), "ChallengeTooDear", facts)
