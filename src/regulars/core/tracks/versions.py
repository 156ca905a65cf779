"""Levels when a member begins, when a version begins, and when something is learned of the member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.periods import NEVER
from regulars.core.state import Remembered, Standing
from regulars.core.tracks.figures import anchor_of, trim
from regulars.core.tracks.gifts import expect_gift, load_gift
from regulars.core.tracks.keeping import next_flip
from regulars.core.tracks.levels import balance_of, change, purse_of, settle

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.programme.compiled import Version
    from regulars.core.programme.tracks import Track


def begin(version: Version, at: int) -> dict[str, Standing]:
    """Every track at its lowest level, for somebody who comes now."""
    return {name: _begin(track, at, at, None) for name, track in version.tracks.items()}


def _begin(track: Track, at: int, came_at: int, joined_day: int | None) -> Standing:
    standing = Standing(track.levels[0], at)
    _remember(track, standing, came_at, joined_day)
    return standing


def _remember(track: Track, standing: Standing, came_at: int, joined_day: int | None) -> None:
    """Make room for what only some tracks remember. Who never said when they joined joined when they first came."""
    if track.is_plain:
        return
    if standing.remembered is None:
        standing.remembered = Remembered()
    if track.window.is_anchored and not standing.remembered.anchor:
        standing.remembered.anchor = joined_day or track.day_of(came_at)


def learned(draft: Draft) -> None:
    """The member said something about themselves: their own years, or their gift, may come on another day."""
    for name, track in draft.version.tracks.items():
        standing = draft.wallet.tracks[name]
        if not (track.window.is_anchored or track.gift is not None):
            continue
        assert standing.remembered is not None, (
            "a track that knows its member begins with a place to remember it"
        )
        moves = track.window.is_anchored and draft.wallet.joined_day not in {None, standing.remembered.anchor}
        if moves:
            _count_years_from(track, standing, draft.wallet.joined_day, draft.at)
        expect_gift(draft, track, standing)
        # Who only tells of a birthday loses no level that waits for its review.
        settle(draft, track, standing, "window" if moves else "reached")


def _count_years_from(track: Track, standing: Standing, joined_day: int | None, at: int) -> None:
    """What has left the years as they were counted is not found again in those that count from now on."""
    assert standing.remembered is not None
    assert joined_day is not None
    trim(track, standing, at)
    standing.remembered.anchor = joined_day
    trim(track, standing, at)


def adopt(draft: Draft, before: Version, version: Version) -> None:
    """Go on under another version: levels it does not know become the level earned under it.

    A track that measures something else than before counts from zero. A level keeps the date until which it was
    promised; where it had none and now needs one, its time begins now.
    """
    standings, joined, came_at = draft.wallet.tracks, draft.wallet.joined_day, draft.wallet.came_at
    for name, track in version.tracks.items():
        standing = standings.get(name)
        if standing is None:
            standings[name] = standing = _begin(track, draft.at, came_at, joined)
            expect_gift(draft, track, standing, is_new=True)
            standing.flips_at = next_flip(track, standing, draft.at)
            continue
        previous = before.tracks.get(name)
        if previous is not None:
            # What has left the old window may still be written there, and a longer one must not find it again.
            trim(previous, standing, draft.at)
        _remember(track, standing, came_at, joined)
        if not track.counts_like(previous):
            _forget(standing)
        if track.counts == "balance":
            standing.total = balance_of(draft, track)
        trim(track, standing, draft.at)
        _migrate(draft, track, standing)
        expect_gift(draft, track, standing, is_new=previous is None or previous.gift is None)
        _promise(track, standing, draft.at)
        settle(draft, track, standing, "version")
    for name in [name for name in standings if name not in version.tracks]:
        del standings[name]
    # A gift of this very day is given by the levels as the version leaves them, all of them.
    for name, track in version.tracks.items():
        if track.gift is not None:
            load_gift(draft, track, standings[name])
            standings[name].flips_at = next_flip(track, standings[name], draft.at, purse_of(draft, track))


def _forget(standing: Standing) -> None:
    standing.total, standing.days = 0, []
    if standing.remembered is not None:
        standing.remembered.seen, standing.remembered.reviewed = {}, 0


def _migrate(draft: Draft, track: Track, standing: Standing) -> None:
    """Take a member over as the version declares; a level that it does not know becomes the level earned."""
    earned, rule = track.earned(standing.total), track.migrate
    rank = track.rank.get(standing.level, earned)
    if rule == "to_earned":
        rank = earned
    elif isinstance(rule, dict):
        rank = track.rank.get(rule.get(standing.level, ""), rank)
    if track.levels[rank] != standing.level:
        change(draft, track, standing, rank, "version")


def _promise(track: Track, standing: Standing, at: int) -> None:
    rank = track.rank[standing.level]
    # What is never lost needs no promise until a date, also not from a version before.
    if not track.follows_metric or rank == track.floors[rank]:
        until = track.valid_until(rank, at, anchor_of(standing))
        if NEVER in {until, standing.until}:
            standing.until = until
    if standing.until == NEVER and standing.remembered is not None:
        # Days of grace belong to an end, and there is none any more.
        standing.remembered.ended_at = standing.remembered.reviewed = 0
