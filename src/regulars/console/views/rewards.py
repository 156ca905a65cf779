"""Rewards: what is left of each, when it runs out, what was redeemed, handing over and cancelling."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.accounts.access import needs
from regulars.console import reward_rows, rewarding
from regulars.console.forms import reward as reward_form
from regulars.console.forms.lottery import PRIZES
from regulars.console.pages import page, voice
from regulars.console.refused import sentence_for
from regulars.console.views import drawing
from regulars.core.refusals import Refusal
from regulars.lib.instants import day_to_database, instant
from regulars.programmes.queries import NoProgramme, current
from regulars.rewards import pictures, queries
from regulars.rewards.models import STATES
from regulars.telling.rewards import reward_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from regulars.accounts.access import StaffRequest
    from regulars.core.programme.compiled import Version
    from regulars.rewards.queries import Had

PAGE = 30
SHEET = drawing.Sheet(
    reward_form.FORM, "reward_form.html", "rewards", reward_form.fields_of, reward_form.says,
    lambda document, voice: {
        "levels": drawing.levels(document, voice), "currencies": drawing.currencies(document, voice), "currency": document.currency,
        "prizes": [{"number": one, "zh": f"prize_{one}_zh", "en": f"prize_{one}_en", "of": f"number_{one}"} for one in range(1, PRIZES + 1)],
    },
)  # fmt: skip


@require_safe
@needs("see_rewards")
def rewards(request: StaffRequest) -> HttpResponse:
    """List the rewards of the version in force, and what was redeemed of late."""
    return _list(request)


@require_safe
@needs("see_rewards")
def reward(request: StaffRequest, name: str) -> HttpResponse:
    """Show one: what is left, when it runs out, and who redeemed it."""
    return _one(request, name)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("edit_programme")
def draw(request: StaffRequest, identity: str = "") -> HttpResponse:
    """The form of a reward, which writes into the draft."""
    return drawing.answer(request, SHEET, identity)


@require_POST
@needs("edit_programme")
def remove(request: StaffRequest, identity: str) -> HttpResponse:
    """Take a reward out of the draft."""
    return drawing.remove(request, SHEET, identity)


@require_POST
@needs("stock_rewards")
def put_in(request: StaffRequest, name: str) -> HttpResponse:
    """Put more pieces in, or take some out."""
    version, _today = _now()
    found = version.rewards.get(name)
    if found is None:
        raise Http404
    typed = request.POST.get("pieces", "").strip().replace("−", "-").replace(",", "")
    try:
        pieces = int(typed) if len(typed) < 9 and typed.lstrip("+-").isdecimal() else 0
        rewarding.put_in(found, pieces, by=request.user)
    except Refusal as refusal:
        return _one(request, name, refusal=sentence_for(refusal), status=422)
    messages.success(request, _("The stock is as you said."))
    return redirect("console:reward", name)


@require_POST
@needs("stock_rewards")
def picture(request: StaffRequest, name: str) -> HttpResponse:
    """Give it a picture, or take the one that it has away."""
    found = _now()[0].rewards.get(name)
    if found is None:
        raise Http404
    file = request.FILES.get("picture")
    try:
        if "away" in request.POST:
            rewarding.take_picture_away(found, by=request.user)
        else:
            # One byte more than may be: what is larger is told so, and not read whole.
            body = file.read(pictures.LARGEST + 1) if file is not None else b""
            alts = {key: request.POST.get(key, "") for key in ("alt_zh", "alt_en")}
            rewarding.put_picture(found, body, **alts, by=request.user)
    except Refusal as refusal:
        return _one(request, name, refusal=sentence_for(refusal), status=422)
    return redirect("console:reward", name)


@require_POST
@needs("hand_over_rewards")
def hand_over(request: StaffRequest) -> HttpResponse:
    """Hand a reward over by the code that the member shows."""
    return _by_code(request, rewarding.hand_over, said=_("Handed over: %(name)s."))


@require_POST
@needs("hand_over_rewards")
def take_money(request: StaffRequest) -> HttpResponse:
    """Take the money of what is held; then it can be handed over."""
    return _by_code(request, rewarding.take_money, said=_("Paid: %(name)s. Hand it over with its code."))


@require_POST
@needs("hand_over_rewards")
def cancel(request: StaffRequest) -> HttpResponse:
    """Cancel a redemption; its points go back."""
    had = queries.with_code(request.POST.get("code", "")[:40])
    if had is None:
        raise Http404
    try:
        rewarding.cancel(had, by=request.user)
    except Refusal as refusal:
        return _list(request, refusal=sentence_for(refusal), status=422)
    messages.success(request, _("Cancelled: the points are back, and the piece is in stock again."))
    return redirect("console:rewards")


@require_POST
@needs("stock_rewards")
def pass_on(request: StaffRequest) -> HttpResponse:
    """Say that a day's donations were passed on to their cause."""
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        raise Http404 from None
    try:
        rewarding.pass_on(request.POST.get("cause", "")[:40], day, by=request.user)
    except Refusal as refusal:
        return _list(request, refusal=sentence_for(refusal), status=422)
    messages.success(request, _("Passed on: none of that day's donations can be taken back any more."))
    return redirect("console:rewards")


