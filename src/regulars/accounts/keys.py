"""Keys for tills and servers: shown once, kept as a fingerprint, and gone from the moment they are revoked."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from hashlib import sha256
from time import monotonic
from typing import Final, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from regulars.accounts.models import ApiKey
from regulars.core.refusals import Refusal

PREFIX: Final = "rg_"
"""What every key begins with, so that a search for leaked keys finds ours."""

TRUSTED_SECONDS: Final = 2.0
"""How long a process believes what it last read about a key: a revoked one is refused everywhere after this."""

_SOURCE: Final = re.compile(r"[a-z][a-z0-9_-]{0,39}")


class SourceNameUnusable(Refusal):
    """A source is named in lower-case letters, digits, hyphens and underscores. Facts: given."""


class SourceNameTaken(Refusal):
    """A source has one key for ever; a new one needs a new name. Facts: source."""


class SourceUnknown(Refusal):
    """No key was ever made for this source. Facts: source, known."""


class KeyMade(NamedTuple):
    """One key as a list shows it."""

    source: str
    made_at: datetime
    revoked_at: datetime | None


def refuse_unusable_name(source: str) -> None:
    """Raise where no source may be called like this."""
    if not _SOURCE.fullmatch(source):
        raise SourceNameUnusable(given=source)


def make(source: str) -> str:
    """Make a key and answer it; nobody can look it up again."""
    refuse_unusable_name(source)
    key = PREFIX + secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            ApiKey.objects.create(source=source, fingerprint=fingerprint(key))
    except IntegrityError:
        raise SourceNameTaken(source=source) from None
    return key


def revoke(source: str) -> None:
    """Refuse a key from now on; what came with it stays. The second time changes nothing."""
    if not ApiKey.objects.filter(source=source).exists():
        raise SourceUnknown(source=source, known=[one.source for one in made()])
    ApiKey.objects.filter(source=source, revoked_at=None).update(revoked_at=Now())


def made() -> tuple[KeyMade, ...]:
    """Every key, by source."""
    rows = ApiKey.objects.order_by("source").values_list("source", "made_at", "revoked_at")
    return tuple(KeyMade(*row) for row in rows)


#: Fingerprint to (source, or None where there is no such key; until when this is believed).
_trusted: dict[bytes, tuple[str | None, float]] = {}
_TRUSTED_MAX: Final = 1000


def source_of(key: str) -> str | None:
    """The source whose key this is; None where there is none, or it was revoked."""
    mark = fingerprint(key)
    found = _trusted.get(mark)
    now = monotonic()
    if found is not None and now < found[1]:
        return found[0]
    source: str | None = (
        ApiKey.objects.filter(fingerprint=mark, revoked_at=None).values_list("source", flat=True).first()
    )
    if len(_trusted) >= _TRUSTED_MAX:
        # Somebody tries keys; remembering each would cost memory without end.
        _trusted.clear()
    _trusted[mark] = (source, now + TRUSTED_SECONDS)
    return source


def fingerprint(key: str) -> bytes:
    """What is kept of a key, here and of the write keys of the intake."""
    # A key is 256 random bits, so one round of a plain hash is as good as a slow one, and costs a microsecond.
    return sha256(key.encode()).digest()
