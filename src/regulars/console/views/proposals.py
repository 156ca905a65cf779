"""Adjustments that wait for a second person: what, why and by whom, to be approved or rejected."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.console import adjusting
from regulars.console.pages import page, voice
from regulars.console.refused import sentence_for
from regulars.core.programme.document import Words
from regulars.core.refusals import Refusal
from regulars.people.members import nicknames_of
from regulars.proposals.queries import Proposed, decided, waiting
from regulars.telling.figures import signed
from regulars.telling.voice import Voice


class Row(NamedTuple):
    """One proposal in words. `is_own` where the reader proposed it and so cannot approve it."""

    of: Proposed
    member: str
    points: str
    kind: str
    is_own: bool


@require_safe
@needs("adjust_points")
def proposals(request: StaffRequest) -> HttpResponse:
    """Show what waits, and what was decided last."""
    return _shown(request)


@require_POST
@needs("adjust_points")
def decide(request: StaffRequest, number: int) -> HttpResponse:
    """Approve or reject; a refusal is said above the list."""
    is_approved = request.POST.get("decision") == "approve"
    try:
        (adjusting.approve if is_approved else adjusting.reject)(
            number=number, by=request.user, now=timezone.now()
        )
    except Refusal as refusal:
        return _shown(request, refusal=sentence_for(refusal), status=422)
    said = _("Approved: the points are adjusted.") if is_approved else _("Rejected: nothing was adjusted.")
    messages.success(request, said)
    return redirect("console:proposals")


def _shown(request: StaffRequest, *, refusal: str = "", status: int = 200) -> HttpResponse:
    speaking, open_ones, settled = voice(), waiting(), decided()
    names = nicknames_of(one.wallet_id for one in (*open_ones, *settled))
    return page(
        request,
        "proposals.html",
        here="proposals",
        status=status,
        voice=speaking,
        refusal=refusal,
        waiting=[_row(one, names, request, speaking) for one in open_ones],
        decided=[_row(one, names, request, speaking) for one in settled],
    )


def _row(one: Proposed, names: dict[int, str], request: StaffRequest, speaking: Voice) -> Row:
    name = speaking.points.get(one.currency, Words(zh_hant=one.currency, en=one.currency))
    return Row(
        one,
        names.get(one.wallet_id, f"#{one.wallet_id}"),
        signed(one.points, speaking),
        speaking.of(name),
        one.proposed_by == request.user.pk,
    )
