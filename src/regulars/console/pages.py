"""What every page of the console has around it: where one can go, who one is, and in which voice it speaks."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from regulars.accounts.access import StaffRequest
from regulars.accounts.roles import MAY, Verb, may
from regulars.programmes.queries import NoProgramme, current
from regulars.telling.voice import Voice, voice_for


class Place(NamedTuple):
    """One link of the navigation."""

    label: str | Promise
    address: str
    is_here: bool


#: Verb that opens the page, the page, what it is called: in groups of what belongs together.
NAVIGATION: Final[tuple[tuple[tuple[Verb, str, Promise], ...], ...]] = (
    (
        ("see_figures", "home", _("Overview")),
        ("use_till", "till", _("Till")),
        ("see_members", "members", _("Members")),
        ("adjust_points", "proposals", _("Approvals")),
        ("merge_members", "identity", _("Who is who")),
    ),
    (
        ("see_programme", "programme", _("Programme")),
        ("see_programme", "versions", _("Versions")),
        ("back_test", "backtests", _("Back-tests")),
    ),
    (
        ("see_rewards", "rewards", _("Rewards")),
        ("see_programme", "coupons", _("Coupons")),
        ("see_programme", "missions", _("Missions")),
        ("see_programme", "challenges", _("Challenges")),
        ("see_programme", "leaderboards", _("Leaderboards")),
        ("see_occasions", "occasions", _("Occasions")),
        ("see_programme", "referral", _("Bringing friends")),
        ("see_programme", "budgets", _("Budgets")),
    ),
    (
        ("see_programme", "catalogue", _("Catalogue")),
        ("see_events", "live", _("Live")),
        ("see_events", "quarantine", _("Quarantine")),
        ("see_events", "sources", _("Sources")),
        ("manage_webhooks", "webhooks", _("Webhooks")),
        ("see_audit_trail", "audit", _("Audit trail")),
    ),
)


def page(
    request: StaffRequest, template: str, *, here: str, status: int = 200, **shown: object
) -> HttpResponse:
    """A whole page, with the navigation around it."""
    around = {"places": _places(request, here), "may": _rights(request)}
    return _kept_nowhere(render(request, f"console/{template}", around | _spoken(shown), status=status))


def part(request: StaffRequest, template: str, *, status: int = 200, **shown: object) -> HttpResponse:
    """A piece of a page, to be put into its place again."""
    rights = {"may": _rights(request)}
    return _kept_nowhere(render(request, f"console/parts/{template}", rights | _spoken(shown), status=status))


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    """Members' affairs stay in no browser; nor may one keep a piece of a page for the whole of it."""
    add_never_cache_headers(response)
    patch_vary_headers(response, ("HX-Request",))
    return response


def is_part(request: HttpRequest) -> bool:
    """Whether the browser asks for a piece of a page that it already shows."""
    asks = request.headers
    return bool(asks.get("HX-Request")) and not (
        asks.get("HX-Boosted") or asks.get("HX-History-Restore-Request")
    )


def voice() -> Voice:
    """How the shop speaks to staff in the language of the request; plainly, while it has no programme."""
    language = get_language() or "zh-hant"
    try:
        return voice_for(current().versions[-1].document, language, is_staff=True)
    except NoProgramme:
        return Voice(language="en" if language.startswith("en") else "zh-hant", is_staff=True)


def _spoken(shown: dict[str, object]) -> dict[str, object]:
    return shown if "voice" in shown else {"voice": voice(), **shown}


def _places(request: StaffRequest, here: str) -> list[list[Place]]:
    groups = [
        [
            Place(label, reverse(f"console:{name}"), name == here)
            for verb, name, label in group
            if may(request.user, verb)
        ]
        for group in NAVIGATION
    ]
    return [group for group in groups if group]


def _rights(request: StaffRequest) -> dict[str, bool]:
    """What this person may do, by verb, for templates."""
    return {verb: may(request.user, verb) for verb in MAY}
