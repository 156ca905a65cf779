"""Who looks: a member, somebody of the staff, or a stranger; each is led where something waits for them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from regulars.people.logins import wallet_of_login
from regulars.programmes.queries import NoProgramme

Rest = ParamSpec("Rest")
MemberView = Callable[Concatenate[HttpRequest, int, Rest], HttpResponse]


def wallet_of_visitor(request: HttpRequest) -> int | None:
    """The wallet of the member who is signed in. It comes from the session alone, never from an address."""
    return wallet_of_login(request.user.pk) if request.user.is_authenticated else None


def members_only(view: MemberView[Rest]) -> Callable[Concatenate[HttpRequest, Rest], HttpResponse]:
    """Hand the member's own wallet to the view; lead staff to the console and strangers to the sign-in.

    Nothing of it is kept by a browser: after signing out, going back shows nobody's points.
    """

    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, /, *rest: Rest.args, **named: Rest.kwargs) -> HttpResponse:
        wallet_id = wallet_of_visitor(request)
        if wallet_id is not None:
            return _before_opening(lambda: view(request, wallet_id, *rest, **named))
        if request.user.is_authenticated:
            return redirect(settings.LOGIN_REDIRECT_URL)
        return redirect(f"{resolve_url('member:sign-in')}?{urlencode({'next': request.get_full_path()})}")

    return answer


def _before_opening(page: Callable[[], HttpResponse]) -> HttpResponse:
    """A shop that has published nothing has nothing to show but its door."""
    try:
        return page()
    except NoProgramme:
        return redirect("member:home")
