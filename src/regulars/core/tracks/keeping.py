"""What a level needs to be kept, and when it goes up or is lost if nothing more counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.periods import NEVER
from regulars.core.state import ends_at
from regulars.core.tracks.figures import anchor_of

if TYPE_CHECKING:
    from regulars.core.programme.tracks import Track
    from regulars.core.state import Purse, Standing


def is_in_grace(standing: Standing) -> bool:
    """Whether the level's time is up and it may still be earned."""
    return standing.remembered is not None and standing.remembered.ended_at != 0


def still_counting(track: Track, standing: Standing, at: int, purse: Purse | None = None) -> int:
    """What a review at an instant would read if nothing more counted: what had not left before."""
    if track.counts == "balance":
        return standing.total - (_gone_before(purse, at) if purse is not None else 0)
    anchor = anchor_of(standing)
    return sum(amount for day, amount in standing.days if track.leaves_at(day, anchor) >= at)


def _gone_before(purse: Purse, at: int) -> int:
    return sum(lot.remaining for lot in purse.lots if ends_at(purse, lot) < at)


def missing_to_keep(track: Track, standing: Standing, purse: Purse | None = None) -> int | None:
    """What must still count for the level to be renewed at its end; None where nothing is missing or nothing ends."""
    rank = track.rank[standing.level]
    if standing.until == NEVER or rank == 0 or track.at_end == "keep":
        return None
    if is_in_grace(standing):
        assert standing.remembered is not None
        return track.thresholds[rank] - standing.remembered.reviewed
    missing = track.thresholds[rank] - still_counting(track, standing, standing.until, purse)
    return missing if missing > 0 else None


def made_up_until(track: Track, standing: Standing, at: int) -> int:
    """How long a level holds that is earned in its days of grace: counted from its end, or where that is over, from now."""
    assert standing.remembered is not None, "a track with grace begins with a place to remember it"
    rank, anchor = track.rank[standing.level], standing.remembered.anchor
    until = track.valid_until(rank, standing.remembered.ended_at, anchor)
    return until if until > at else track.valid_until(rank, at, anchor)


def rises_at(track: Track, standing: Standing, at: int, purse: Purse | None = None) -> int:
    """When a level that is earned already begins; `NEVER` where none is, or where it began at once."""
    rank = track.rank[standing.level]
    if track.rises_at_once or track.earned(standing.total) <= rank:
        return NEVER
    next_rise = track.rises_after(at, anchor_of(standing))
    return next_rise if rises_to(track, standing, next_rise, purse) > rank else NEVER


def rises_to(track: Track, standing: Standing, moment: int, purse: Purse | None = None) -> int:
    """The rank that is earned at a moment at which levels go up, if nothing more counts.

    What leaves the window with that moment still earns a level that is promised for a time. One that follows what
    counts would be lost as it began, so it needs what counts after that moment.
    """
    rank = track.earned(still_counting(track, standing, moment, purse))
    lasting = track.earned(still_counting(track, standing, moment + 1, purse))
    while rank > lasting and passes(track, rank):
        rank -= 1
    return rank


def passes(track: Track, rank: int) -> bool:
    """Whether a level holds only as long as what counts reaches it."""
    return track.follows_metric and rank != track.floors[rank]


def fades_at(track: Track, standing: Standing, purse: Purse | None = None) -> int:
    """When a level that follows what counts is lost if nothing more does."""
    rank = track.rank[standing.level]
    if not track.follows_metric or standing.until != NEVER or rank == track.floors[rank]:
        return NEVER
    left, needed, anchor = standing.total, track.thresholds[rank], anchor_of(standing)
    for day, amount in standing.days:
        left -= amount
        if left < needed:
            return track.leaves_at(day, anchor)
    return _spent_at(left, needed, purse) if purse is not None else NEVER


def _spent_at(left: int, needed: int, purse: Purse) -> int:
    for end, remaining in sorted((ends_at(purse, lot), lot.remaining) for lot in purse.lots):
        left -= remaining
        if left < needed:
            return end
    return NEVER


def notices_before(track: Track, until: int) -> tuple[int, ...]:
    """The moments at which somebody is told that their level will end."""
    if until == NEVER or not track.notices:
        return ()
    return tuple(track.days_before(until, days) for days in track.notices)


def next_flip(track: Track, standing: Standing, at: int, purse: Purse | None = None) -> int:
    """When something next happens by itself to this level, after `at`; nobody is called for nothing."""
    due = standing.until if standing.until != NEVER else fades_at(track, standing)
    if track.is_plain:
        return due
    due = min(due, rises_at(track, standing, at))
    if standing.remembered is not None:
        due = min(due, standing.remembered.gift_at)
    told = [moment for moment in notices_before(track, standing.until) if moment > at]
    return min(due, *told) if told and missing_to_keep(track, standing, purse) is not None else due
