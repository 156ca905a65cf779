"""Missions of two members together: every date that either was there, and the longer of two streaks before them."""

from __future__ import annotations

from typing import Final

from regulars.core.missions.kept import CheckIns, Missions, Streak

TAKEN_OVER: Final = frozenset({"check_ins"})


def joined(first: Missions | None, second: Missions | None) -> Missions | None:
    """What both were asked for, mission by mission; points that were given stay as they are."""
    if first is None or second is None:
        return first or second
    check_ins = first.check_ins.copy()
    for name, one in second.check_ins.items():
        check_ins[name] = _joined(check_ins[name], one) if name in check_ins else one
    return Missions(check_ins)


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
