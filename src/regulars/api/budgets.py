"""Budgets over HTTP: what is left of each, and when it runs out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import msgspec
from django.utils import timezone
from ninja import Router

from regulars.api.openapi import described
from regulars.api.posting import programme, respond
from regulars.core.programme.document import Words
from regulars.desk.budgets import budgets_of
from regulars.lib.instants import day_to_database, instant

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from regulars.desk.budgets import BudgetView

router = Router()


class BudgetTold(msgspec.Struct, frozen=True):
    """One budget, in points. `per` is day, week, month or null (in all); `ends` the last day of the period.

    `outlook` is gone, unknown (under a week of days), lasts (nobody took any of late), or ends: between `soonest` and `latest`, null where
    that is not within the period.
    """

    rule: str
    name: Words
    per: str | None
    in_all: int
    left: int
    taken: int
    spent_percent: int
    ends: date | None
    outlook: str
    soonest: date | None
    latest: date | None


class Budgets(msgspec.Struct, frozen=True):
    """Every budget of the version in force, in its order."""

    budgets: tuple[BudgetTold, ...]


NAMED: Final = (Budgets, BudgetTold)


@router.get("/budgets", **described("See what is left of budgets", answered=Budgets))
def see_budgets(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - ninja wants it by this name.
    """What is left of each budget of the programme in force, and when it runs out as far as the last weeks tell."""
    current, at = programme(), instant(timezone.now())
    version = current.at_or_first(at)
    day = version.calendar.day_of(at)
    today = day_to_database(day)
    told = tuple(_told(one, version.rule_names[one.rule], today) for one in budgets_of(version, day=day))
    return respond(Budgets(told))


def _told(one: BudgetView, name: Words, today: date) -> BudgetTold:
    return BudgetTold(
        one.rule, name, one.budget.per, one.in_all, one.left, one.taken, one.spent_percent, one.ends, one.outlook,
        one.soonest(today), one.latest(today),
    )  # fmt: skip
