"""Signs of life: a long work says now and then how far it is, and one that is silent for too long has died."""

from __future__ import annotations

from datetime import timedelta
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

EVERY_SECONDS: Final = 0.5
SILENT: Final = timedelta(seconds=120)
"""Whatever gives no sign of life for longer has died with its machine."""

_Far = TypeVar("_Far")


def seldom(say: Callable[[_Far], None], *, at_once: bool) -> Callable[[_Far], None]:
    """Say how far a work is, seldom enough to cost nothing: what is told too soon after the last is left out.

    `at_once` is whether the first is said as it comes; else the work's beginning counts as said.
    """
    said_at = -inf if at_once else monotonic()

    def told(far: _Far) -> None:
        nonlocal said_at
        if monotonic() - said_at < EVERY_SECONDS:
            return
        said_at = monotonic()
        say(far)

    return told


def is_dead(*, beat_at: datetime, now: datetime) -> bool:
    """Whether a work that goes on, as far as its row says, has been silent for too long."""
    return now - beat_at > SILENT
