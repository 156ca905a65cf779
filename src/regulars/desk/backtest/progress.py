"""How far a back-test is, and how long it will take if it goes on like this."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Literal

import msgspec

Phase = Literal["reading", "folding"]


class Progress(msgspec.Struct, frozen=True):
    """So much of the phase is done. `seconds_left` is None while nobody can tell."""

    phase: Phase
    done: int
    total: int | None
    seconds_left: float | None = None


OnProgress = Callable[[Progress], None]


def saying(phase: Phase, total: int | None, on_progress: OnProgress | None) -> Callable[[int], None]:
    """A function that takes how much is done so far and tells whoever wants to know."""
    began = monotonic()

    def said(done: int) -> None:
        if on_progress is not None:
            spent = monotonic() - began
            left = spent * (total - done) / done if total and done else None
            on_progress(Progress(phase, done, total, left))

    return said
