"""The door of a page: it lets in whom the table of roles names, and shows the others the way."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

from regulars.accounts.roles import Verb, may

Rest = ParamSpec("Rest")
Answered = TypeVar("Answered", bound=HttpResponseBase)


class StaffRequest(HttpRequest):
    """A request of somebody whom the door let in."""

    user: User


def needs(
    verb: Verb,
) -> Callable[
    [Callable[Concatenate[StaffRequest, Rest], Answered]],
    Callable[Concatenate[HttpRequest, Rest], Answered | HttpResponse],
]:
    """Ask who it is before the page does anything: strangers go to sign in, the wrong role gets a 403."""

    def behind_door(
        page: Callable[Concatenate[StaffRequest, Rest], Answered],
    ) -> Callable[Concatenate[HttpRequest, Rest], Answered | HttpResponse]:
        @wraps(page)
        def door(request: HttpRequest, /, *rest: Rest.args, **named: Rest.kwargs) -> Answered | HttpResponse:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            if not may(request.user, verb):
                raise PermissionDenied(verb)
            return page(request, *rest, **named)  # type: ignore[arg-type]  # Nobody is anonymous here.

        door.needs = verb  # type: ignore[attr-defined]  # The table test over all addresses reads it.
        return door

    return behind_door


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """A piece of a page cannot show the sign-in page in its place: the whole page goes there."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": resolve_url(settings.LOGIN_URL)})
    return redirect_to_login(request.get_full_path())
