"""Budgets as people look at them: what there was, what is left, and when it runs out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from regulars.core.running_out import LONG_DAYS, forecast
from regulars.lib.instants import day_to_database
from regulars.supplies import queries as supplies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regulars.core.programme.budgets import Budget
    from regulars.core.programme.compiled import Version
    from regulars.core.running_out import Forecast


class BudgetView(NamedTuple):
    """A budget on a day. `rule` is the name that entries bear; `ends` is the last day of its period, None where it has none."""

    rule: str
    budget: Budget
    supply: str
    in_all: int
    left: int
    taken: int
    ends: date | None
    ahead: Forecast | None

    @property
    def name(self) -> str:
        """Its name, whatever the period."""
        return self.budget.name

    @property
    def spent_percent(self) -> int:
        """How much of it is gone."""
        return (self.in_all - self.left) * 100 // self.in_all

    def soonest(self, today: date) -> date | None:
        """The earliest day on which it runs out; None where it does not, or not within its period."""
        return self._on(today, self.ahead.soonest if self.ahead else None)

    def latest(self, today: date) -> date | None:
        """The latest day on which it runs out; None where it may not."""
        return self._on(today, self.ahead.latest if self.ahead else None)

    @property
    def outlook(self) -> Literal["gone", "unknown", "lasts", "ends"]:
        """What can be said of when it runs out."""
        if not self.left:
            return "gone"
        if self.ahead is None:
            return "unknown"
        return "lasts" if self.ahead.soonest is None else "ends"

    def _on(self, today: date, days: int | None) -> date | None:
        found = None if days is None else today + timedelta(days=days)
        return None if found is None or (self.ends is not None and found > self.ends) else found


def budgets_of(version: Version, *, day: int) -> tuple[BudgetView, ...]:
    """Every budget of a version on a local day, in the order of the programme."""
    names = {rule: _supplies(budget, day) for rule, budget in version.budgets.items()}
    there = supplies.left({name for each in names.values() for name in each})
    taken = supplies.by_day(there.values(), until=day_to_database(day))
    return tuple(
        _view(rule, budget, there.get(budget.supply(day)), [taken[name] for name in names[rule] if name in taken], day)
        for rule, budget in version.budgets.items()
    )  # fmt: skip


def _supplies(budget: Budget, day: int) -> tuple[str, ...]:
    """What it is taken from today, and was within the days that a forecast looks at. Within one day nothing is foretold."""
    looked_at = 0 if budget.per == "day" else LONG_DAYS
    return tuple(dict.fromkeys(budget.supply(day - back) for back in range(looked_at + 1)))


def _view(
    rule: str, budget: Budget, found: supplies.Left | None, taken: Sequence[Sequence[int]], day: int
) -> BudgetView:
    left, in_all = (found.there, found.put_in) if found else (budget.points, budget.points)
    ends = budget.last_day(day)
    return BudgetView(
        rule, budget, budget.supply(day), in_all, left, found.taken if found else 0,
        None if ends is None else day_to_database(ends), _forecast(budget, left, taken),
    )  # fmt: skip


def _forecast(budget: Budget, left: int, taken: Sequence[Sequence[int]]) -> Forecast | None:
    """By the days that are over, those of the periods before counted too."""
    if budget.per == "day":
        return None
    known = max(map(len, taken), default=0)
    return forecast(
        left, [sum(days[-back] for days in taken if len(days) >= back) for back in range(known, 0, -1)]
    )
