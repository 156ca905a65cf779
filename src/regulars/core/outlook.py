"""What would change a level: the smallest amount that does, and what is lost if nothing more comes.

Each answer is true in the sense that the test suite simulates it: the amount changes the level, one less does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from regulars.core.periods import NEVER
from regulars.core.tracks.figures import anchor_of, trim

if TYPE_CHECKING:
    from regulars.core.programme.tracks import Track
    from regulars.core.state import Standing


class Outlook(msgspec.Struct, frozen=True):
    """One track ahead, in the track's unit.

    `total` counts now. `up_missing` leads to the next level; None at the top. `keep_missing` is what must still
    count by `until` for the level to be renewed, and `kept_until` how long it then holds; None where nothing is
    missing or nothing ends. `falls_at` is when the level is lost if nothing more counts; `NEVER` if it is not.
    """

    total: int
    rank: int
    up_missing: int | None
    keep_missing: int | None
    kept_until: int
    falls_at: int


def outlook(track: Track, standing: Standing, at: int) -> Outlook:
    """Look ahead from an instant; the standing given stays as it is."""
    now = standing.copy()
    trim(track, now, at)
    rank = track.rank[now.level]
    up = track.thresholds[rank + 1] - now.total if rank + 1 < len(track.thresholds) else None
    keep = _missing_to_keep(track, now, rank)
    falls_at = now.flips_at if now.until == NEVER else (now.until if keep else NEVER)
    kept_until = track.valid_until(rank, now.until) if now.until != NEVER else NEVER
    return Outlook(now.total, rank, up, keep, kept_until, falls_at)


def _missing_to_keep(track: Track, standing: Standing, rank: int) -> int | None:
    if standing.until == NEVER or rank == 0 or track.at_end == "keep":
        return None
    if track.counts == "balance":
        still = standing.total
    else:
        anchor = anchor_of(standing)
        still = sum(n for day, n in standing.days if track.leaves_at(day, anchor) >= standing.until)
    missing = track.thresholds[rank] - still
    return missing if missing > 0 else None
