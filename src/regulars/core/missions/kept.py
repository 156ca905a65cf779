"""What is kept of a member's missions: little, and only of those that were begun."""

from __future__ import annotations

import msgspec


class Streak(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Local dates in a row, up to `last` (0 before the first). `days` counts all that were ever credited."""

    current: int = 0
    longest: int = 0
    last: int = 0
    freezes: int = 0
    days: int = 0


class CheckIns(msgspec.Struct, frozen=True, array_like=True):
    """The check-ins of one mission: the streak before the dates that may still change, and these.

    `heard` holds by local date the earliest moment for which it was told, in order of dates.
    """

    before: Streak = Streak()
    heard: dict[int, int] = {}


class Missions(msgspec.Struct, array_like=True):
    """All missions of one member that were begun, by their ids."""

    check_ins: dict[str, CheckIns] = {}

    def copy(self) -> Missions:
        """Missions that may be changed without changing these."""
        return Missions(self.check_ins.copy())
