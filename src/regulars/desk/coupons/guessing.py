"""Whoever shows a wrong code waits as long as everybody who does, whatever was wrong with it, and after many for longer."""

from __future__ import annotations

from time import monotonic, sleep
from typing import TYPE_CHECKING, Final

from regulars.coupons import guessing

if TYPE_CHECKING:
    from datetime import datetime

    from regulars.coupons.guessing import Guesser

#: A wrong code is answered after this time, so that how long it took tells nothing of why it was wrong.
ANSWERED_AFTER_SECONDS: Final = 0.25


def may_try(guesser: Guesser, *, now: datetime) -> None:
    """Refuse before any code is looked at, where too many wrong ones came lately."""
    guessing.refuse_if_resting(guesser, now=now)


def counted(guesser: Guesser, *, wrong: int, now: datetime) -> None:
    """Count wrong codes; nobody is noted for guessing."""
    guessing.remember(guesser, wrong=wrong, now=now)


def as_slow_as_any(began: float) -> None:
    """Wait until a wrong code is answered. `began` is when the request did, by the monotonic clock."""
    left = began + ANSWERED_AFTER_SECONDS - monotonic()
    if left > 0:
        sleep(left)
