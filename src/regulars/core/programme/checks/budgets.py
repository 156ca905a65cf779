"""Budgets: one number, in points or in money, and enough for a gift at least."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.programme.budgets import points_within, worth_of
from regulars.core.programme.checks.numbers import check_number, decimal_of, is_too_fine, one_of, too_fine
from regulars.core.programme.mistakes import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regulars.core.programme.budget_document import Budget
    from regulars.core.programme.document import Programme
    from regulars.core.programme.mistakes import Path


def check_budget(
    budget: Budget, document: Programme, path: Path, *, earn: str, least: int
) -> Iterator[Mistake]:
    """A budget of some kind of points, from which `least` is taken at once."""
    wrong = [
        *one_of({"points": budget.points, "money": budget.money}, path),
        *_check_money(budget, document, path, earn),
    ]
    yield from wrong
    points = document.points.get(earn)
    worth = None if points is None else decimal_of(points.worth)
    if not wrong and points is not None and worth is not None:
        holds = points_within(budget, worth_of(points))
        if holds < least:
            yield Mistake(path, "BudgetTooSmall", {"points": holds, "least": least})


def _check_money(budget: Budget, document: Programme, path: Path, earn: str) -> Iterator[Mistake]:
    if budget.money is None:
        return
    yield from check_number(budget.money, (*path, "money"), may_be_zero=False)
    if is_too_fine(budget.money, document):
        yield too_fine(budget.money, (*path, "money"), document)
    points = document.points.get(earn)
    if points is not None and decimal_of(points.worth) == 0:
        yield Mistake((*path, "money"), "BudgetWorthless", {"points": earn})
