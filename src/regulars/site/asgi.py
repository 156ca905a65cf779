"""What the web server calls: the API's road and the wire's front on the loop, and all else by threads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from a2wsgi import WSGIMiddleware

# First of ours: it sets Django up, and models exist only then.
from regulars.site.wsgi import application as application_of_threads  # isort: skip
from regulars.api import road
from regulars.api.asking import THREADS
from regulars.api.wire import front
from regulars.api.wire.addresses import is_wires

if TYPE_CHECKING:
    from a2wsgi.asgi_typing import HTTPScope, Receive, Send

_threads: Final = WSGIMiddleware(application_of_threads, workers=THREADS)  # type: ignore[arg-type]  # it has names of its own for the same protocol


async def application(scope: HTTPScope, receive: Receive, send: Send) -> None:
    """Answer one request."""
    path = scope["path"]
    if path.startswith(road.PREFIX):
        await road.application(scope, receive, send)
    elif is_wires(path):
        await front.application(scope, receive, send, threads=_threads)
    else:
        await _threads(scope, receive, send)
