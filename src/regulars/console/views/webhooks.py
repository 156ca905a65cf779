"""Webhooks: who is told what, what was sent, and sending it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.console.pages import page, voice
from regulars.console.refused import sentence_for
from regulars.core.refusals import Refusal
from regulars.telling import webhooks as words
from regulars.webhooks import endpoints, log
from regulars.webhooks.kinds import KINDS

if TYPE_CHECKING:
    from regulars.webhooks.endpoints import Wanting
    from regulars.webhooks.log import Sent

PAGE: Final = 50


class Row(NamedTuple):
    """A delivery with its words."""

    sent: Sent
    kind: str
    state: str
    outcome: str
    body: str


@require_safe
@needs("manage_webhooks")
def webhooks(request: StaffRequest) -> HttpResponse:
    """List every endpoint that ever was."""
    return _list(request)


@require_POST
@needs("manage_webhooks")
def make(request: StaffRequest) -> HttpResponse:
    """Make an endpoint and show its secret, once; a refusal is said above the form, which keeps what was typed."""
    url, kinds = request.POST.get("url", ""), request.POST.getlist("kinds")
    try:
        made = endpoints.make(url, kinds, by=request.user)
    except Refusal as refusal:
        return _list(request, url=url, kinds=kinds, refusal=sentence_for(refusal), status=422)
    return page(request, "webhook_made.html", here="webhooks", made=made)


@require_safe
@needs("manage_webhooks")
def webhook(request: StaffRequest, number: int) -> HttpResponse:
    """Show one endpoint and what it was told, the latest first."""
    speaking, before = voice(), request.GET.get("before", "")
    start = int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else None
    found = log.deliveries(number, before=start, limit=PAGE + 1)
    rows = [
        Row(one, words.kind(one.kind, speaking), words.state(one.state, speaking), words.outcome(one.status, one.problem, speaking), msgspec.json.format(one.body))
        for one in found[:PAGE]
    ]  # fmt: skip
    following = found[PAGE - 1].number if len(found) > PAGE else None
    endpoint = _known(number)
    kinds = [words.kind(kind, speaking) for kind in endpoint.kinds]
    return page(
        request, "webhook.html", here="webhooks", voice=speaking, endpoint=endpoint, kinds=kinds, rows=rows, next=following
    )  # fmt: skip


@require_POST
@needs("manage_webhooks")
def revoke(request: StaffRequest, number: int) -> HttpResponse:
    """Tell it nothing more."""
    endpoints.revoke(_known(number).number, by=request.user)
    messages.success(request, _("It is told nothing more."))
    return redirect("console:webhook", number)


@require_POST
@needs("manage_webhooks")
def renew(request: StaffRequest, number: int) -> HttpResponse:
    """Make another secret and show it, once; the older one holds too."""
    try:
        made = endpoints.renew(_known(number).number, by=request.user)
    except Refusal as refusal:
        messages.error(request, sentence_for(refusal))
        return redirect("console:webhook", number)
    return page(request, "webhook_made.html", here="webhooks", made=made, is_newer=True)


@require_POST
@needs("manage_webhooks")
def end_older(request: StaffRequest, number: int) -> HttpResponse:
    """Sign with the newer secret alone."""
    try:
        endpoints.end_older_secret(_known(number).number, by=request.user)
    except Refusal as refusal:
        messages.error(request, sentence_for(refusal))
    else:
        messages.success(request, _("Messages are signed with the newer secret alone from now on."))
    return redirect("console:webhook", number)


@require_POST
@needs("manage_webhooks")
def again(request: StaffRequest, number: int, delivery: int) -> HttpResponse:
    """Send something once more."""
    try:
        log.send_again(delivery, by=request.user)
    except Refusal as refusal:
        messages.error(request, sentence_for(refusal))
    else:
        messages.success(request, _("It is sent again now, under the same name."))
    return redirect("console:webhook", number)


def _list(
    request: StaffRequest,
    *,
    url: str = "",
    kinds: list[str] | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    speaking = voice()
    chosen = [(kind, words.kind(kind, speaking), kind in (kinds or ())) for kind in KINDS]
    rows = [(one, [words.kind(kind, speaking) for kind in one.kinds]) for one in endpoints.every()]
    return page(
        request, "webhooks.html", here="webhooks", status=status, voice=speaking, rows=rows, url=url, kinds=chosen, refusal=refusal
    )  # fmt: skip


def _known(number: int) -> Wanting:
    try:
        return endpoints.one_of(number)
    except endpoints.EndpointUnknown:
        raise Http404 from None
