"""The key of a request that moves value: sent again under it, the request is answered as the first time."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from regulars.api.reading import BODY_BYTES_MAX, length_of
from regulars.api.refusals import IdempotencyKeyUnusable
from regulars.replies import queries as replies

if TYPE_CHECKING:
    from django.http import HttpRequest

    from regulars.replies.actions import Reply

IDEMPOTENCY_KEY: Final = "Idempotency-Key"
_AS_RECEIVED: Final = "HTTP_IDEMPOTENCY_KEY"
KEY_MAX: Final = 255
_USABLE: Final = re.compile(r"[\x21-\x7e]{1,255}")


def key_of(request: HttpRequest) -> str | None:
    """The key of a request; None where it bears none."""
    key: str | None = request.META.get(_AS_RECEIVED)
    if key is not None and not _USABLE.fullmatch(key):
        raise IdempotencyKeyUnusable(header=IDEMPOTENCY_KEY, most=KEY_MAX, given=key)
    return key


def fingerprint_of(request: HttpRequest) -> bytes:
    """What tells a request from every other one: the address, and the body to the byte."""
    return sha256(f"{request.method} {request.path}\n".encode() + request.body).digest()


def reply_before(request: HttpRequest) -> Reply | None:
    """What the same request was answered before, for one that is refused now before it reaches the desk.

    An order that was known then may be refused by the shop of today; what its till was told stands all the same.
    """
    source: str | None = getattr(request, "auth", None)
    key = request.META.get(_AS_RECEIVED)
    if source is None or key is None or request.method != "POST" or not _USABLE.fullmatch(key):
        return None
    before = replies.kept(source, key) if length_of(request) <= BODY_BYTES_MAX else None
    return before.reply if before and before.fingerprint == fingerprint_of(request) else None
