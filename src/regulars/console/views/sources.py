"""Where events come from: sources with their keys, and what their events must look like."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.console import sourcing
from regulars.console.pages import page, voice
from regulars.console.refused import sentence_for
from regulars.core.refusals import Refusal
from regulars.events.intake import plans
from regulars.events.intake.sources import RateUnusable, Source, every

EXAMPLE: Final = """mode: warn
events:
  Order Completed:
    mode: block
    schema:
      required: [order_id, products]
"""
_RATE_DIGITS: Final = 9


@require_safe
@needs("see_events")
def sources(request: StaffRequest) -> HttpResponse:
    """List every source that ever was."""
    return _list(request)


@require_POST
@needs("manage_sources")
def make(request: StaffRequest) -> HttpResponse:
    """Make a source and show its key, once; a refusal is said above the form, which keeps what was typed."""
    named = ("name", "purpose", "origins", "rate", "trusted")
    typed = {name: request.POST.get(name, "").strip() for name in named}
    try:
        made = sourcing.make_source(
            typed["name"], purpose=typed["purpose"], origins=typed["origins"].split(), rate=_rate(typed["rate"]),
            is_trusted=bool(typed["trusted"]), by=request.user,
        )  # fmt: skip
    except Refusal as refusal:
        return _list(request, typed=typed, refusal=sentence_for(refusal), status=422)
    return page(request, "source_made.html", here="sources", made=made)


@require_safe
@needs("see_events")
def source(request: StaffRequest, number: int) -> HttpResponse:
    """Show one source: its terms, its plan, and what broke the plan."""
    return _one(request, _known(number))


@require_POST
@needs("manage_sources")
def revoke(request: StaffRequest, number: int) -> HttpResponse:
    """Refuse its key from now on."""
    name = sourcing.revoke_source(_known(number).id, by=request.user)
    messages.success(request, _("The write key of %(name)s is refused from now on.") % {"name": name})
    return redirect("console:source", number)


@require_POST
@needs("manage_sources")
def plan(request: StaffRequest, number: int) -> HttpResponse:
    """Publish a tracking plan; what is wrong with it is said above the text, which stays."""
    known, text = _known(number), request.POST.get("text", "")
    try:
        version = sourcing.publish_plan(known.id, text, by=request.user)
    except Refusal as refusal:
        return _one(request, known, text=text, refusal=sentence_for(refusal), status=422)
    messages.success(request, _("Version %(version)s of the tracking plan holds now.") % {"version": version})
    return redirect("console:source", number)


def _list(
    request: StaffRequest, *, typed: dict[str, str] | None = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    versions = plans.newest()
    rows = [(one, versions.get(one.id)) for one in every()]
    return page(
        request, "sources.html", here="sources", status=status, rows=rows, form=typed or {}, refusal=refusal
    )


def _one(
    request: StaffRequest, known: Source, *, text: str | None = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    versions = plans.published(known.id)
    holds = versions[0].text if versions else EXAMPLE
    return page(
        request, "source.html", here="sources", status=status, voice=voice(), source=known, refusal=refusal,
        versions=versions, text=holds if text is None else text, warnings=plans.warnings(known.id),
    )  # fmt: skip


def _known(number: int) -> Source:
    found = next((one for one in every() if one.id == number), None)
    if found is None:
        raise Http404
    return found


def _rate(text: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > _RATE_DIGITS:
        raise RateUnusable(given=text[:40], most=1_000_000)
    return int(text)
