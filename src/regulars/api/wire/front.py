"""Where requests of the wire come in: what is small waits on the loop until it is on disk, all else is read by a thread."""

from __future__ import annotations

from asyncio import get_running_loop
from typing import TYPE_CHECKING, Final

from a2wsgi.wsgi import Body, build_environ

from regulars.api import messages
from regulars.api.wire.application import answer_on_loop

if TYPE_CHECKING:
    from a2wsgi import WSGIMiddleware
    from a2wsgi.asgi_typing import HTTPScope, Receive, Send

#: So much is read on the loop, which does nothing else meanwhile.
SMALL_BYTES: Final = 64 * 1024


async def application(scope: HTTPScope, receive: Receive, send: Send, *, threads: WSGIMiddleware) -> None:
    """Answer a request; `threads` answers what is large, or does not say how large it is."""
    said = messages.length_said(scope)
    if (scope["method"] == "POST" and said is None) or (said or 0) > SMALL_BYTES:
        await threads(scope, receive, send)
        return
    body = await messages.body_of(receive, most=SMALL_BYTES) if said else b""
    if body is None:
        return
    environ = {**build_environ(scope, Body(get_running_loop(), receive))}
    found = await answer_on_loop(environ, body)
    await messages.answer(scope, send, found.status, messages.encoded(found.headers), found.body)