def _by_code(request: StaffRequest, do: Callable[..., Had], *, said: str) -> HttpResponse:
    """Do it to what has the typed code, and say its name; what is refused stands above, and the code in its field still."""
    code = request.POST.get("code", "")[:40]
    try:
        had = do(code, by=request.user)
    except Refusal as refusal:
        return _list(request, refusal=sentence_for(refusal), code=code, status=422)
    messages.success(request, said % {"name": reward_named(had.reward, voice())})
    return redirect("console:rewards")


def _list(request: StaffRequest, *, refusal: str = "", code: str = "", status: int = 200) -> HttpResponse:
    speaking = voice()
    try:
        version, today = _now()
    except NoProgramme:
        version, today = None, timezone.localdate()
    asked = {name: request.GET.get(name, "") for name in ("state", "q")}
    found = queries.latest(
        state=asked["state"] if asked["state"] in STATES else "", code=asked["q"][:40], before=_before(request),
        limit=PAGE + 1,
    )  # fmt: skip
    return page(
        request, "rewards.html", here="rewards", status=status, voice=speaking, refusal=refusal, code=code, asked=asked,
        donations=reward_rows.donations(speaking, today=today),
        rows=reward_rows.rows(version, speaking, today=today) if version else (), waiting=drawing.waiting("rewards", speaking),
        redeemed=reward_rows.redeemed(found[:PAGE], speaking), next=found[PAGE - 1].number if len(found) > PAGE else None,
    )  # fmt: skip


def _one(request: StaffRequest, name: str, *, refusal: str = "", status: int = 200) -> HttpResponse:
    speaking, (version, today) = voice(), _now()
    found = version.rewards.get(name)
    if found is None:
        raise Http404
    [row] = [one for one in reward_rows.rows(version, speaking, today=today) if one.id == name]
    had = queries.latest(reward=name, before=_before(request), limit=PAGE + 1)
    return page(
        request, "reward.html", here="rewards", status=status, voice=speaking, refusal=refusal, row=row,
        picture=pictures.of([name]).get(name),
        lottery=reward_rows.lottery(found, speaking),
        chart=reward_rows.forecast_chart(found, speaking, today=today), has_stock=bool(row.in_all),
        redeemed=reward_rows.redeemed(had[:PAGE], speaking), next=had[PAGE - 1].number if len(had) > PAGE else None,
    )  # fmt: skip


def _now() -> tuple[Version, date]:
    programme, at = current(), instant(timezone.now())
    version = programme.at_or_first(at)
    return version, day_to_database(programme.calendar.day_of(at))


def _before(request: StaffRequest) -> int | None:
    given = request.GET.get("before", "")
    return int(given) if given.isdecimal() and len(given) < 12 else None
