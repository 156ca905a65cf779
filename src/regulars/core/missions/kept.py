"""What is kept of a member's missions: little, and only of those that were begun."""

from __future__ import annotations

import msgspec

from regulars.core.behaviour.traces import Trace


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


class Undertaking(msgspec.Struct, array_like=True):
    """One turn at a mission with a goal. What occurs from `starts_at` until `until` counts; `trace` is what was counted.

    `given` of its stages had their prize, and behind these `waiting` says of each that was reached when its prize is
    given by itself. `prizes` numbers all that the mission ever gave.
    """

    turn: int
    starts_at: int
    until: int
    trace: Trace
    given: int = 0
    waiting: list[int] = []
    prizes: int = 0

    def copy(self) -> Undertaking:
        """An undertaking that may be changed without changing this one."""
        return Undertaking(
            self.turn,
            self.starts_at,
            self.until,
            self.trace.copy(),
            self.given,
            self.waiting.copy(),
            self.prizes,
        )


class Missions(msgspec.Struct, array_like=True):
    """All missions of one member that were begun, by their ids."""

    check_ins: dict[str, CheckIns] = {}
    goals: dict[str, Undertaking] = {}

    def copy(self) -> Missions:
        """Missions that may be changed without changing these."""
        return Missions(self.check_ins.copy(), {name: one.copy() for name, one in self.goals.items()})
