"""Whose request it is: the key in the header names the till."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ninja.security.base import AuthBase

from regulars.accounts import keys
from regulars.api.refusals import KeyMissing, KeyUnknown

if TYPE_CHECKING:
    from django.http import HttpRequest

_SCHEME: Final = "bearer "


class Key(AuthBase):
    """`Authorization: Bearer …`; answers the source, and refuses what is no key of ours."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> str:
        header = request.META.get("HTTP_AUTHORIZATION", "")
        if not header.lower().startswith(_SCHEME):
            raise KeyMissing
        source = keys.source_of(header[len(_SCHEME) :].strip())
        if source is None:
            raise KeyUnknown
        return source


def source_of(request: HttpRequest) -> str:
    """The till that sent the request."""
    source: str = request.auth  # type: ignore[attr-defined]  # set by ninja from what `Key` answered
    return source
