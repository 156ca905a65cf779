"""Missions with a goal: one question, stages that rise, and a time that begins and ends."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from regulars.core.expressions.questions import DISTINCT_MAX
from regulars.core.expressions.tree import Question
from regulars.core.expressions.vocabulary import Kind
from regulars.core.programme.checks.budgets import check_budget
from regulars.core.programme.checks.conditions import Checked, check_condition
from regulars.core.programme.checks.numbers import (
    check_number,
    decimal_of,
    decimals,
    is_too_fine,
    one_of,
    too_fine,
)
from regulars.core.programme.checks.points import check_named
from regulars.core.programme.checks.terms import check_days
from regulars.core.programme.document import Budget, Goal, Mission, MissionWindow, Programme, Stage
from regulars.core.programme.goals import question_of
from regulars.core.programme.mistakes import Mistake, Path
from regulars.core.programme.purposes import MEMBERSHIP
from regulars.core.programme.vocabulary import read_condition


def check_goal(
    mission: Mission, goal: Goal, path: Path, document: Programme, checked: Checked
) -> Iterator[Mistake]:
    """A goal with its stages and its time."""
    here: Path = (*path, "goal")
    of_money, most = False, None
    asked = _wrong(goal, (*here, "count"), mission, checked)
    if asked:
        yield from asked
    else:
        question = question_asked(goal, checked)
        if question is None or question.within is not None:
            yield Mistake((*here, "count"), "GoalUncountable", {"given": goal.count})
        else:
            of_money = is_of_money(question)
            most = DISTINCT_MAX if question.asks == "distinct" else None
    yield from _check_stages(goal.stages, (*here, "stages"), document, of_money=of_money, most=most)
    if mission.window is not None:
        yield from _check_window(mission.window, (*path, "window"))
    yield from _check_start(mission, path)
    if mission.budget is not None:
        yield from _check_budget(mission, mission.budget, goal, (*path, "budget"), document)


def _check_budget(
    mission: Mission, budget: Budget, goal: Goal, path: Path, document: Programme
) -> Iterator[Mistake]:
    """A budget of one kind of points in all, for prizes that are given as they are reached."""
    prizes = [stage.prize for stage in goal.stages if stage.prize]
    kinds = tuple(sorted({prize.of for prize in prizes}))
    if len(kinds) != 1:
        yield Mistake(path, "BudgetMixed", {"mission": mission.id, "kinds": kinds})
    else:
        whole = sum(prize.points for prize in prizes)
        yield from check_budget(budget, document, path, earn=kinds[0], least=whole)
    if mission.claim != "at_once":
        yield Mistake(path, "BudgetWaits", {"mission": mission.id})
    if budget.per is not None:
        yield Mistake((*path, "per"), "BudgetPerUnwanted", {})


def question_asked(goal: Goal, checked: Checked) -> Question | None:
    """The one question that a goal counts; None where it is no such question."""
    found = read_condition(f"{goal.count} >= 1", vocabulary=checked.vocabulary, per_line=False)
    return None if isinstance(found, tuple) else question_of(found)


def is_of_money(question: Question) -> bool:
    """Whether what is counted is money."""
    return question.property is not None and question.property.kind is Kind.MONEY


def _wrong(goal: Goal, path: Path, mission: Mission, checked: Checked) -> list[Mistake]:
    purpose = mission.purpose or MEMBERSHIP
    return list(check_condition(f"{goal.count} >= 1", path, checked=checked, per_line=False, purpose=purpose))


def _check_stages(
    stages: list[Stage], path: Path, document: Programme, *, of_money: bool, most: int | None
) -> Iterator[Mistake]:
    for place, stage in enumerate(stages):
        here: Path = (*path, place, "at_least")
        yield from check_number(stage.at_least, here, may_be_zero=False)
        least = decimal_of(stage.at_least)
        if of_money and is_too_fine(stage.at_least, document):
            yield too_fine(stage.at_least, here, document)
        elif not of_money and decimals(stage.at_least):
            yield Mistake(here, "NumberNotWhole", {"given": str(stage.at_least)})
        if most is not None and least is not None and least > most:
            yield Mistake(here, "NumberTooLarge", {"given": str(stage.at_least), "most": most})
        if stage.prize is not None:
            yield from check_named(stage.prize.of, document, (*path, place, "prize", "of"))
    for place, (below, stage) in enumerate(pairwise(stages), start=1):
        lower, upper = decimal_of(below.at_least), decimal_of(stage.at_least)
        if lower is not None and upper is not None and lower >= upper:
            facts = {"given": str(stage.at_least), "before": str(below.at_least)}
            yield Mistake((*path, place, "at_least"), "StagesUnordered", facts)


def _check_window(window: MissionWindow, path: Path) -> Iterator[Mistake]:
    yield from one_of({"days": window.days, "first_day": window.first_day}, path)
    if (window.first_day is None) != (window.last_day is None):
        key = "last_day" if window.last_day is None else "first_day"
        yield Mistake(path, "KeyMissing", {"key": key})
    days = {"first_day": window.first_day, "last_day": window.last_day}
    yield from check_days(days, path, "WindowBackwards")


def _check_start(mission: Mission, path: Path) -> Iterator[Mistake]:
    """What begins by itself begins for everybody on the same day, and once."""
    if mission.start != "by_itself":
        return
    if mission.window is None or mission.window.first_day is None:
        yield Mistake((*path, "start"), "StartNeedsDays", {})
    if mission.again != "no":
        yield Mistake((*path, "again"), "AgainByItself", {})
