"""Budgets: what is left of each, and when it runs out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_safe

from regulars.accounts.access import needs
from regulars.console import budget_rows
from regulars.console.pages import page, voice
from regulars.desk.budgets import budgets_of
from regulars.lib.instants import day_to_database, instant
from regulars.programmes.queries import NoProgramme, current

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from regulars.accounts.access import StaffRequest
    from regulars.desk.budgets import BudgetView


@require_safe
@needs("see_programme")
def budgets(request: StaffRequest) -> HttpResponse:
    """List the budgets of the version in force."""
    found, today = _now()
    rows = tuple(budget_rows.row(one, voice(), today=today) for one in found)
    return page(request, "budgets.html", here="budgets", rows=rows)


@require_safe
@needs("see_programme")
def budget(request: StaffRequest, budget: str) -> HttpResponse:
    """Show one: what was left day by day, and the corridor in which it runs out."""
    found, today = _now()
    one = next((one for one in found if one.name == budget), None)
    if one is None:
        raise Http404
    shown = budget_rows.row(one, voice(), today=today)
    chart = budget_rows.chart(one, voice(), today=today)
    return page(request, "budget.html", here="budgets", row=shown, chart=chart)


def _now() -> tuple[tuple[BudgetView, ...], date]:
    at = instant(timezone.now())
    try:
        programme = current()
    except NoProgramme:
        return (), timezone.localdate()
    version = programme.at_or_first(at)
    day = version.calendar.day_of(at)
    return budgets_of(version, day=day), day_to_database(day)
