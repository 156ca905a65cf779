"""What the web server calls in its own words: what is asked most is answered at once, all else goes on over ASGI."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from granian._granian import RSGIProtocolClosed as ProtocolClosed
from granian._granian import RSGIProtocolError as ProtocolError

from regulars.site.asgi import application

from regulars.api import often  # isort: skip - models exist only after Django was set up, which `asgi` did.

if TYPE_CHECKING:
    from a2wsgi.asgi_typing import HTTPScope, ReceiveEvent, SendEvent
    from granian._granian import RSGIHTTPProtocol as HTTPProtocol
    from granian._granian import RSGIHTTPStreamTransport as HTTPStreamTransport
    from granian.rsgi import Scope


class Served:
    """One of these in each of the server's processes."""

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer one request."""
        address = often.asked(scope)
        if address is not None:
            await often.answer(scope, protocol, address)
        else:
            talk = _Talk(protocol)
            await application(_scope_of(scope), talk.receive, talk.send)


class _Talk:
    """A request's body and its answer over ASGI, piece by piece."""

    def __init__(self, protocol: HTTPProtocol) -> None:
        self._protocol, self._pieces = protocol, aiter(protocol)
        self._begun: tuple[int, list[tuple[str, str]]] = 500, []
        self._sending: HTTPStreamTransport | None = None

    async def receive(self) -> ReceiveEvent:
        """The next piece of the body; empty, and the last one, after it."""
        # Not `anext` with a default: with what the web server awaits, that ends the process.
        try:
            return {"type": "http.request", "body": await anext(self._pieces), "more_body": True}
        except StopAsyncIteration:
            return {"type": "http.request", "body": b"", "more_body": False}

    async def send(self, message: SendEvent) -> None:
        """Send a piece of the answer. What is whole in one goes out as one."""
        if message["type"] == "http.response.start":
            headers = [
                (name.decode("latin-1"), value.decode("latin-1")) for name, value in message["headers"]
            ]
            self._begun = message["status"], headers
        elif message["type"] == "http.response.body":
            await self._send(message.get("body", b""), is_more=message.get("more_body", False))

    async def _send(self, piece: bytes, *, is_more: bool) -> None:
        if self._sending is None and not is_more:
            self._protocol.response_bytes(*self._begun, piece)
            return
        if self._sending is None:
            self._sending = self._protocol.response_stream(*self._begun)
        # Whoever hung up gets nothing more; the thread that writes to them comes to its end all the same.
        with suppress(ProtocolClosed, ProtocolError):
            if piece:
                await self._sending.send_bytes(piece)
        if not is_more:
            # It ends when nobody has it any more: of an answer without a length, the reader waits for this.
            self._sending = None


def _scope_of(scope: Scope) -> HTTPScope:
    return {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": scope.http_version,
        "method": scope.method, "scheme": scope.scheme, "path": scope.path, "root_path": "",
        "query_string": scope.query_string.encode("latin-1"),
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in scope.headers.items()],
        "client": _address(scope.client), "server": _address(scope.server),
    }  # fmt: skip


def _address(said: str) -> tuple[str, int]:
    host, _, port = said.rpartition(":")
    return host.strip("[]"), int(port or 0)


served = Served()
