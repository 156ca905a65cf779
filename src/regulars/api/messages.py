"""A body and an answer as the web server's messages carry them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from a2wsgi.asgi_typing import HTTPScope, Receive, Send


def length_said(scope: HTTPScope) -> int | None:
    """How many bytes a request says that its body has; None where it does not say, as one that is sent in pieces."""
    given = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
    return int(given) if given.isdigit() else None


async def body_of(receive: Receive, *, most: int) -> bytes | None:
    """The body, or as much of it as is more than `most`; None where whoever sent it hung up."""
    body, is_more = b"", True
    while is_more and len(body) <= most:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        is_more = message.get("more_body", False)
    return body


async def answer(
    scope: HTTPScope, send: Send, status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes
) -> None:
    """Send an answer whole; a question for its headers alone gets those."""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def encoded(headers: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    """Headers as they go over the wire."""
    return [(name.lower().encode(), value.encode("latin-1")) for name, value in headers]
