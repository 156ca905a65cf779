"""The home page: is the shop well, what is owed, who comes, what changed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from regulars.accounts.access import StaffRequest, needs
from regulars.accounts.roles import may
from regulars.alerts.actions import see
from regulars.console import attention, funding_rows, home_rows
from regulars.console.pages import page, voice
from regulars.insight.home import health
from regulars.insight.home import home as ask_home
from regulars.programmes.queries import NoProgramme, current


@require_safe
@needs("see_figures")
def home(request: StaffRequest) -> HttpResponse:
    """Show the shop as of at most a minute ago."""
    now = timezone.now()
    try:
        shop = ask_home(now=now)
    except NoProgramme:
        return page(request, "home_empty.html", here="home")
    if shop is None:
        return page(request, "home_counting.html", here="home")
    speaking = voice()
    return page(
        request,
        "home.html",
        here="home",
        voice=speaking,
        as_of=shop.as_of,
        alerts=attention.rows(current().versions[-1].document, speaking, now=now),
        signs=home_rows.signs(health(now=now), speaking, now=now),
        tiles=home_rows.tiles(shop, speaking),
        charts=(home_rows.sales(shop, speaking), home_rows.endings(shop, speaking)),
        moves=home_rows.moves(shop, speaking, with_names=may(request.user, "see_personal_details")),
        funding=funding_rows.rows(shop.funding, speaking),
    )


@require_POST
@needs("edit_programme")
def seen(request: StaffRequest) -> HttpResponse:
    """Take something off the list of what wants attention, until it was filled up and runs out again."""
    see(request.POST.get("about", ""), request.POST.get("name", ""))
    return redirect("console:home")
