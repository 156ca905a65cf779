"""What is held for a seat bears a name that says at which occasion."""

from __future__ import annotations

import re
from typing import Final

_OF_A_SEAT: Final = re.compile(r"seat:(\d{1,9}):\d+:\d+")


def hold_name(occasion: int, seat: int, time: int) -> str:
    """The name of what is held for a seat; whoever gives it up and takes it again has another one each time."""
    return f"seat:{occasion}:{seat}:{time}"


def occasion_of(hold: str) -> int | None:
    """The occasion for whose seat something is held; None where it is held for something else."""
    found = _OF_A_SEAT.fullmatch(hold)
    return int(found[1]) if found else None
