"""Prizes: what reaches a stage waits to be claimed or is given at once, and what was given is never taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.budgets import drawn
from regulars.core.effects import Reason
from regulars.core.granting import grant
from regulars.core.periods import NEVER
from regulars.core.refusals import NothingToClaim
from regulars.core.tracks.counting import count

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.missions.kept import Missions, Undertaking
    from regulars.core.programme.compiled import Version
    from regulars.core.programme.goals import Goal


def settle(draft: Draft, goal: Goal, one: Undertaking) -> None:
    """Let what was counted reach its stages, or no longer reach those whose prize still waits."""
    reached = goal.reached(one.trace)
    while one.given + len(one.waiting) < reached:
        stage = one.given + len(one.waiting)
        draft.explain(Reason("mission_reached", (goal.id, stage + 1, len(goal.stages))))
        if goal.waits_for_claim(stage):
            one.waiting.append(goal.claimed_by(draft.at))
        else:
            give(draft, draft.version, goal, one)
    while one.waiting and one.given + len(one.waiting) > reached:
        one.waiting.pop()
        draft.explain(Reason("prize_withdrawn", (goal.id, one.given + len(one.waiting) + 1)))


def claim(draft: Draft, goal: Goal, one: Undertaking | None) -> None:
    """Give everything that waits."""
    if one is None or not one.waiting:
        raise NothingToClaim(mission=goal.id)
    give_waiting(draft, draft.version, goal, one, NEVER)


def fall_due(draft: Draft) -> None:
    """Give what nobody asked for in time: it was earned."""
    kept, missions = draft.wallet.missions, draft.version.missions
    for name, one in kept.goals.items() if kept and missions else ():
        if missions is not None and one.waiting:
            give_waiting(draft, draft.version, missions.goals[name], one, draft.at)


def next_due(kept: Missions) -> int:
    """When the next prize is given by itself."""
    return min([one.waiting[0] for one in kept.goals.values() if one.waiting], default=NEVER)


def give_waiting(draft: Draft, version: Version, goal: Goal, one: Undertaking, until: int) -> None:
    """Give what waits and is due up to a moment."""
    while one.waiting and one.waiting[0] <= until:
        del one.waiting[0]
        give(draft, version, goal, one)


def give(draft: Draft, version: Version, goal: Goal, one: Undertaking) -> None:
    """Give the prize of the next stage, under the terms of the version that promised it."""
    prize = goal.stages[one.given].prize
    one.given += 1
    one.prizes += 1
    _count_on_tracks(draft, goal)
    day = version.calendar.day_of(draft.at)
    if prize is None or not drawn(draft, goal.budget, day, goal.rule, prize.points):
        return
    grant(
        draft, version.currencies[prize.currency], currency=prize.currency, points=prize.points,
        version=version.number, day=day, at=draft.at, effect=f"mission:{goal.id}:{one.prizes}", rule=goal.rule,
    )  # fmt: skip


def _count_on_tracks(draft: Draft, goal: Goal) -> None:
    """Let a stage count on the tracks that ask for its mission: a badge is such a track of one step."""
    badges = draft.version.missions.badges.get(goal.id, ()) if draft.version.missions else ()
    day = draft.version.calendar.day_of(draft.at)
    for track in badges:
        count(draft, track, day=day, amount=1, cause="reached", at=draft.at)
