"""Missions with a goal: begun, counted towards, and taken off again where goods come back.

The rules are in `docs/algorithms/missions.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.behaviour.facts import BehaviourFacts
from regulars.core.behaviour.following import (
    BOUGHT,
    facts_of,
    laid_back,
    laid_by_order,
    laid_by_what_was_done,
)
from regulars.core.behaviour.traces import Trace
from regulars.core.budgets import is_covered
from regulars.core.consent import holds
from regulars.core.missions.kept import Missions as Kept
from regulars.core.missions.kept import Undertaking
from regulars.core.missions.prizes import give_waiting, settle
from regulars.core.periods import NEVER
from regulars.core.refusals import MissionClosed, MissionUnknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regulars.core.behaviour.asked import Moment
    from regulars.core.draft import Draft
    from regulars.core.events import Behaviour, MissionStarted
    from regulars.core.matching import Back
    from regulars.core.programme.compiled import Version
    from regulars.core.programme.goals import Goal
    from regulars.core.programme.missions import Missions
    from regulars.core.receipts import Receipt
    from regulars.core.state import Wallet


def goal_named(version: Version, mission: str) -> Goal:
    """The mission of this id, or a refusal that names those that there are."""
    known = version.missions.goals if version.missions else {}
    if mission not in known:
        raise MissionUnknown(mission=mission, known=sorted(known))
    return known[mission]


def undertaking_of(wallet: Wallet, mission: str) -> Undertaking | None:
    """How far a member has come; None where the mission was never begun."""
    return wallet.missions.goals.get(mission) if wallet.missions else None


def why_closed(goal: Goal, one: Undertaking | None, at: int) -> str | None:
    """Why a mission cannot be begun at a moment; None where it can."""
    if goal.is_by_itself:
        return "by_itself"
    if not goal.starts_at <= at < goal.closes_at:
        return "ahead" if at < goal.starts_at else "over"
    if one is None:
        return None
    is_completed, is_over = one.given == len(goal.stages), at >= one.until
    if one.waiting:
        return "waits"
    if not is_completed and not is_over:
        return "running"
    if goal.again == "no" or (goal.again == "on_expiry" and not is_over):
        return "done"
    return None


def begin(draft: Draft, event: MissionStarted) -> None:
    """Begin a mission, also once more where it says so. What happens from now on counts."""
    goal = goal_named(draft.version, event.mission)
    before = undertaking_of(draft.wallet, goal.id)
    why = why_closed(goal, before, draft.at)
    if why is None and not is_covered(draft, goal.budget, event.day, goal.whole_prize):
        why = "spent"
    if why is not None:
        raise MissionClosed(mission=goal.id, why=why)
    turn, prizes = (before.turn + 1, before.prizes) if before is not None else (1, 0)
    _put(
        draft,
        goal,
        Undertaking(
            turn, draft.at, goal.ends_at(draft.at), Trace(figures=[], seen={}, times=[]), prizes=prizes
        ),
    )


def _listening(draft: Draft) -> Missions | None:
    """The missions, where they may count something for this member: most members have none under way."""
    missions, kept = draft.version.missions, draft.wallet.missions
    if missions is None or not (missions.some_begin or (kept is not None and kept.goals)):
        return None
    return missions


def did(draft: Draft, event: Behaviour) -> None:
    """Count what a member did."""
    missions = _listening(draft)
    ear = missions.ears.get(event.name) if missions else None
    if missions is None or ear is None:
        return
    facts = BehaviourFacts(event, draft.wallet)
    for asked in ear.concerned(facts):
        amount, values = laid_by_what_was_done(asked, facts)
        for goal in missions.asked_by[asked.key]:
            _count(draft, goal, event, amount, values)


def bought(draft: Draft, receipt: Receipt) -> None:
    """Count an order, and remember on its receipt for which turn it counted."""
    missions = _listening(draft)
    ear = missions.ears.get(BOUGHT) if missions else None
    if missions is None or ear is None:
        return
    facts = facts_of(receipt)
    for asked in ear.concerned(facts):
        amount, values = laid_by_order(asked, facts)
        for goal in missions.asked_by[asked.key]:
            turn = _count(draft, goal, receipt.order, amount, values)
            if turn:
                receipt.counted[goal.rule] = [turn]


def brought_back(draft: Draft, receipt: Receipt, before: Back, now: Back) -> None:
    """Take off what an order no longer counts for. A prize that was given stays; one that waits may go."""
    for goal in draft.version.missions.goals.values() if draft.version.missions else ():
        one, turn = undertaking_of(draft.wallet, goal.id), receipt.counted.get(goal.rule)
        if one is not None and turn == [one.turn]:
            one.trace.total += laid_back(goal.asked, receipt, before, now)
            settle(draft, goal, one)


def stop(draft: Draft) -> None:
    """Count no more where the consent that a mission needs is gone. What was earned stays, and what waits is given."""
    kept, missions = draft.wallet.missions, draft.version.missions
    for name, one in kept.goals.items() if kept else ():
        goal = missions.goals.get(name) if missions else None
        if goal is not None and not holds(draft.wallet, goal.purpose, draft.at):
            give_waiting(draft, draft.version, goal, one, NEVER)
            one.trace, one.until = Trace(figures=[], seen={}, times=[]), min(one.until, draft.at)


def _count(draft: Draft, goal: Goal, event: Moment, amount: int | None, values: Iterable[str]) -> int:
    """Lay something upon what was counted; answer for which turn, 0 where it counts for none."""
    one = undertaking_of(draft.wallet, goal.id) or _begun_by_itself(draft, goal, event)
    if amount is None or one is None or not _is_in_time(draft, goal, one, event):
        return 0
    for value in values:
        goal.asked.see(one.trace, event, value, draft.at, event.day)
    one.trace.total += amount
    settle(draft, goal, one)
    return one.turn


def _is_in_time(draft: Draft, goal: Goal, one: Undertaking, event: Moment) -> bool:
    at = event.occurred_at
    is_meant = one.starts_at <= at < one.until and draft.at <= one.until + goal.late
    return is_meant and holds(draft.wallet, goal.purpose, at)


def _begun_by_itself(draft: Draft, goal: Goal, event: Moment) -> Undertaking | None:
    if not goal.is_by_itself or not goal.starts_at <= event.occurred_at < goal.closes_at:
        return None
    if draft.at > goal.closes_at + goal.late or not holds(draft.wallet, goal.purpose, event.occurred_at):
        return None
    return _put(
        draft, goal, Undertaking(1, goal.starts_at, goal.closes_at, Trace(figures=[], seen={}, times=[]))
    )


def _put(draft: Draft, goal: Goal, one: Undertaking) -> Undertaking:
    wallet = draft.wallet
    wallet.missions = wallet.missions or Kept({}, {})
    wallet.missions.goals[goal.id] = one
    return one
