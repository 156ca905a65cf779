"""Signing in with the card's number, and out again."""

from __future__ import annotations

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from regulars.accounts.signing import PatientSignIn
from regulars.member.door import door
from regulars.people.logins import plain


class SignIn(PatientSignIn):
    """A card number, however it is spaced, and a password. Which of the two is wrong is not said."""

    error_messages = {
        "invalid_login": _("This card number and password do not go together. Please look at both again."),
        "inactive": _("This card number and password do not go together. Please look at both again."),
        "rest": _("Too many wrong passwords. Please try again in 15 minutes, or ask at the counter."),
    }

    def clean_username(self) -> str:
        return plain(self.cleaned_data["username"])


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for number and password, then go on to where the visitor wanted to go."""
    form = SignIn(request, data=request.POST) if request.method == "POST" else SignIn(request)
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user())
        return redirect(_destination(request))
    asked = request.POST.get("next") or request.GET.get("next", "")
    facts = {"page": door(get_language() or "", now=timezone.now()), "form": form, "next": asked}
    return render(request, "member/sign-in.html", facts, status=422 if form.errors else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; the language stays."""
    logout(request)
    return redirect("member:home")


def _destination(request: HttpRequest) -> str:
    """Where the visitor wanted to go, if that is in this shop."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else "member:home"
