"""When a level changes: up with what counts, down with what no longer does, and at the end of its time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from regulars.core.effects import Move
from regulars.core.periods import NEVER
from regulars.core.tracks.figures import anchor_of, begin_again, trim
from regulars.core.wallet import outstanding

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.programme.tracks import Track
    from regulars.core.state import Standing

Cause = Literal["reached", "window", "review", "renewed", "refund", "version", "balance"]


def follow(draft: Draft, track: Track, standing: Standing, before: int, cause: Cause) -> None:
    """What counts has changed from `before` to what it is now."""
    if cause == "refund":
        _come_down(draft, track, standing, before)
    settle(draft, track, standing, cause)


def settle(draft: Draft, track: Track, standing: Standing, cause: Cause) -> None:
    """Go up at once; come down at once only where the level follows the metric, and was not promised for longer.

    What a return took off may wait for the next review; until then a purchase must not be what brings a level down.
    """
    earned = track.earned(standing.total)
    now = track.rank[standing.level]
    waits = track.on_refund == "next_review" and cause in {"refund", "reached"}
    if earned > now or (earned < now and track.follows_metric and standing.until == NEVER and not waits):
        change(draft, track, standing, earned, cause)
    standing.flips_at = _flips_at(track, standing)


def _come_down(draft: Draft, track: Track, standing: Standing, before: int) -> None:
    """Where a return lowers a level at once, it must be this return that does: a level of another year stays."""
    rank, earned = track.rank[standing.level], track.earned(standing.total)
    if track.on_refund == "immediate" and earned < rank <= track.earned(before):
        change(draft, track, standing, earned, "refund")


def follow_balance(draft: Draft, track: Track) -> None:
    """Let a track that counts what is in the purse see what is in it now."""
    standing, there = draft.wallet.tracks[track.name], balance_of(draft, track)
    if there != standing.total:
        standing.total = there
        settle(draft, track, standing, "balance")


def balance_of(draft: Draft, track: Track) -> int:
    """What is in the purse that a track counts, less what is owed."""
    assert track.points is not None, "the check asks for the points of a balance"
    purse = draft.wallet.purses.get(track.points)
    return outstanding(purse) if purse is not None else 0


def fall_due(draft: Draft, track: Track, standing: Standing) -> None:
    """Do what this instant asks of a level: the window moved on, or the level's time is up."""
    if standing.until <= draft.at:
        _review(draft, track, standing)
    trim(track, standing, draft.at)
    settle(draft, track, standing, "window")


def change(draft: Draft, track: Track, standing: Standing, rank: int, cause: Cause) -> None:
    """Give a member another level, from now on."""
    before = standing.level
    standing.level, standing.since = track.levels[rank], draft.at
    standing.until = track.valid_until(rank, draft.at)
    if track.window.restarts != "never":
        begin_again(standing, draft.at)
    draft.move(Move(track.name, before, standing.level, draft.at, standing.until, cause))


def _review(draft: Draft, track: Track, standing: Standing) -> None:
    """The level's time is up: renew it where it was earned again, else come down as the track says.

    A review reads what stood before its own instant, so that the year that ends now still counts.
    """
    trim(track, standing, draft.at - 1)
    now, earned = track.rank[standing.level], track.earned(standing.total)
    if earned >= now or track.at_end == "keep":
        standing.until = track.valid_until(now, draft.at)
        if track.window.restarts == "term":
            begin_again(standing, draft.at)
        draft.move(Move(track.name, standing.level, standing.level, draft.at, standing.until, "renewed"))
        return
    change(draft, track, standing, now - 1 if track.at_end == "one_down" else earned, "review")


def _flips_at(track: Track, standing: Standing) -> int:
    """When this level next changes by itself if nothing happens."""
    if standing.until != NEVER or not track.follows_metric:
        return standing.until
    rank = track.rank[standing.level]
    if rank == 0:
        return NEVER
    left, needed, anchor = standing.total, track.thresholds[rank], anchor_of(standing)
    for day, amount in standing.days:
        left -= amount
        if left < needed:
            return track.leaves_at(day, anchor)
    return NEVER
