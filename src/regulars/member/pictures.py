"""Pictures of rewards, from this host alone, as the content security policy demands; an address never shows another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from regulars.rewards import pictures

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def picture(request: HttpRequest, digest: str) -> HttpResponse:  # noqa: ARG001 - Django hands it in.
    """The bytes, to be kept by browsers for ever."""
    found = pictures.shown(digest) if len(digest) == 64 else None
    if found is None:
        raise Http404
    media_type, body = found
    answer = HttpResponse(body, content_type=media_type)
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
