"""Levels: what counts towards them, when they change, and what happens at one instant.

The rules are in `docs/algorithms/tracks.md`.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Literal

from regulars.core.effects import Move
from regulars.core.facts import OrderFacts
from regulars.core.periods import NEVER
from regulars.core.state import Standing

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.programme.compiled import Version
    from regulars.core.programme.tracks import Track
    from regulars.core.state import Earned

Cause = Literal["reached", "window", "review", "renewed", "refund", "version"]


def counted(track: Track, facts: OrderFacts, paid: list[int], earned: list[Earned]) -> list[int]:
    """What a receipt counts for on a track, by line; empty where it counts for nothing."""
    if track.when is not None and not track.when(facts):
        return []
    lines = facts.order.lines
    if track.metric == "net_spend":
        by_line = paid
    elif track.metric == "items":
        by_line = [line.quantity for line in lines]
    elif track.metric == "orders":
        by_line = [1] * len(lines)
    else:
        by_line = _points_by_line(track, earned, len(lines))
    if track.lines is not None:
        chosen = track.lines
        by_line = [
            value if chosen(facts, line) else 0 for value, line in zip(by_line, facts.by_line, strict=True)
        ]
    return _one_order(by_line) if track.metric == "orders" else by_line


def count(draft: Draft, track: Track, *, day: int, amount: int, cause: Cause) -> None:
    """Add to what counts, on the local day to which it belongs, and change the level if that asks for it."""
    standing = draft.wallet.tracks[track.name]
    trim(track, standing, draft.at)
    if amount < 0:
        # What came back may have left the window, or come too late to count: then there is less to take off.
        amount = max(amount, -_counted_on(standing, day))
    if amount and track.leaves_at(day) > draft.at:
        before = standing.total
        _add(standing, day, amount)
        if cause == "refund":
            _come_down(draft, track, standing, before)
        settle(draft, track, standing, cause)


def trim(track: Track, standing: Standing, at: int) -> None:
    """Forget what has left the window."""
    days, gone = standing.days, 0
    while gone < len(days) and track.leaves_at(days[gone][0]) <= at:
        standing.total -= days[gone][1]
        gone += 1
    if gone:
        del days[:gone]


def settle(draft: Draft, track: Track, standing: Standing, cause: Cause) -> None:
    """Go up at once; come down at once only where the level follows the metric, and was not promised for longer.

    What a return took off may wait for the next review; until then a purchase must not be what brings a level down.
    """
    earned = track.earned(standing.total)
    now = track.rank[standing.level]
    waits = track.on_refund == "next_review" and cause in {"refund", "reached"}
    if earned > now or (earned < now and track.follows_metric and standing.until == NEVER and not waits):
        _change(draft, track, standing, earned, cause)
    standing.flips_at = _flips_at(track, standing)


def _come_down(draft: Draft, track: Track, standing: Standing, before: int) -> None:
    """Where a return lowers a level at once, it must be this return that does: a level of another year stays."""
    rank, earned = track.rank[standing.level], track.earned(standing.total)
    if track.on_refund == "immediate" and earned < rank <= track.earned(before):
        _change(draft, track, standing, earned, "refund")


def fall_due(draft: Draft, track: Track, standing: Standing) -> None:
    """Do what this instant asks of a level: the window moved on, or the level's time is up."""
    if standing.until <= draft.at:
        _review(draft, track, standing)
    trim(track, standing, draft.at)
    settle(draft, track, standing, "window")


def begin(version: Version, at: int) -> dict[str, Standing]:
    """Every track at its lowest level."""
    return {name: Standing(track.levels[0], at) for name, track in version.tracks.items()}


def adopt(draft: Draft, before: Version, version: Version) -> None:
    """Go on under another version: levels it does not know become the level earned under it.

    A track that measures something else than before counts from zero. A level keeps the date until which it was
    promised; where it had none and now needs one, its time begins now.
    """
    standings = draft.wallet.tracks
    for name, track in version.tracks.items():
        standing = standings.get(name)
        if standing is None:
            standings[name] = Standing(track.levels[0], draft.at)
            continue
        if not track.counts_like(before.tracks.get(name)):
            standing.total, standing.days = 0, []
        trim(track, standing, draft.at)
        if standing.level not in track.rank:
            _replace_unknown_level(draft, track, standing)
        _promise(track, standing, draft.at)
        settle(draft, track, standing, "version")
    for name in [name for name in standings if name not in version.tracks]:
        del standings[name]


def _replace_unknown_level(draft: Draft, track: Track, standing: Standing) -> None:
    before, rank = standing.level, track.earned(standing.total)
    standing.level, standing.since = track.levels[rank], draft.at
    standing.until = track.valid_until(rank, draft.at)
    draft.move(Move(track.name, before, standing.level, draft.at, standing.until, "version"))


def _promise(track: Track, standing: Standing, at: int) -> None:
    if not track.follows_metric:
        until = track.valid_until(track.rank[standing.level], at)
        if NEVER in {until, standing.until}:
            standing.until = until


def _points_by_line(track: Track, earned: list[Earned], size: int) -> list[int]:
    total = [0] * size
    for one in earned:
        if one.currency == track.points:
            total = [left + right for left, right in zip(total, one.by_line, strict=True)]
    return total


def _one_order(by_line: list[int]) -> list[int]:
    """An order counts once, with the first line that makes it count."""
    first = next((place for place, value in enumerate(by_line) if value), None)
    return [] if first is None else [int(place == first) for place in range(len(by_line))]


def _counted_on(standing: Standing, day: int) -> int:
    place = bisect_left(standing.days, (day,))
    there = standing.days[place : place + 1]
    return there[0][1] if there and there[0][0] == day else 0


def _add(standing: Standing, day: int, amount: int) -> None:
    days = standing.days
    standing.total += amount
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


def _change(draft: Draft, track: Track, standing: Standing, rank: int, cause: Cause) -> None:
    before = standing.level
    standing.level, standing.since = track.levels[rank], draft.at
    standing.until = track.valid_until(rank, draft.at)
    draft.move(Move(track.name, before, standing.level, draft.at, standing.until, cause))


def _review(draft: Draft, track: Track, standing: Standing) -> None:
    """The level's time is up: renew it where it was earned again, else come down as the track says.

    A review reads what stood before its own instant, so that the year that ends now still counts.
    """
    trim(track, standing, draft.at - 1)
    now, earned = track.rank[standing.level], track.earned(standing.total)
    if earned >= now or track.at_end == "keep":
        standing.until = track.valid_until(now, draft.at)
        draft.move(Move(track.name, standing.level, standing.level, draft.at, standing.until, "renewed"))
        return
    _change(draft, track, standing, now - 1 if track.at_end == "one_down" else earned, "review")


def _flips_at(track: Track, standing: Standing) -> int:
    """When this level next changes by itself if nothing happens."""
    if standing.until != NEVER or not track.follows_metric:
        return standing.until
    rank = track.rank[standing.level]
    if rank == 0:
        return NEVER
    left, needed = standing.total, track.thresholds[rank]
    for day, amount in standing.days:
        left -= amount
        if left < needed:
            return track.leaves_at(day)
    return NEVER
