"""The form with which anybody signs in: a name that was tried too often rests, whoever it belongs to."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils import timezone

from regulars.accounts import guessing


class PatientSignIn(AuthenticationForm):
    """A name and a password. A name that rests gets no answer, not even to the right password.

    What is said then is the error message `rest`, or the page's own words where `must_rest`.
    """

    def clean(self) -> dict[str, Any]:  # Any: as Django's form has it.
        name, place = str(self.cleaned_data.get("username", "")), self._place()
        if guessing.must_rest(name=name, place=place, now=timezone.now()):
            raise ValidationError(self.error_messages.get("rest", ""), code="rest")
        try:
            cleaned = super().clean()
        except ValidationError:
            guessing.remember_failure(name=name, place=place, now=timezone.now())
            raise
        guessing.forget_failures(name=name, place=place)
        return cleaned

    @property
    def must_rest(self) -> bool:
        """Whether this name was tried too often."""
        return self.has_error("__all__", code="rest")

    def _place(self) -> str:
        return str(self.request.META.get("REMOTE_ADDR", "")) if self.request else ""
