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
    rises_at,
    still_counting,
)

if TYPE_CHECKING:
    from regulars.core.programme.tracks import Track
    from regulars.core.state import Purse, Standing


class Outlook(msgspec.Struct, frozen=True):
    """One track ahead, in the track's unit.

    `total` counts now. `up_missing` leads to the next level; None at the top, and where a higher level is earned
    already and begins at `rises_at`. `keep_missing` is what must still count by `keep_by` for the level to be
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


def outlook(track: Track, standing: Standing, at: int, purse: Purse | None = None) -> Outlook:
    """Look ahead from an instant; the standing given stays as it is. `purse` is that of the points it counts."""
    now = standing.copy()
    trim(track, now, at)
    purse = purse if track.counts == "balance" else None
    rank, rises = track.rank[now.level], rises_at(track, now, at)
    up = _missing_to_rise(track, now, rank, at) if rises == NEVER else None
    # A level that begins before the one held ends has a time of its own.
    keep = None if rises <= now.until and rises != NEVER else missing_to_keep(track, now, purse)
    return Outlook(
        now.total, rank, up, keep, _kept_until(track, now, at, purse), _falls_at(track, now, keep, purse), rises,
        now.until, is_in_grace(now),
    )  # fmt: skip


def _missing_to_rise(track: Track, standing: Standing, rank: int, at: int) -> int | None:
    if rank + 1 == len(track.thresholds):
        return None
    if track.rises_at_once or track.counts == "balance":
        return track.thresholds[rank + 1] - standing.total
    moment = track.rises_after(at, anchor_of(standing))
    return track.thresholds[rank + 1] - still_counting(track, standing, moment)


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
