"""What counts, day by day: added on the day to which it belongs, forgotten when it leaves the window."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from regulars.core.periods import NEVER
from regulars.core.state import Remembered

if TYPE_CHECKING:
    from regulars.core.programme.tracks import Track
    from regulars.core.state import Standing

ByDay = list[tuple[int, int]]


def anchor_of(standing: Standing) -> int:
    """The local day from which a member's own years count; 0 where no year does."""
    return standing.remembered.anchor if standing.remembered is not None else 0


def trim(track: Track, standing: Standing, at: int) -> None:
    """Forget what has left the window."""
    days, gone, anchor = standing.days, 0, anchor_of(standing)
    while gone < len(days) and track.leaves_at(days[gone][0], anchor) <= at:
        standing.total -= days[gone][1]
        gone += 1
    if gone:
        del days[:gone]
    if track.remembers_seen:
        _trim_seen(track, standing, at)


def add(standing: Standing, day: int, amount: int) -> None:
    """Count an amount on a local day."""
    standing.total += amount
    add_on(standing.days, day, amount)


def add_on(days: ByDay, day: int, amount: int) -> None:
    """Add to the figure of a day; nearly always the last one, so look there before searching."""
    if days and days[-1][0] == day:
        days[-1] = (day, days[-1][1] + amount)
    elif not days or days[-1][0] < day:
        days.append((day, amount))
    else:
        place = bisect_left(days, (day,))
        if days[place][0] == day:
            days[place] = (day, days[place][1] + amount)
        else:
            days.insert(place, (day, amount))


def counted_on(days: ByDay, day: int) -> int:
    """What a day counts."""
    place = bisect_left(days, (day,))
    there = days[place : place + 1]
    return there[0][1] if there and there[0][0] == day else 0


def see(track: Track, standing: Standing, day: int, seen: dict[str, int]) -> None:
    """Count visits or categories: how often each was seen on a day, from which what counts once follows.

    A visit counts on each day on which something was bought and not all brought back. A category counts on the
    last day on which something of it was, so that it leaves the window with that day.
    """
    remembered = standing.remembered
    assert remembered is not None, "a track that remembers what it saw begins with a place for it"
    for key, amount in seen.items():
        days = remembered.seen.setdefault(key, [])
        before = _marks(track, days)
        add_on(days, day, max(amount, -counted_on(days, day)))
        days[:] = [one for one in days if one[1]]
        after = _marks(track, days)
        for gone in before - after:
            _mark(track, standing, gone, -1)
        for come in after - before:
            _mark(track, standing, come, 1)
        if not days:
            del remembered.seen[key]


def begin_again(standing: Standing, at: int) -> None:
    """Let what was counted so far count no more."""
    remembered = standing.remembered or Remembered()
    remembered.counts_from, remembered.seen = at, {}
    standing.remembered, standing.total, standing.days = remembered, 0, []


def _marks(track: Track, days: ByDay) -> set[int]:
    if track.counts == "visits":
        return {day for day, _ in days}
    return {days[-1][0]} if days else set()


def _mark(track: Track, standing: Standing, day: int, change: int) -> None:
    add(standing, day, change)
    # A day on which nothing counts any more may be the first to leave the window, and so the day of a review.
    if not counted_on(standing.days, day) and track.leaves_at(day, anchor_of(standing)) == NEVER:
        del standing.days[bisect_left(standing.days, (day,))]


def _trim_seen(track: Track, standing: Standing, at: int) -> None:
    assert standing.remembered is not None
    anchor, seen = standing.remembered.anchor, standing.remembered.seen
    for key in list(seen):
        seen[key] = [one for one in seen[key] if track.leaves_at(one[0], anchor) > at]
        if not seen[key]:
            del seen[key]
