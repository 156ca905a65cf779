"""The form of a rule's budget, which writes into the draft."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from regulars.accounts.access import StaffRequest, needs
from regulars.console.forms import budget as form
from regulars.console.views import drawing

SHEET = drawing.Sheet(
    form.FORM, "budget_form.html", "programme", form.fields_of, form.says,
    lambda document, _speaking: {"currency": document.currency},
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("edit_programme")
def budget(request: StaffRequest, identity: str) -> HttpResponse:
    """Show what a rule may give to everybody together, or write it into the draft."""
    return drawing.answer(request, SHEET, identity)
