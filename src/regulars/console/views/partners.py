"""Secrets with which partners sign their reports: made and shown once, and ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regulars.accounts.access import StaffRequest, needs
from regulars.console.forms.writing import items, newest
from regulars.console.pages import page, voice
from regulars.core.programme.document import PartnerOffer
from regulars.coupons import reporters


@require_POST
@needs("manage_webhooks")
def make_secret(request: StaffRequest, offer: str) -> HttpResponse:
    """Make a secret for an offer's partner and show it, once; the one before it holds too."""
    found, speaking = _known(offer), voice()
    secret = reporters.make(offer, by=request.user)
    address = request.build_absolute_uri(f"/api/v1/partner-reports/{offer}")
    return page(
        request,
        "partner_secret.html",
        here="coupons",
        voice=speaking,
        offer=found,
        secret=secret,
        address=address,
    )


@require_POST
@needs("manage_webhooks")
def end_secret(request: StaffRequest, number: int) -> HttpResponse:
    """Believe nothing more that is signed with it."""
    reporters.end(number, by=request.user)
    messages.success(request, _("Reports that are signed with it are believed no more."))
    return redirect("console:coupons")


def _known(offer: str) -> PartnerOffer:
    found = items(newest(), "partner_offers").get(offer)
    if not isinstance(found, PartnerOffer):
        raise Http404
    return found
