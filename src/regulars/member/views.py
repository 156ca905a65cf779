"""The member's pages: each asks one question and renders the answer."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from regulars.member import cursors, pages
from regulars.member.door import door
from regulars.member.sign_in import SignIn
from regulars.member.visitor import members_only, wallet_of_visitor
from regulars.programmes.queries import NoProgramme


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """The card and what it holds; for strangers the shop's door, and for staff the way to their own pages."""
    wallet_id = wallet_of_visitor(request)
    if wallet_id is None and request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    try:
        page = pages.home(wallet_id, now=timezone.now(), language=_language()) if wallet_id else None
    except NoProgramme:
        page = None
    if page is None:
        facts = {"page": door(_language(), now=timezone.now()), "form": SignIn(request)}
        return render(request, "member/landing.html", facts)
    return render(request, "member/home.html", {"page": page, "here": "home"})


@require_safe
@members_only
def points(request: HttpRequest, wallet_id: int) -> HttpResponse:
    """How the points add up; with `before`, only the next part of the history, with `of`, what was before a merge."""
    since, given = cursors.read(request.GET.get("before", "")), request.GET.get("of", "")
    of = int(given) if given.isascii() and given.isdecimal() and len(given) < 19 else None
    if since is not None and request.headers.get("HX-Request"):
        more = pages.more(wallet_id, now=timezone.now(), language=_language(), since=since, of=of)
        return render(request, "member/parts/history.html", {"history": more})
    page = pages.points(wallet_id, now=timezone.now(), language=_language(), since=since, of=of)
    return render(request, "member/points.html", {"page": page, "here": "points"})


@require_safe
@members_only
def levels(request: HttpRequest, wallet_id: int) -> HttpResponse:
    """Every track with its ladder, and where on it the member stands."""
    page = pages.levels(wallet_id, now=timezone.now(), language=_language())
    return render(request, "member/levels.html", {"page": page, "here": "levels"})


@require_safe
@members_only
def account(request: HttpRequest, wallet_id: int) -> HttpResponse:
    """Who the shop thinks the member is, the language, and the way out."""
    page = pages.about_me(wallet_id, now=timezone.now(), language=_language())
    return render(request, "member/account.html", {"page": page, "here": "account"})
