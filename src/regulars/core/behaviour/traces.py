"""A trace: the little that is kept of one member so that one question can be answered at any moment.

The rules are in `docs/algorithms/behaviour.md`. A window holds whole steps of a grain; `after` is the last step that
has left it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from typing import Final

import msgspec

from regulars.core.expressions.questions import DISTINCT_MAX

IN_A_ROW_MAX: Final = 64


class Trace(msgspec.Struct, array_like=True):
    """What a member did, as far as one question asks. Each question uses the part that it needs.

    `figures` holds (step, amount) in order, and `total` their sum, some of which may have left the window by now.
    `seen` holds by value the step in which it came last, the latest step last. `times` are instants by step of a sequence.
    """

    total: int = 0
    last_day: int = 0
    figures: list[tuple[int, int]] = []
    seen: dict[str, int] = {}
    times: list[list[int]] = []

    def copy(self) -> Trace:
        """A trace that may be changed without changing this one."""
        return Trace(
            self.total, self.last_day, self.figures.copy(), self.seen.copy(),
            [times.copy() for times in self.times],
        )  # fmt: skip


def add(trace: Trace, step: int, amount: int, after: int) -> None:
    """Add to what happened in a step; what has left the window goes, and what comes too late for it counts nothing."""
    figures = trace.figures
    while figures and figures[0][0] <= after:
        trace.total -= figures.pop(0)[1]
    if step <= after:
        return
    trace.total += amount
    # Nearly always it is the last step there is, or a new one behind it.
    place = len(figures)
    while place and figures[place - 1][0] > step:
        place -= 1
    if place and figures[place - 1][0] == step:
        figures[place - 1] = (step, figures[place - 1][1] + amount)
    else:
        figures.insert(place, (step, amount))


def total(trace: Trace, after: int) -> int:
    """What happened in the steps of the window."""
    left = trace.total
    for step, amount in trace.figures:
        if step > after:
            break
        left -= amount
    return left


def see(trace: Trace, step: int, value: str, after: int) -> None:
    """Remember that a value came; of too many, those that came last."""
    seen = trace.seen
    if seen.get(value, after) >= step:
        return
    is_late = bool(seen) and next(reversed(seen.values())) > step
    seen.pop(value, None)
    seen[value] = step
    if is_late:
        trace.seen = seen = dict(sorted(seen.items(), key=lambda one: one[1]))
    for gone in _gone(seen, after):
        del seen[gone]
    if len(seen) > DISTINCT_MAX:
        del seen[next(iter(seen))]


def different(trace: Trace, after: int) -> int:
    """How many values came in the steps of the window."""
    return len(trace.seen) - len(_gone(trace.seen, after))


def _gone(seen: dict[str, int], after: int) -> list[str]:
    gone: list[str] = []
    for value, step in seen.items():
        if step > after:
            break
        gone.append(value)
    return gone


def follow(trace: Trace, place: int, at: int, *, steps: int, after: int) -> None:
    """Remember when a step of a sequence was taken; the instants up to `after` have left the window."""
    trace.times = trace.times or [[] for _ in range(steps)]
    for times in trace.times:
        if times and times[0] <= after:
            del times[: bisect_right(times, after)]
    if at <= after:
        return
    times = trace.times[place]
    insort(times, at)
    # Now and then is enough: looking costs more than a few instants too many.
    if len(times) % IN_A_ROW_MAX == 0:
        trace.times = thinned(trace.times)


def chain_since(trace: Trace, after: int) -> int | None:
    """When the latest chain of all steps began, each strictly later than the one before; None without one in the window."""
    bound: int | None = None
    for times in reversed(trace.times):
        place = len(times) if bound is None else bisect_left(times, bound)
        if not place:
            return None
        bound = times[place - 1]
    return bound if bound is not None and bound > after else None


def thinned(steps: list[list[int]]) -> list[list[int]]:
    """Leave of each row of one step, with no other between, the first and the last: no chain that is there is lost."""
    merged = sorted((at, place) for place, times in enumerate(steps) for at in times)
    kept: list[list[int]] = [[] for _ in steps]
    places = [-1, *(place for _, place in merged), -1]
    for number, (at, place) in enumerate(merged, 1):
        if places[number - 1] != place or places[number + 1] != place:
            kept[place].append(at)
    return kept
