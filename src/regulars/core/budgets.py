"""Points under a budget: given whole or not at all, by what the shell says is left.

The rules are in `docs/algorithms/budgets.md`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import msgspec

from regulars.core.caps import allowed_by_caps
from regulars.core.effects import Reason
from regulars.core.periods import NEVER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from regulars.core.draft import Draft
    from regulars.core.programme.budgets import Budget
    from regulars.core.programme.compiled import Rule

    #: Rules with the points that each gives, by line.
    Parts = list[tuple[Rule, list[int]]]

SPENT: Final = "budget_spent"
TAKEN: Final = "budget_taken"
BACK: Final = "budget_back"


class Budgets(msgspec.Struct, frozen=True):
    """What is left by the names of supplies, and rules that are decided without, because their budget was spent then.

    A supply that is not named here is not counted: a history that is loaded takes nothing.
    """

    left: Mapping[str, int]
    without: frozenset[str] = frozenset()

    def cover(self, supply: str, points: int) -> bool:
        """Whether so many points are left. Whoever decides asks this, and never how many there are."""
        left = self.left.get(supply)
        return left is None or points <= left


def as_decided(reasons: Iterable[Reason]) -> Budgets | None:
    """The budgets as they were for an event, by the reasons beside it; None where none was asked.

    Where a gift of an event found too little, there was as much as its other gifts took.
    """
    taken, spent, without = Counter[str](), set[str](), set[str]()
    for one in reasons:
        if one.code == TAKEN:
            taken[str(one.facts[0])] += int(one.facts[1])
        elif one.code == SPENT:
            spent.add(str(one.facts[1]))
            without.add(str(one.facts[0]))
    left = {supply: taken[supply] if supply in spent else NEVER for supply in spent.union(taken)}
    return Budgets(left, frozenset(without)) if left else None


def within(draft: Draft, day: int, rules: Iterable[Rule], choose: Callable[[frozenset[str]], Parts]) -> Parts:
    """What rules give, decided without those whose budget has less left than they would give.

    `choose` answers what is given without some rules. One is left out at a time: what builds on it gives less then.
    """
    budgets = draft.budgets
    if budgets is None:
        return choose(frozenset())
    without = budgets.without
    parts = choose(without)
    while (spent := _beyond(draft, budgets, day, parts)) is not None:
        without |= {spent.id}
        parts = choose(without)
    for rule in rules if without else ():
        if rule.budget is not None and rule.id in without:
            draft.explain(Reason(SPENT, (rule.id, rule.budget.supply(day))))
    return parts


def _beyond(draft: Draft, budgets: Budgets, day: int, parts: Parts) -> Rule | None:
    """The first rule that gives more than is left for it."""
    for rule, by_line in parts:
        if rule.budget is not None:
            points = allowed_by_caps(draft, day, rule, sum(by_line))
            if not budgets.cover(rule.budget.supply(day), points):
                return rule
    return None


def take(draft: Draft, day: int, rule: Rule, points: int) -> str:
    """Write down what a rule took of its budget, and answer the supply; empty where nothing counts it."""
    if rule.budget is None or draft.budgets is None:
        return ""
    supply = rule.budget.supply(day)
    if supply not in draft.budgets.left:
        return ""
    draft.explain(Reason(TAKEN, (supply, points)))
    return supply


def is_covered(draft: Draft, budget: Budget | None, day: int, points: int) -> bool:
    """Whether so many points may come out of a budget; nothing is taken."""
    return budget is None or draft.budgets is None or draft.budgets.cover(budget.supply(day), points)


def drawn(draft: Draft, budget: Budget | None, day: int, rule: str, points: int) -> bool:
    """Take a gift that stands by itself out of its budget; false, with the reason, where too little is left.

    One event may bring several: each finds what those before it left.
    """
    if budget is None or draft.budgets is None or budget.supply(day) not in draft.budgets.left:
        return True
    supply = budget.supply(day)
    before = sum(took for name, took in moved(draft.effects.reasons) if name == supply and took > 0)
    covered = is_covered(draft, budget, day, before + points)
    draft.explain(Reason(TAKEN, (supply, points)) if covered else Reason(SPENT, (rule, supply)))
    return covered


def give_back(draft: Draft, supply: str, points: int) -> None:
    """Write down what a return took from the member of points that a budget gave."""
    if supply and points:
        draft.explain(Reason(BACK, (supply, points)))


def moved(reasons: Iterable[Reason]) -> list[tuple[str, int]]:
    """What an event took of supplies, and as negatives what it gave back."""
    return [
        (str(one.facts[0]), int(one.facts[1]) if one.code == TAKEN else -int(one.facts[1]))
        for one in reasons
        if one.code in {TAKEN, BACK}
    ]
