"""Leaderboards: that what they show is counted, in days that are the same for everybody, and is no money."""

from __future__ import annotations

from collections.abc import Iterator

from regulars.core.programme.checks.conditions import Checked
from regulars.core.programme.checks.goals import is_of_money, question_asked
from regulars.core.programme.checks.numbers import one_of
from regulars.core.programme.checks.points import among
from regulars.core.programme.checks.repeated import check_ids
from regulars.core.programme.document import Leaderboard, Mission, Programme
from regulars.core.programme.mistakes import Mistake, Path


def check_leaderboards(document: Programme, checked: Checked) -> Iterator[Mistake]:
    """All leaderboards, each by itself."""
    ids = (one.id for one in document.leaderboards)
    yield from check_ids(ids, ("leaderboards",), "LeaderboardTwice", "leaderboard")
    for place, one in enumerate(document.leaderboards):
        path: Path = ("leaderboards", place)
        yield from one_of(
            {"mission": one.mission, "check_in": one.check_in, "challenge": one.challenge}, path
        )
        yield from _check_named(one, path, document)
        if one.per is not None and one.challenge is None:
            yield Mistake((*path, "per"), "PerOfChallengesOnly", {"given": one.per})
        mission = next((each for each in document.missions if each.goal and each.id == one.mission), None)
        if mission is not None:
            yield from _check_mission(mission, (*path, "mission"), checked)


def _check_named(one: Leaderboard, path: Path, document: Programme) -> Iterator[Mistake]:
    known = {
        "mission": tuple(each.id for each in document.missions if each.goal),
        "check_in": tuple(each.id for each in document.missions if each.check_in),
        "challenge": tuple(each.id for each in document.challenges),
    }
    for key, names in known.items():
        given = getattr(one, key)
        if given is not None and given not in names:
            yield Mistake((*path, key), "CountedUnknown", among(given, names))


def _check_mission(mission: Mission, path: Path, checked: Checked) -> Iterator[Mistake]:
    """Numbers can be compared that were counted in the same days; and what somebody spends is nobody else's business."""
    window = mission.window
    if window is None or window.first_day is None or mission.again != "no":
        yield Mistake(path, "LeaderboardNeedsDays", {"mission": mission.id})
    assert mission.goal is not None, "only such missions are looked for"
    question = question_asked(mission.goal, checked)
    if question is not None and is_of_money(question):
        yield Mistake(path, "LeaderboardOfMoney", {"mission": mission.id})
