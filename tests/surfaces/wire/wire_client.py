"""A client of the wire that needs no server, and what a test looks up afterwards."""

import asyncio
import gzip
import json
from base64 import b64encode
from typing import NamedTuple

from django.db import connection
from django.utils.datastructures import CaseInsensitiveMapping


class Reply(NamedTuple):
    status: int
    headers: CaseInsensitiveMapping
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


class Wire:
    """Posts to the wire as clients do, over the messages that a web server makes of it."""

    def __init__(self, application, loop):
        self._application, self._loop = application, loop

    def ask(self, method, path, body=b"", *, query="", length=True, **headers):
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        said = (
            {"HTTP_HOST": "shop.example"} | ({"CONTENT_LENGTH": str(len(body))} if length else {}) | headers
        )
        scope = {
            "type": "http", "http_version": "1.1", "method": method, "path": path, "scheme": "https", "root_path": "",
            "query_string": said.pop("QUERY_STRING", query).encode(), "server": ("shop.example", 443), "client": ("127.0.0.1", 1),
            "headers": [(_sent(name), value.encode()) for name, value in said.items() if value is not None],
        }  # fmt: skip
        answered = asyncio.run_coroutine_threadsafe(self._asked(scope, body), self._loop)
        return answered.result()

    async def _asked(self, scope, body):
        messages = []
        # In two pieces, as a body comes over a network.
        pieces = [(body[: len(body) // 2], True), (body[len(body) // 2 :], False)]

        async def receive():
            piece, is_more = pieces.pop(0)
            return {"type": "http.request", "body": piece, "more_body": is_more}

        async def send(message):
            messages.append(message)

        await self._application(scope, receive, send)
        begun, *rest = messages
        headers = {name.decode(): value.decode() for name, value in begun["headers"]}
        return Reply(begun["status"], CaseInsensitiveMapping(headers), b"".join(one["body"] for one in rest))

    def post(self, path, body=b"", **how):
        return self.ask("POST", path, body, **how)

    def send(self, key, *events, path="/v1/batch", **beside):
        return self.post(path, {"batch": events, **beside}, HTTP_AUTHORIZATION=basic(key))


def _sent(name):
    return name.removeprefix("HTTP_").lower().replace("_", "-").encode()


def basic(key):
    return f"Basic {b64encode(f'{key}:'.encode()).decode()}"


def packed(value):
    return gzip.compress(json.dumps(value).encode())


def track(message="m-1", **more):
    return {"type": "track", "event": "Product Viewed", "userId": "U1", "messageId": message, **more}


def logged():
    """The messages of the log, in the order in which they came."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT message_id FROM events_arrived ORDER BY xid, no")
        return [message for (message,) in cursor.fetchall()]


def aside():
    """Why events are in quarantine, in the order in which they came."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM events_quarantine ORDER BY id")
        return [reason for (reason,) in cursor.fetchall()]
