"""The form of a rule's budget: how much of it there is for everybody together, and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from regulars.console import budget_words
from regulars.console.forms.budgeted import budget_field, budget_shown, budget_typed
from regulars.console.forms.typed import in_order, kept, words_of, written
from regulars.console.forms.writing import Form
from regulars.core.programme.document import EarningRule, Programme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulars.core.programme.parts import Part
    from regulars.programmes.editing import Written
    from regulars.telling.voice import Voice


def fields_of(rule: Part | None, document: Programme) -> dict[str, str]:  # noqa: ARG001 - every form is asked alike.
    """A rule's budget as the form shows it."""
    return words_of(rule.name, "name") | budget_shown(rule.budget) if isinstance(rule, EarningRule) else {}


def document_of(typed: Mapping[str, str], document: Programme, before: Part | None) -> dict[str, Written]:  # noqa: ARG001 - as above.
    """The rule as it was, with what was typed for its budget; without an amount it has none."""
    return in_order(kept(written(before), "budget", budget_typed(typed)), EarningRule)


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


FORM: Final = Form("earning", document_of, lacking, budget_field)
