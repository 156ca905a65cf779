"""A press of a button has a key of its own, so that an impatient thumb presses once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import uuid4

if TYPE_CHECKING:
    from django.http import HttpRequest

KEY_LONGEST: Final = 60


def new_key() -> str:
    """A key for the next press, to stand in the form."""
    return uuid4().hex


def usable_key(given: str) -> str:
    """The key that a form was shown with; a new one where it bears none."""
    return given[:KEY_LONGEST] or new_key()


def key_of(request: HttpRequest) -> str:
    """The key of the form that was sent."""
    return usable_key(request.POST.get("key", ""))
