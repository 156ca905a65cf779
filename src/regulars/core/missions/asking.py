"""What a member asks of missions: to check in, to make a date up, to begin, and to take what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from regulars.core.events import CheckInMadeUp, MakeUpTakenBack, MissionClaimed, MissionStarted
from regulars.core.missions import goals, prizes
from regulars.core.missions.checking_in import checked_in
from regulars.core.missions.making_up import made_up, taken_back

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.events import Behaviour


def did(draft: Draft, event: Behaviour) -> None:
    """Let what a member did be a check-in, and count towards goals."""
    checked_in(draft, event)
    goals.did(draft, event)


def decide(draft: Draft, event: CheckInMadeUp | MakeUpTakenBack | MissionStarted | MissionClaimed) -> None:
    """Take in what a member asked for; it may be refused."""
    match event:
        case CheckInMadeUp():
            made_up(draft, event)
        case MakeUpTakenBack():
            taken_back(draft, event)
        case MissionStarted():
            goals.begin(draft, event)
        case MissionClaimed():
            goal = goals.goal_named(draft.version, event.mission)
            prizes.claim(draft, goal, goals.undertaking_of(draft.wallet, goal.id))
        case _:
            assert_never(event)
