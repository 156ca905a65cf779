"""Missions when a version begins: what was promised is given, and what it does not have any more is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.missions.prizes import give_waiting
from regulars.core.periods import NEVER

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.programme.compiled import Version


def adopt(draft: Draft, before: Version) -> None:
    """Go on under another version. Prizes that wait are given as they were promised, where it promises something else."""
    kept, missions = draft.wallet.missions, draft.version.missions
    assert kept is not None, "nobody asks where nothing is kept"
    check_ins, goals = (missions.check_ins, missions.goals) if missions else ({}, {})
    for name, one in kept.goals.items():
        promised = before.missions.goals.get(name) if before.missions else None
        if one.waiting and promised is not None and not promised.promises_like(goals.get(name)):
            give_waiting(draft, before, promised, one, NEVER)
    for name in list(kept.goals):
        promised = before.missions.goals.get(name) if before.missions else None
        if name not in goals or (promised and promised.asked.key != goals[name].asked.key):
            del kept.goals[name]
    # Under other terms a date is worth something else.
    draft.wallet.made_up = None
    kept.check_ins = {name: one for name, one in kept.check_ins.items() if name in check_ins}
    if not kept.check_ins and not kept.goals:
        draft.wallet.missions = None
