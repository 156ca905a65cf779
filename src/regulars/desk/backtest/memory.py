"""How much memory a process had at its worst."""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_bytes() -> dict[int, int]:
    """The highest resident size of this process, under its id."""
    return {os.getpid(): _from_status() or _from_usage()}


def _from_status() -> int | None:
    # Linux hands a new program the peak of the one that started it as `ru_maxrss`; this line is its own.
    if not _STATUS.exists():
        return None
    for line in _STATUS.read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return None


def _from_usage() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
