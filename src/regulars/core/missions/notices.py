"""Notices: seven days before the end of a mission with progress, or of a prize that waits, and on the last day; once each.

An instant comes once, so nothing has to be remembered of what was told.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from regulars.core.effects import Reason
from regulars.core.periods import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regulars.core.draft import Draft
    from regulars.core.missions.kept import Undertaking
    from regulars.core.programme.compiled import Version
    from regulars.core.programme.goals import Goal
    from regulars.core.state import Wallet

NOTICE_DAYS: Final = (7, 1)
#: Nine o'clock: whoever is told of it may be told by a telephone.
_MORNING: Final = 9 * 3_600_000_000


def next_notice(version: Version, wallet: Wallet) -> int:
    """When the next one is due, after all that happened."""
    due: int = NEVER
    for goal, one in _under_way(version, wallet):
        for at, _ in _notices(version, goal, one):
            if wallet.as_of < at < due:
                due = at
    return due


def fall_due(draft: Draft) -> None:
    """Say what ends soon, at the very instant at which it is said."""
    for goal, one in _under_way(draft.version, draft.wallet):
        for at, days in _notices(draft.version, goal, one):
            if at == draft.at:
                last = date.fromordinal(_day(draft.version, _ends_at(goal, one)) - 1).isoformat()
                draft.explain(Reason("mission_ending", (goal.id, days, last, len(one.waiting))))


def is_near(version: Version, goal: Goal, one: Undertaking, at: int) -> bool:
    """Whether it is within the last seven days of something that ends."""
    ends_at = _ends_at(goal, one)
    return (
        ends_at < NEVER and version.calendar.start_of(_day(version, ends_at) - NOTICE_DAYS[0]) <= at < ends_at
    )


def _under_way(version: Version, wallet: Wallet) -> Iterator[tuple[Goal, Undertaking]]:
    missions, kept = version.missions, wallet.missions
    for name, one in kept.goals.items() if missions and kept else ():
        if missions is not None and name in missions.goals:
            yield missions.goals[name], one


def _notices(version: Version, goal: Goal, one: Undertaking) -> Iterator[tuple[int, int]]:
    ends_at = _ends_at(goal, one)
    if ends_at < NEVER:
        day = _day(version, ends_at)
        for days in NOTICE_DAYS:
            yield version.calendar.start_of(day - days) + _MORNING, days


def _ends_at(goal: Goal, one: Undertaking) -> int:
    """When a prize that waits is given by itself, or else the end of a mission in which something is done and something left."""
    if one.waiting:
        return one.waiting[0]
    is_under_way = one.given < len(goal.stages) and goal.counted(one.trace) > 0
    return one.until if is_under_way else NEVER


def _day(version: Version, at: int) -> int:
    return version.calendar.day_of(at)
