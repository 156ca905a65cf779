"""Passwords are not guessed by trying: after a few wrong ones a name rests for a while."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from regulars.accounts.models import FailedSignIn

RESTS: Final = timedelta(minutes=15)
#: From one network address, and from everywhere together: a stranger must not lock somebody out too easily.
FROM_ONE_PLACE_MOST: Final = 10
FROM_EVERYWHERE_MOST: Final = 100
_KEPT: Final = timedelta(hours=1)


def must_rest(*, name: str, place: str, now: datetime) -> bool:
    """Whether no password is looked at now, not even the right one."""
    recent = FailedSignIn.objects.filter(name=_print(name), at__gt=now - RESTS)
    return (
        recent.filter(place=_print(place)).count() >= FROM_ONE_PLACE_MOST
        or recent.count() >= FROM_EVERYWHERE_MOST
    )


def remember_failure(*, name: str, place: str, now: datetime) -> None:
    """Count a wrong password, and forget the old ones."""
    FailedSignIn.objects.filter(at__lt=now - _KEPT).delete()
    FailedSignIn.objects.create(name=_print(name), place=_print(place), at=now)


def forget_failures(*, name: str, place: str) -> None:
    """Begin anew after a right one."""
    FailedSignIn.objects.filter(name=_print(name), place=_print(place)).delete()


def _print(text: str) -> bytes:
    return sha256(text.strip().casefold().encode()).digest()
