"""Processor time of everything that takes part: what it costs, however many others the machine has to serve."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


class Spent:
    """Seconds of processor time; there when the stretch is over."""

    seconds = 0.0


@contextmanager
def spent_by(*pids: int) -> Iterator[Spent]:
    """Count what some processes and all their children, also those that ended, spend in a stretch."""
    spent = Spent()
    before = sum(map(_seconds, pids))
    yield spent
    spent.seconds = sum(map(_seconds, pids)) - before


def _seconds(pid: int) -> float:
    """Return user and system time of a process, of its children that ended, and of those that live."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(map(int, fields[11:15])) / _TICK + sum(_seconds(int(child)) for child in children)
