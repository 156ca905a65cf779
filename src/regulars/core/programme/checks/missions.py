"""Missions: what they hear of, what they give, and that they may read it."""

from __future__ import annotations

from collections.abc import Iterator

from regulars.core.programme.checks.behaviour import check_event
from regulars.core.programme.checks.conditions import Checked, check_condition
from regulars.core.programme.checks.goals import check_goal
from regulars.core.programme.checks.numbers import one_of
from regulars.core.programme.checks.points import check_named
from regulars.core.programme.checks.purposes import check_event_read, check_purpose_named
from regulars.core.programme.checks.repeated import check_ids
from regulars.core.programme.document import CheckIn, Mission, Programme
from regulars.core.programme.mistakes import Mistake, Path
from regulars.core.programme.purposes import MEMBERSHIP
from regulars.core.programme.vocabulary import ORDER_COMPLETED


def check_missions(document: Programme, checked: Checked) -> Iterator[Mistake]:
    """All missions, one by one and with each other."""
    for place, mission in enumerate(document.missions):
        path: Path = ("missions", place)
        yield from check_purpose_named(mission.purpose, document, path)
        yield from one_of({"check_in": mission.check_in, "goal": mission.goal}, path)
        if mission.check_in is not None:
            yield from _check_check_in(mission, mission.check_in, (*path, "check_in"), document, checked)
        if mission.goal is not None:
            yield from check_goal(mission, mission.goal, path, document, checked)
        else:
            yield from _check_of_goals(mission, path)
    ids = (mission.id for mission in document.missions)
    yield from check_ids(ids, ("missions",), "MissionTwice", "mission")


def _check_of_goals(mission: Mission, path: Path) -> Iterator[Mistake]:
    """What only makes sense of a goal; a check-in is begun by checking in, and gives at once."""
    for key, left_out in (
        ("window", None),
        ("start", "asked"),
        ("again", "no"),
        ("claim", "asked"),
        ("budget", None),
    ):
        if getattr(mission, key) != left_out:
            yield Mistake((*path, key), "GoalsOnly", {"key": key})


def _check_check_in(
    mission: Mission, check_in: CheckIn, path: Path, document: Programme, checked: Checked
) -> Iterator[Mistake]:
    yield from check_named(check_in.of, document, (*path, "of"))
    if not any(check_in.ladder):
        yield Mistake((*path, "ladder"), "LadderEmpty")
    if check_in.on == ORDER_COMPLETED:
        yield Mistake((*path, "on"), "CheckInOnOrders", {"given": check_in.on})
    else:
        yield from check_event(check_in.on, (*path, "on"))
    purpose = mission.purpose or MEMBERSHIP
    yield from check_event_read(check_in.on, purpose, checked.purposes, path)
    of_behaviour = checked.of_behaviour(document)
    yield from check_condition(
        check_in.when, (*path, "when"), checked=of_behaviour, per_line=False, purpose=purpose
    )
