"""What a score wins, and what a challenge can cost at most: `docs/algorithms/challenges.md`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import msgspec

from regulars.core.challenges.refusals import ChallengeUnknown
from regulars.core.granting import grant
from regulars.core.programme.benefits import challenge_rule

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.events import PrizeWon
    from regulars.core.programme.challenge_document import Challenge

#: How long a play can be played.
LASTS: Final = 5 * 60 * 1_000_000
SECOND: Final = 1_000_000


class Won(msgspec.Struct, frozen=True):
    """What a play wins: the number of the band, from 1, and its points."""

    band: int
    points: int


def band_of(challenge: Challenge, score: int, *, elapsed: int) -> int:
    """The band of a score that took so many microseconds; one that cannot be is in the lowest."""
    counts = counted_as(challenge, score, elapsed=elapsed)
    return sum(band.score <= counts for band in challenge.bands)


def counted_as(challenge: Challenge, score: int, *, elapsed: int) -> int:
    """The score itself, or the least that there is where it cannot have been reached in so many microseconds."""
    scores = challenge.scores
    is_possible = scores.least <= score <= scores.most
    if not is_possible or (score - scores.least) * SECOND > elapsed * scores.per_second:
        return scores.least
    return score


def win(
    challenge: Challenge, score: int, *, elapsed: int, may_win: bool, is_left: Callable[[int], bool]
) -> Won:
    """What a score wins: its band, or the next lower one that has a prize left. Whoever may win no more wins no points.

    `is_left` tells of a band whether its stock has one left.
    """
    reached = band_of(challenge, score, elapsed=elapsed)
    if not may_win:
        return Won(reached, 0)
    for number in range(reached, 0, -1):
        band = challenge.bands[number - 1]
        if band.points and is_left(number):
            return Won(number, band.points)
    return Won(reached, 0)


def costs_at_most(challenge: Challenge) -> int | None:
    """The points that it gives if everybody reaches the dearest band that is left; None where nothing bounds it."""
    left, points = challenge.plays.in_all, 0
    for band in sorted(challenge.bands, key=lambda one: one.points, reverse=True):
        if not band.points or left == 0:
            break
        if band.stock is None and left is None:
            return None
        times = min(one for one in (left, band.stock) if one is not None)
        points += times * band.points
        left = None if left is None else left - times
    return points


def won(draft: Draft, event: PrizeWon) -> None:
    """Give the points of a band, by the version in force when it was won."""
    version = draft.programme.at(event.occurred_at) or draft.version
    challenge = next((one for one in version.document.challenges if one.id == event.challenge), None)
    if challenge is None or not 0 < event.band <= len(challenge.bands):
        raise ChallengeUnknown(
            challenge=event.challenge, known=[one.id for one in version.document.challenges]
        )
    grant(
        draft, version.currencies[challenge.earn], currency=challenge.earn,
        points=challenge.bands[event.band - 1].points, version=version.number, day=event.day,
        at=event.occurred_at, effect=f"challenge:{challenge.id}", rule=challenge_rule(challenge.id),
    )  # fmt: skip
