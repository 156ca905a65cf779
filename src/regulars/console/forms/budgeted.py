"""The budget of a rule, of bringing friends or of a mission as fields: in points or in money, in all or for each day, week or month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regulars.console.forms.typed import kept, number, text
from regulars.console.forms.writing import by_longest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulars.core.programme.budget_document import Budget
    from regulars.core.programme.mistakes import Path
    from regulars.programmes.editing import Written

_FIELDS: Final = {
    ("budget",): "points", ("budget", "points"): "points", ("budget", "money"): "money", ("budget", "per"): "per"
}  # fmt: skip


def amount_of(budget: Budget) -> tuple[str, str]:
    """In what it is, `points` or `money`, and how much."""
    return ("points", str(budget.points)) if budget.money is None else ("money", str(budget.money))


def budget_shown(budget: Budget | None) -> dict[str, str]:
    """As the form shows it; without one it would be in points."""
    if budget is None:
        return {"way": "points"}
    way, amount = amount_of(budget)
    return {"way": way, way: amount, "per": budget.per or ""}


def budget_typed(typed: Mapping[str, str]) -> dict[str, Written] | None:
    """What was typed; without an amount there is none."""
    way = "money" if text(typed, "way") == "money" else "points"
    return kept({way: number(typed, way)}, "per", text(typed, "per")) if text(typed, way) else None


def budget_field(path: Path, item: Mapping[str, Written]) -> str:
    """The field that a place of it stands in."""
    found, budget = by_longest(path, _FIELDS), item.get("budget")
    return "money" if found == "points" and isinstance(budget, dict) and "money" in budget else found
