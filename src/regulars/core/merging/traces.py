"""What is kept to answer questions of behaviour, of two members together."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from typing import TYPE_CHECKING, Final

from regulars.core.behaviour.traces import IN_A_ROW_MAX, Trace, thinned
from regulars.core.expressions.questions import DISTINCT_MAX

if TYPE_CHECKING:
    from collections.abc import Mapping

TAKEN_OVER: Final = frozenset({"total", "last_day", "figures", "seen", "times"})


def joined(first: Mapping[str, Trace], second: Mapping[str, Trace]) -> dict[str, Trace]:
    """The traces of both, question by question."""
    traces = {key: trace.copy() for key, trace in first.items()}
    for key, trace in second.items():
        traces[key] = _added(traces[key], trace) if key in traces else trace.copy()
    return traces


def _added(first: Trace, second: Trace) -> Trace:
    figures = Counter(dict(first.figures))
    figures.update(dict(second.figures))
    seen = first.seen.copy()
    for value, step in second.seen.items():
        seen[value] = max(step, seen.get(value, step))
    latest = sorted(seen.items(), key=lambda one: one[1])[-DISTINCT_MAX:]
    return Trace(
        first.total + second.total, max(first.last_day, second.last_day), sorted(figures.items()), dict(latest),
        _in_a_row(first.times, second.times),
    )  # fmt: skip


def _in_a_row(first: list[list[int]], second: list[list[int]]) -> list[list[int]]:
    if not (first and second):
        return [times.copy() for times in first or second]
    both = [times.copy() for times in first]
    for times, more in zip(both, second, strict=True):
        for at in more:
            insort(times, at)
    return thinned(both) if any(len(times) > IN_A_ROW_MAX for times in both) else both
