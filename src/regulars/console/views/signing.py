"""Signing in and out: only staff come in here, and a wrong password and a wrong name look alike."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView, LogoutView

from regulars.accounts.roles import roles_of
from regulars.accounts.signing import PatientSignIn


class StaffSignIn(PatientSignIn):
    """Members have no role here, and are told what anybody without one is told."""

    def confirm_login_allowed(self, user: User) -> None:
        super().confirm_login_allowed(user)
        if not roles_of(user):
            raise self.get_invalid_login_error()


sign_in = LoginView.as_view(
    template_name="console/sign_in.html", authentication_form=StaffSignIn, next_page="console:home"
)
sign_out = LogoutView.as_view(next_page="console:sign-in")
