"""A client of the wire that needs no server, and what a test looks up afterwards."""

import gzip
import io
import json
from base64 import b64encode
from typing import NamedTuple

from django.db import connection


class Reply(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


class Wire:
    """Posts to the wire as clients do."""

    def __init__(self, application):
        self._application = application

    def ask(self, method, path, body=b"", *, query="", length=True, **headers):
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "shop.example",
            "wsgi.input": io.BytesIO(body), "wsgi.url_scheme": "https",
            **({"CONTENT_LENGTH": str(len(body))} if length else {}),
            **{name: value for name, value in headers.items() if value is not None},
        }  # fmt: skip
        said = []
        parts = self._application(environ, lambda status, found: said.append((status, found)))
        status, found = said[0]
        return Reply(int(status.split()[0]), dict(found), b"".join(parts))

    def post(self, path, body=b"", **how):
        return self.ask("POST", path, body, **how)

    def send(self, key, *events, path="/v1/batch", **beside):
        return self.post(path, {"batch": events, **beside}, HTTP_AUTHORIZATION=basic(key))


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
