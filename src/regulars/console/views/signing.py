"""Signing in and out: only staff come in here, and a wrong password and a wrong name look alike."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import ValidationError
from django.utils import timezone

from regulars.accounts import guessing
from regulars.accounts.roles import roles_of


class StaffSignIn(AuthenticationForm):
    """A name and a password; members have no role here and are told what anybody without one is told."""

    def clean(self) -> dict[str, Any]:  # Any: as Django's form has it.
        name, place = str(self.cleaned_data.get("username", "")), self._place()
        if guessing.must_rest(name=name, place=place, now=timezone.now()):
            raise ValidationError("", code="rest")
        try:
            cleaned = super().clean()
        except ValidationError:
            guessing.remember_failure(name=name, place=place, now=timezone.now())
            raise
        guessing.forget_failures(name=name, place=place)
        return cleaned

    def confirm_login_allowed(self, user: User) -> None:
        super().confirm_login_allowed(user)
        if not roles_of(user):
            raise self.get_invalid_login_error()

    @property
    def must_rest(self) -> bool:
        """Whether this name was tried too often."""
        return self.has_error("__all__", code="rest")

    def _place(self) -> str:
        return str(self.request.META.get("REMOTE_ADDR", "")) if self.request else ""


sign_in = LoginView.as_view(
    template_name="console/sign_in.html", authentication_form=StaffSignIn, next_page="console:home"
)
sign_out = LogoutView.as_view(next_page="console:sign-in")
