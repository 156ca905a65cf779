"""Events that could not be used: why, and what a person can do about it."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.console import sourcing
from regulars.console.pages import page, voice
from regulars.console.refused import sentence_for
from regulars.core.refusals import Refusal
from regulars.events.intake.mending import QuarantinedUnknown
from regulars.events.intake.quarantined import Waiting, one, reasons, waiting
from regulars.telling.quarantine import title, why
from regulars.telling.voice import Voice

PAGE = 50


class Row(NamedTuple):
    """An event that waits, and why in a sentence."""

    of: Waiting
    said: str


class Heap(NamedTuple):
    """So many events that wait for one reason."""

    reason: str
    title: str
    waiting: int
    is_chosen: bool


@require_safe
@needs("see_events")
def quarantine(request: StaffRequest) -> HttpResponse:
    """List what waits, with a filter by reason."""
    speaking, found = voice(), reasons()
    asked = request.GET.get("reason", "")
    reason = asked if asked in found else ""
    listed = waiting(reason=reason, before=_number(request.GET.get("before", "")), limit=PAGE)
    return page(
        request,
        "quarantine.html",
        here="quarantine",
        voice=speaking,
        rows=[_row(each, speaking) for each in listed.rows],
        heaps=[Heap(code, title(code, speaking), count, code == reason) for code, count in found.items()],
        reason=reason,
        count=found.get(reason, 0) if reason else sum(found.values()),
        next_before=listed.next_before,
        is_first="before" not in request.GET,
    )


@require_safe
@needs("see_events")
def quarantined(request: StaffRequest, number: int) -> HttpResponse:
    """Show one event, with a form to mend it."""
    return _shown(request, _waiting(number))


@require_POST
@needs("mend_events")
def mend(request: StaffRequest, number: int) -> HttpResponse:
    """Mend, replay or drop one; what is no event even now is said above the text, which stays."""
    event, text = _waiting(number), request.POST.get("text", "").replace("\r\n", "\n")
    do = request.POST.get("do", "mend")
    try:
        if do == "drop":
            sourcing.drop(number=number, by=request.user)
            messages.info(request, _("The event was given up. It is kept, and never read."))
            return redirect("console:quarantine")
        if do == "replay":
            gone, _stayed = sourcing.replay(number=number, by=request.user)
        else:
            gone = sourcing.mend_and_replay(number, text, by=request.user)
    except Refusal as refusal:
        return _shown(request, event, text=text, refusal=sentence_for(refusal), status=422)
    if not gone:
        refused = _("This is still no event that can be read. Mend it first.")
        return _shown(request, event, refusal=refused, status=422)
    messages.success(request, _("The event is in the log again; the desk reads it within a second."))
    return redirect("console:quarantine")


@require_POST
@needs("mend_events")
def all_of(request: StaffRequest) -> HttpResponse:
    """Replay or drop all that wait for one reason."""
    reason = request.POST.get("reason", "")
    if reason not in reasons():
        return redirect("console:quarantine")
    if request.POST.get("do") == "drop":
        count = sourcing.drop(reason=reason, by=request.user)
        said = ngettext("%(count)s event was given up.", "%(count)s events were given up.", count)
        messages.info(request, said % {"count": count})
        return redirect("console:quarantine")
    gone, stayed = sourcing.replay(reason=reason, by=request.user)
    said = ngettext(
        "%(count)s event is in the log again.", "%(count)s events are in the log again.", gone
    ) % {"count": gone}
    messages.success(request, said)
    if stayed:
        left = ngettext(
            "%(count)s is no event even now, and stays here.", "%(count)s are no events even now, and stay here.", stayed
        )  # fmt: skip
        messages.warning(request, left % {"count": stayed})
    return redirect("console:quarantine")


def _shown(
    request: StaffRequest, event: Waiting, *, text: str | None = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    speaking = voice()
    own = event.mended or event.text
    return page(
        request, "quarantined.html", here="quarantine", status=status, voice=speaking, row=_row(event, speaking),
        text=own if text is None else text, refusal=refusal,
    )  # fmt: skip


def _row(event: Waiting, speaking: Voice) -> Row:
    return Row(event, why(event.reason, event.facts, speaking))


def _waiting(number: int) -> Waiting:
    try:
        return one(number)
    except QuarantinedUnknown:
        raise Http404 from None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
