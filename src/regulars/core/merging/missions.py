"""Missions of two members together: every date that either was there, and the longer of two streaks before them."""

from __future__ import annotations

from typing import Final

from regulars.core.merging.traces import joined as joined_traces
from regulars.core.missions.kept import CheckIns, Missions, Streak, Undertaking

TAKEN_OVER: Final = frozenset({"check_ins", "goals"})
OF_AN_UNDERTAKING: Final = frozenset({"turn", "starts_at", "until", "trace", "given", "waiting", "prizes"})


def joined(first: Missions | None, second: Missions | None) -> Missions | None:
    """What both were asked for, mission by mission; points that were given stay as they are."""
    if first is None or second is None:
        return first or second
    check_ins = first.check_ins.copy()
    for name, one in second.check_ins.items():
        check_ins[name] = _joined(check_ins[name], one) if name in check_ins else one
    goals = first.goals.copy()
    for name, another in second.goals.items():
        goals[name] = _both(goals[name], another) if name in goals else another
    return Missions(check_ins, goals)


def _both(first: Undertaking, second: Undertaking) -> Undertaking:
    """The one that is further on, with what the other one counted in the same turn, and every prize that either has earned."""
    higher, lower = sorted(
        (first, second), key=lambda one: (one.turn, one.given + len(one.waiting)), reverse=True
    )
    if higher.turn != lower.turn:
        higher.prizes += lower.prizes
        return higher
    given = max(higher.given, lower.given)
    left = higher.given + len(higher.waiting) - given
    return Undertaking(
        higher.turn, min(higher.starts_at, lower.starts_at), max(higher.until, lower.until),
        joined_traces({"": higher.trace}, {"": lower.trace})[""], given, higher.waiting[len(higher.waiting) - left :],
        higher.prizes + lower.prizes,
    )  # fmt: skip


def _joined(first: CheckIns, second: CheckIns) -> CheckIns:
    higher, lower = sorted(
        (first.before, second.before), key=lambda one: (one.last, one.current), reverse=True
    )
    heard = dict(first.heard)
    for day, at in second.heard.items():
        heard[day] = min(at, heard.get(day, at))
    before = Streak(
        higher.current, max(higher.longest, lower.longest), higher.last, max(higher.freezes, lower.freezes),
        max(higher.days, lower.days),
    )  # fmt: skip
    # Of dates that only one of them may still change, those up to the last settled one are settled already.
    open_days = {day: at for day, at in sorted(heard.items()) if day > before.last}
    return CheckIns(before, open_days)
