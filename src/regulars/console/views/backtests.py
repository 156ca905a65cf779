"""Back-tests: the draft tried on the shop's own history, with progress that one may leave and come back to."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.accounts.actions import record
from regulars.console.backtest_boxes import report
from regulars.console.pages import is_part, page, part, voice
from regulars.console.refused import sentence_for, sentence_of
from regulars.console.views.programme import language_of
from regulars.core.refusals import Refusal
from regulars.insight import backtests as insight
from regulars.programmes.actions import checked
from regulars.programmes.queries import draft_text

STATES: dict[str, Promise] = {
    "waiting": _("about to begin"),
    "running": _("running"),
    "done": _("done"),
    "refused": _("not possible"),
    "failed": _("broke off"),
}


class Row(NamedTuple):
    """One back-test with its state in words."""

    trial: insight.Trial
    state: Promise


@require_http_methods(["GET", "HEAD", "POST"])
@needs("back_test")
def backtests(request: StaffRequest) -> HttpResponse:
    """List them, or begin one with the draft as it is saved."""
    if request.method != "POST":
        return _listed(request)
    try:
        number = _begin(request)
    except Refusal as refusal:
        return _listed(request, refusal=sentence_for(refusal), status=409)
    insight.start(number)
    return redirect("console:backtest", number)


@transaction.atomic
def _begin(request: StaffRequest) -> int:
    number = insight.begin(text=draft_text() or "", by=request.user)
    record(by=request.user, verb="back_test", subject=f"back-test:{number}")
    return number


@require_safe
@needs("back_test")
def backtest(request: StaffRequest, number: int) -> HttpResponse:
    """Show how far one is, or what came of it."""
    try:
        tried = insight.tried(number, now=timezone.now())
    except insight.BackTestUnknown as unknown:
        raise Http404 from unknown
    trial, speaking = tried.trial, voice()
    shown: dict[str, Any] = {
        "voice": speaking,
        "trial": trial,
        "state": STATES[trial.state],
        "refusal": _refusal(trial),
    }
    if is_part(request) and not trial.is_over:
        return part(request, "backtest_progress.html", **shown)
    if is_part(request):
        # What came of it is a page of its own, with charts: the browser loads it anew.
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return page(request, "backtest.html", here="backtests", tried=tried, report=_report(tried), **shown)


def _listed(request: StaffRequest, *, refusal: str = "", status: int = 200) -> HttpResponse:
    rows = tuple(Row(trial, STATES[trial.state]) for trial in insight.trials(now=timezone.now()))
    has_draft = draft_text() is not None
    return page(
        request,
        "backtests.html",
        here="backtests",
        status=status,
        rows=rows,
        has_draft=has_draft,
        refusal=refusal,
    )


def _report(tried: insight.Tried) -> str:
    if tried.result is None:
        return ""
    speaking = voice()
    names = [str(_("Draft")), str(_("Version %(number)s") % {"number": tried.trial.against_number})]
    return report(
        tried.result,
        documents=(checked(tried.text), checked(tried.against)),
        names=names,
        texts=(tried.text, tried.against),
        language=language_of(speaking),
    )


def _refusal(trial: insight.Trial) -> str:
    if trial.refusal is None:
        return ""
    facts = trial.refusal["facts"]
    assert isinstance(facts, dict)
    return sentence_of(str(trial.refusal["code"]), facts)
