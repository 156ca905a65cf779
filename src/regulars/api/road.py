"""The road of the API: a program's request, its view and its answer, without what only a page needs.

Programs bring a key with every request, so they need no session, no form's token and no language of their own; Django's way
with all of its stations would cost a redemption as much again as the rest of it. An event waits for the desk on the loop: a
thread that sleeps for each would cost twice what deciding it does. All else is answered by a thread.
"""

from __future__ import annotations

import re
from functools import cache, partial
from io import BytesIO
from typing import TYPE_CHECKING, Final, TypeVar

from django.conf import settings
from django.core.exceptions import SynchronousOnlyOperation
from django.core.handlers.asgi import ASGIRequest
from django.urls.exceptions import Resolver404
from django.urls.resolvers import RegexPattern, URLResolver

from regulars.api import asking, messages
from regulars.api.bringing import OnLoop, ToDesk
from regulars.api.keys import Key
from regulars.api.orders import take_order
from regulars.api.problems import faulty, refused
from regulars.api.reading import BODY_BYTES_MAX
from regulars.api.refusals import AddressUnknown
from regulars.api.rewards import redeem
from regulars.api.urls import api
from regulars.desk import gathering

if TYPE_CHECKING:
    from a2wsgi.asgi_typing import HTTPScope, Receive, Send
    from django.http import HttpResponse

    from regulars.desk.replying import Outcome

#: What tills ask a thousand times a second.
_OFTEN: Final = re.compile(r"/api/v1/(?:orders|members/(?P<card>[^/]+)/redemptions)")
_key: Final = Key()

_Request = TypeVar("_Request", bound=ASGIRequest)

PREFIX: Final = "/api/"
#: What every answer says to a browser that should ever come by: it is no page, and runs nothing.
_TO_BROWSERS: Final = [
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
]
if settings.SECURE_HSTS_SECONDS:
    _TO_BROWSERS.append((b"strict-transport-security", f"max-age={settings.SECURE_HSTS_SECONDS}".encode()))


async def application(scope: HTTPScope, receive: Receive, send: Send) -> None:
    """Answer a request below `/api/`; whatever goes wrong is a problem in JSON."""
    is_too_long = (messages.length_said(scope) or 0) > BODY_BYTES_MAX
    body = b"" if is_too_long else await messages.body_of(receive, most=BODY_BYTES_MAX)
    if body is None:
        return
    answer = await _answer(scope, body)
    content: bytes = answer.content
    # By its length a till knows the end of an answer, and keeps its connection.
    headers = [*messages.encoded(answer.items()), (b"content-length", b"%d" % len(content)), *_TO_BROWSERS]
    await messages.answer(scope, send, answer.status_code, headers, content)


async def _answer(scope: HTTPScope, body: bytes) -> HttpResponse:
    found = _OFTEN.fullmatch(scope["path"]) if scope["method"] == "POST" else None
    if found is None:
        return await asking.by_thread(partial(_asked, scope, body))
    request = _request(OnLoop, scope, body)
    answer = await asking.at_once(partial(_viewed_at_once, request, found["card"]))
    return await _decided(request, answer) if isinstance(answer, ToDesk) else answer


def _viewed_at_once(request: OnLoop, card: str | None) -> HttpResponse:
    """What ninja and Django's addresses come to as well, for a third of the time."""
    try:
        request.auth = _key(request)
        return take_order(request) if card is None else redeem(request, card)
    except Exception as no:  # noqa: BLE001 - as ninja does: a refusal or a fault, which becomes an answer.
        return _refused(request, no)


async def _decided(request: OnLoop, waiting: ToDesk) -> HttpResponse:
    try:
        outcome: Outcome | Exception = await gathering.settled(waiting.brought)
    except Exception as no:  # noqa: BLE001 - a refusal or a fault of one event, which becomes its answer.
        outcome = no
    return await asking.at_once(partial(_shown, request, waiting, outcome))


def _shown(request: OnLoop, waiting: ToDesk, outcome: Outcome | Exception) -> HttpResponse:
    if isinstance(outcome, Exception):
        return _refused(request, outcome)
    try:
        return waiting.shown(outcome)
    except Exception as no:  # noqa: BLE001 - as a view's are.
        return _refused(request, no)


def _refused(request: OnLoop, no: Exception) -> HttpResponse:
    answer: HttpResponse = api.on_exception(request, no)
    return answer


def _asked(scope: HTTPScope, body: bytes) -> HttpResponse:
    return _viewed(_request(ASGIRequest, scope, body))


def _request(kind: type[_Request], scope: HTTPScope, body: bytes) -> _Request:
    request = kind(scope, BytesIO(body))
    # Sent in pieces, it says of no length.
    request.META.setdefault("CONTENT_LENGTH", str(len(body)))
    return request


def _viewed(request: ASGIRequest) -> HttpResponse:
    try:
        found = _addresses().resolve(request.path_info)
        answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
    except Resolver404:
        return refused(request, AddressUnknown(address=request.path))
    except SynchronousOnlyOperation:
        raise
    except Exception as fault:  # noqa: BLE001 - the last resort of a server; a page of HTML tells a program nothing.
        return faulty(request, fault)
    return answer


@cache
def _addresses() -> URLResolver:
    return URLResolver(RegexPattern(f"^{PREFIX}"), "regulars.api.urls")
