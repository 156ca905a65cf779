"""The road of the API: a program's request, its view and its answer, without what only a page needs.

Programs bring a key with every request, so they need no session, no form's token and no language of their own; Django's way with
all of its stations would cost a redemption as much again as the rest of it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections
from django.urls.exceptions import Resolver404
from django.urls.resolvers import RegexPattern, URLResolver

from regulars.api.problems import faulty, refused
from regulars.api.refusals import AddressUnknown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from django.http import HttpResponse

PREFIX: Final = "/api/"
#: What every answer says to a browser that should ever come by: it is no page, and runs nothing.
_TO_BROWSERS: Final = [
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
]
if settings.SECURE_HSTS_SECONDS:
    _TO_BROWSERS.append(("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}"))


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer a request below `/api/`; whatever goes wrong is a problem in JSON."""
    close_old_connections()
    answer = _answer(WSGIRequest(environ))
    body: bytes = answer.content
    # By its length a till knows the end of an answer, and keeps its connection.
    headers = [*answer.items(), ("Content-Length", str(len(body))), *_TO_BROWSERS]
    start_response(f"{answer.status_code} {answer.reason_phrase}", headers)
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]


def _answer(request: WSGIRequest) -> HttpResponse:
    try:
        found = _addresses().resolve(request.path_info)
        answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
    except Resolver404:
        return refused(request, AddressUnknown(address=request.path))
    except Exception as fault:  # noqa: BLE001 - the last resort of a server; a page of HTML tells a program nothing.
        return faulty(request, fault)
    return answer


@cache
def _addresses() -> URLResolver:
    return URLResolver(RegexPattern(f"^{PREFIX}"), "regulars.api.urls")
