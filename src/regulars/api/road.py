"""The road of the API: a program's request, its view and its answer, without what only a page needs.

Programs bring a key with every request, so they need no session, no form's token and no language of their own; Django's way
with all of its stations would cost as much again as the rest of a request. What is asked most goes a shorter one (`often`).
"""

from __future__ import annotations

from functools import cache, partial
from io import BytesIO
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.urls.exceptions import Resolver404
from django.urls.resolvers import RegexPattern, URLResolver

from regulars.api import asking, messages
from regulars.api.problems import faulty, refused
from regulars.api.reading import BODY_BYTES_MAX
from regulars.api.refusals import AddressUnknown

if TYPE_CHECKING:
    from a2wsgi.asgi_typing import HTTPScope, Receive, Send
    from django.http import HttpResponse

PREFIX: Final = "/api/"
#: What every answer says to a browser that should ever come by: it is no page, and runs nothing.
TO_BROWSERS: Final = [
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ("referrer-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
]
if settings.SECURE_HSTS_SECONDS:
    TO_BROWSERS.append(("strict-transport-security", f"max-age={settings.SECURE_HSTS_SECONDS}"))


async def application(scope: HTTPScope, receive: Receive, send: Send) -> None:
    """Answer a request below `/api/`; whatever goes wrong is a problem in JSON."""
    is_too_long = (messages.length_said(scope) or 0) > BODY_BYTES_MAX
    body = b"" if is_too_long else await messages.body_of(receive, most=BODY_BYTES_MAX)
    if body is None:
        return
    answer = await asking.by_thread(partial(_answer, scope, body))
    content: bytes = answer.content
    # By its length a till knows the end of an answer, and keeps its connection.
    headers = [*answer.items(), ("content-length", str(len(content))), *TO_BROWSERS]
    await messages.answer(scope, send, answer.status_code, messages.encoded(headers), content)


def _answer(scope: HTTPScope, body: bytes) -> HttpResponse:
    request = ASGIRequest(scope, BytesIO(body))
    # Sent in pieces, it says of no length.
    request.META.setdefault("CONTENT_LENGTH", str(len(body)))
    return _viewed(request)


def _viewed(request: ASGIRequest) -> HttpResponse:
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
