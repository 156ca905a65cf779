"""Budgets as the console shows them: what there was, what is left, and how it runs out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from regulars.console.supply_rows import ALMOST, chart_of, runs_out
from regulars.supplies import queries as supplies
from regulars.telling.figures import whole

if TYPE_CHECKING:
    from datetime import date

    from regulars.console.home_rows import Charted
    from regulars.desk.budgets import BudgetView
    from regulars.telling.voice import Voice

_PERIODS: Final = {
    None: pgettext_lazy("a budget", "in all"), "day": pgettext_lazy("a budget", "a day"),
    "week": pgettext_lazy("a budget", "a week"), "month": pgettext_lazy("a budget", "a month"),
}  # fmt: skip


class Row(NamedTuple):
    """One budget. `warns` where four fifths are gone, or everything."""

    name: str
    said: str
    in_all: str
    left: str
    taken: str
    per: str
    warns: str
    runs_out: str


def row(one: BudgetView, voice: Voice, *, today: date) -> Row:
    """A budget in a line."""
    warns = "" if one.spent_percent < ALMOST else ("warn" if one.left else "bad")
    return Row(
        one.name, voice.named(one.rule), whole(one.in_all), whole(one.left), whole(one.taken), str(_PERIODS[one.budget.per]), warns,
        _outlook(one, today),
    )  # fmt: skip


def chart(one: BudgetView, voice: Voice, *, today: date) -> Charted | None:
    """How the period that is running runs out; None where nothing was taken yet."""
    if one.supply not in supplies.left([one.supply]):
        return None
    taken = supplies.taken_by_day(one.supply, until=today)
    title = _("What is left of %(name)s") % {"name": voice.named(one.rule)}
    return chart_of(one.left, taken, one.ahead, title=title, unit=_("points"), today=today, ends=one.ends)


def _outlook(one: BudgetView, today: date) -> str:
    if not one.left:
        return _("Nothing is left.")
    if one.budget.per == "day":
        return _("Each day begins with a new one.")
    if one.outlook == "ends" and one.soonest(today) is None:
        return _("It lasts until the end of its time.")
    return runs_out(one.ahead, today=today)
