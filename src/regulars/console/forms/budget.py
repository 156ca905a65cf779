"""The form of a rule's budget: how much of it there is for everybody together, and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from regulars.console import budget_words
from regulars.console.forms.typed import in_order, kept, number, text, written
from regulars.console.forms.writing import Form, by_longest
from regulars.core.programme.document import EarningRule, Programme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulars.core.programme.mistakes import Path
    from regulars.core.programme.parts import Part
    from regulars.programmes.editing import Written
    from regulars.telling.voice import Voice

_FIELDS: Final = {
    ("budget",): "points", ("budget", "points"): "points", ("budget", "money"): "money", ("budget", "per"): "per"
}  # fmt: skip


def fields_of(rule: Part | None, document: Programme) -> dict[str, str]:  # noqa: ARG001 - every form is asked alike.
    """A rule's budget as the form shows it."""
    budget = rule.budget if isinstance(rule, EarningRule) else None
    if not isinstance(rule, EarningRule) or budget is None:
        return (
            {"way": "points", "name_zh": rule.name.zh_hant, "name_en": rule.name.en}
            if isinstance(rule, EarningRule)
            else {}
        )
    shown = {"name_zh": rule.name.zh_hant, "name_en": rule.name.en, "per": budget.per or ""}
    if budget.money is not None:
        return shown | {"way": "money", "money": str(budget.money)}
    return shown | {"way": "points", "points": str(budget.points)}


def document_of(typed: Mapping[str, str], document: Programme, before: Part | None) -> dict[str, Written]:  # noqa: ARG001 - as above.
    """The rule as it was, with what was typed for its budget; without an amount it has none."""
    way = "money" if text(typed, "way") == "money" else "points"
    budget = kept({way: number(typed, way)}, "per", text(typed, "per"))
    return in_order(kept(written(before), "budget", budget if text(typed, way) else None), EarningRule)


def says(rule: Part, document: Programme, voice: Voice) -> tuple[str, ...]:
    """What the budget will mean."""
    assert isinstance(rule, EarningRule)
    if rule.budget is None:
        return (_("without a budget: whatever the rule gives is given"),)
    said = [budget_words.said(rule.budget, document, rule.earn, voice)]
    said.append(_("for everybody together; a gift is whole or not at all"))
    if rule.budget.per is not None:
        said.append(_("what is left over is not added to the next"))
    return tuple(said)


def lacking(typed: Mapping[str, str]) -> dict[str, str]:  # noqa: ARG001 - as above.
    """Nothing has to be there: a rule may have no budget."""
    return {}


def field_of(path: Path, item: Mapping[str, Written]) -> str:
    """The field that a place of the rule stands in."""
    found = by_longest(path, _FIELDS)
    budget = item.get("budget")
    return "money" if found == "points" and isinstance(budget, dict) and "money" in budget else found


FORM: Final = Form("earning", document_of, lacking, field_of)
