"""Levels in a merge: the higher one is kept, what counts is added, and then it is looked at anew."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from regulars.core.effects import Move
from regulars.core.state import Remembered, Standing
from regulars.core.tracks.figures import trim
from regulars.core.tracks.gifts import expect_gift
from regulars.core.tracks.levels import follow, make_up

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.programme.tracks import Track
    from regulars.core.state import Wallet


def join(draft: Draft, first: Wallet, second: Wallet) -> None:
    """Give the merge a standing on every track."""
    for name, track in draft.version.tracks.items():
        parts = [first.tracks[name], second.tracks[name]]
        for standing in parts:
            trim(track, standing, draft.at)
        higher, lower = _in_order(track, *parts)
        draft.wallet.tracks[name] = joined = _joined(track, higher, lower)
        _keep(draft, track, joined, higher, lower)


def _in_order(track: Track, first: Standing, second: Standing) -> tuple[Standing, Standing]:
    """The one whose level is kept, and the other one; of equal ones the first."""
    is_second = (track.rank[second.level], second.until) > (track.rank[first.level], first.until)
    return (second, first) if is_second else (first, second)


def _joined(track: Track, higher: Standing, lower: Standing) -> Standing:
    remembered = _remembered(higher.remembered, lower.remembered)
    days = Counter[int](_beside_what_is_seen(track, higher))
    days.update(_beside_what_is_seen(track, lower))
    if remembered is not None and track.remembers_seen:
        days.update(_marks(track, remembered))
    counted = sorted((day, amount) for day, amount in days.items() if amount)
    total = higher.total if track.counts == "balance" else sum(amount for _, amount in counted)
    return Standing(higher.level, higher.since, higher.until, total, counted, remembered=remembered)


def _remembered(higher: Remembered | None, lower: Remembered | None) -> Remembered | None:
    if higher is None or lower is None:
        kept = higher or lower
        return None if kept is None else kept.copy()
    return Remembered(
        min((anchor for anchor in (higher.anchor, lower.anchor) if anchor), default=0),
        # The earlier, so that whatever counts can also be taken off again.
        min(higher.counts_from, lower.counts_from),
        _seen(higher, lower), higher.ended_at, higher.reviewed, higher.warned, max(higher.gifted, lower.gifted),
    )  # fmt: skip


def _seen(*both: Remembered) -> dict[str, list[tuple[int, int]]]:
    added: dict[str, Counter[int]] = {}
    for remembered in both:
        for key, days in remembered.seen.items():
            added.setdefault(key, Counter()).update(dict(days))
    return {key: sorted(days.items()) for key, days in added.items()}


def _marks(track: Track, remembered: Remembered) -> Counter[int]:
    """What visits and categories count for, by day: a visit on each of its days, a category on its last one."""
    marks = Counter[int]()
    for days in remembered.seen.values():
        marks.update(day for day, _ in (days if track.counts == "visits" else days[-1:]))
    return marks


def _beside_what_is_seen(track: Track, standing: Standing) -> dict[int, int]:
    """What counts by itself; of visits and categories only what lay over a threshold and was kept."""
    days = Counter(dict(standing.days))
    if track.remembers_seen and standing.remembered is not None:
        days.subtract(_marks(track, standing.remembered))
    return dict(days)


def _keep(draft: Draft, track: Track, joined: Standing, higher: Standing, lower: Standing) -> None:
    """Say which level goes on, and let what the other counted count as if it had been bought now."""
    if track.rank[joined.level]:
        draft.move(Move(track.name, joined.level, joined.level, draft.at, joined.until, "joined"))
    expect_gift(draft, track, joined)
    follow(draft, track, joined, higher.total, "joined")
    if track.grace_days:
        for day, amount in lower.days:
            make_up(draft, track, joined, day, amount)
