"""A crowd of tills on one thread: as many connections as asked, each sending its next order when the last is answered."""

import json
import selectors
import socket
import time
from collections.abc import Iterator

from regulars.core.events import Order
from regulars.core.periods import Instant, moment

SERVER = "127.0.0.1"


def bodies(orders: list[tuple[str, Order]]) -> list[bytes]:
    """Write orders as a till does."""
    return [_body(card, order) for card, order in orders]


def _body(card: str, order: Order) -> bytes:
    (line,) = order.lines
    said = {
        "id": order.id,
        "occurred_at": moment(Instant(order.occurred_at)).isoformat(),
        "member": card,
        "store": order.store,
        "channel": order.channel,
        "lines": [
            {
                "product": line.product,
                "quantity": line.quantity,
                "amount": line.amount,
                "categories": line.categories,
            }
        ],
    }
    return json.dumps(said, ensure_ascii=False).encode()


def orders_a_second(sent: list[bytes], *, port: int, key: str, connections: int) -> tuple[float, list[float]]:
    """Send every order once; answer the rate, and how long each answer took in seconds."""
    return answered_a_second(
        [request("/api/v1/orders", body, key) for body in sent], port=port, connections=connections
    )


def answered_a_second(sent: list[bytes], *, port: int, connections: int) -> tuple[float, list[float]]:
    """Send every request once; answer the rate, and how long each answer took in seconds."""
    waiting = iter(sent)
    selector, took = selectors.DefaultSelector(), list[float]()
    for _ in range(connections):
        _Till(port, waiting, took).join(selector)
    began = time.perf_counter()
    while selector.get_map():
        for ready, _ in selector.select():
            ready.data.read(selector)
    assert len(took) == len(sent), "every order is answered"
    return len(sent) / (time.perf_counter() - began), took


def request(path: str, body: bytes, key: str) -> bytes:
    """A whole request, as it goes over the wire."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {SERVER}\r\nAuthorization: Bearer {key}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class _Till:
    def __init__(self, port: int, waiting: Iterator[bytes], took: list[float]) -> None:
        self._socket = socket.create_connection((SERVER, port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._waiting, self._took = waiting, took
        self._answer, self._sent_at = b"", 0.0

    def join(self, selector: selectors.BaseSelector) -> None:
        selector.register(self._socket, selectors.EVENT_READ, self)
        self._send(selector)

    def read(self, selector: selectors.BaseSelector) -> None:
        self._answer += self._socket.recv(65536)
        head, gap, body = self._answer.partition(b"\r\n\r\n")
        if gap and len(body) >= _length(head):
            assert head.startswith(b"HTTP/1.1 200"), self._answer
            self._took.append(time.perf_counter() - self._sent_at)
            self._answer = b""
            self._send(selector)

    def _send(self, selector: selectors.BaseSelector) -> None:
        following = next(self._waiting, None)
        if following is None:
            selector.unregister(self._socket)
            self._socket.close()
            return
        self._sent_at = time.perf_counter()
        self._socket.sendall(following)


def _length(head: bytes) -> int:
    name = b"content-length: "
    place = head.lower().index(name) + len(name)
    return int(head[place:].split(b"\r\n", 1)[0])
