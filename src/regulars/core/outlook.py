"""What would change a level: the smallest amount that does, and what is lost if nothing more comes.

Each answer is true in the sense that the test suite simulates it: the amount changes the level, one less does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from regulars.core.periods import NEVER
from regulars.core.tracks.figures import anchor_of, trim
from regulars.core.tracks.keeping import (
    fades_at,
    is_in_grace,
    made_up_until,
    missing_to_keep,
    passes,
    rises_at,
    rises_to,
    still_counting,
)

if TYPE_CHECKING:
    from regulars.core.programme.tracks import Track
    from regulars.core.state import Purse, Standing


class Outlook(msgspec.Struct, frozen=True):
    """One track ahead, in the track's unit.

    `total` counts now. `up_missing` leads to the next level; None at the top, where a higher level is earned
    already and begins at `rises_at` (its rank is `rises_to`), and where nothing bought today would still count when levels go up. `keep_missing` is what must still count by `keep_by` for the level to be
    renewed, and `kept_until` how long it then holds; None where nothing is missing or nothing ends. `falls_at` is
    when the level is lost if nothing more counts; `NEVER` if it is not. `is_in_grace`: its time is up already, and
    what was missing can be made up until `keep_by`.
    """

    total: int
    rank: int
    up_missing: int | None
    keep_missing: int | None
    kept_until: int
    falls_at: int
    rises_at: int = NEVER
    keep_by: int = NEVER
    is_in_grace: bool = False
    rises_to: int = 0


def outlook(track: Track, standing: Standing, at: int, purse: Purse | None = None) -> Outlook:
    """Look ahead from an instant; the standing given stays as it is. `purse` is that of the points it counts."""
    now = standing.copy()
    trim(track, now, at)
    purse = purse if track.counts == "balance" else None
    rank, rises = track.rank[now.level], rises_at(track, now, at, purse)
    up = _missing_to_rise(track, now, at, purse) if rises == NEVER else None
    # A level that begins before the one held ends has a time of its own.
    keep = None if rises <= now.until and rises != NEVER else missing_to_keep(track, now, purse)
    return Outlook(
        now.total, rank, up, keep, _kept_until(track, now, at, purse), _falls_at(track, now, keep, purse), rises,
        now.until, is_in_grace(now), 0 if rises == NEVER else rises_to(track, now, rises, purse),
    )  # fmt: skip


def _missing_to_rise(track: Track, standing: Standing, at: int, purse: Purse | None) -> int | None:
    above = track.rank[standing.level] + 1
    if above == len(track.thresholds):
        return None
    if track.rises_at_once:
        return track.thresholds[above] - standing.total
    moment = track.rises_after(at, anchor_of(standing))
    # What a level needs that follows what counts, it needs after that moment.
    read_at = moment + 1 if passes(track, above) else moment
    if track.counts != "balance" and not _lasts(track, standing, at, moment, read_at):
        return None
    return track.thresholds[above] - still_counting(track, standing, read_at, purse)


def _lasts(track: Track, standing: Standing, at: int, moment: int, read_at: int) -> bool:
    """Whether what is bought now still counts when levels go up, and is not lost in a renewal before that."""
    is_renewed_first = standing.until < moment or is_in_grace(standing)
    if track.window.restarts == "term" and is_renewed_first:
        return False
    return track.leaves_at(track.day_of(at), anchor_of(standing)) >= read_at


def _kept_until(track: Track, standing: Standing, at: int, purse: Purse | None) -> int:
    if standing.until == NEVER:
        return NEVER
    if is_in_grace(standing):
        return made_up_until(track, standing, at)
    rank, anchor = track.rank[standing.level], anchor_of(standing)
    if track.extends and still_counting(track, standing, standing.until, purse) < track.thresholds[rank]:
        extended = track.valid_until(rank, standing.until - 1, anchor)
        if extended > standing.until:
            return extended
    return track.valid_until(rank, standing.until, anchor)


def _falls_at(track: Track, standing: Standing, keep: int | None, purse: Purse | None) -> int:
    if standing.until == NEVER:
        return fades_at(track, standing, purse)
    if keep is None:
        return NEVER
    if track.grace_days and not is_in_grace(standing):
        return track.days_before(standing.until, -track.grace_days)
    return standing.until
