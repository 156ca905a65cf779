"""One attempt: a body is posted to an address, once, within ten seconds, and nothing is followed."""

from __future__ import annotations

import http.client
import socket
import ssl
from contextlib import suppress
from functools import cache
from threading import Timer
from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.webhooks.addresses import NotPublic, looked_up

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulars.webhooks.addresses import Place

CONNECT_SECONDS: Final = 5.0
ALL_SECONDS: Final = 10.0
ANSWER_BYTES: Final = 4096


class Reply(NamedTuple):
    """What came back: a status; or why nothing did, as a word that has its sentence. `retry_after` is in seconds."""

    status: int | None
    problem: str = ""
    retry_after: int | None = None

    @property
    def is_good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class _Connection(http.client.HTTPConnection):
    """Connects to the very address that was looked at, and proves that who answers has the name."""

    def __init__(self, place: Place, address: str) -> None:
        super().__init__(place.host, place.port, timeout=CONNECT_SECONDS)
        self._place, self._address = place, address

    def connect(self) -> None:
        """Open the way there."""
        plain = socket.create_connection((self._address, self._place.port), CONNECT_SECONDS)
        self.sock = plain
        if self._place.is_tls:
            self.sock = trusting().wrap_socket(plain, server_hostname=self._place.host)


@cache
def trusting() -> ssl.SSLContext:
    """Whom this machine trusts to say who is who."""
    return ssl.create_default_context()


def deliver(place: Place, headers: Mapping[str, str], body: bytes, *, may_be_private: bool) -> Reply:
    """Post it, and answer what became of it. It fails in no other way than by a `Reply`."""
    try:
        return _posted(place, looked_up(place, may_be_private=may_be_private)[0], headers, body)
    except NotPublic:
        return Reply(None, "not_public")
    except socket.gaierror:
        return Reply(None, "no_such_name")
    except ssl.SSLError:
        return Reply(None, "not_trusted")
    except TimeoutError:
        return Reply(None, "too_late")
    except (OSError, http.client.HTTPException, UnicodeError):
        return Reply(None, "broken_off")


def _posted(place: Place, address: str, headers: Mapping[str, str], body: bytes) -> Reply:
    connection = _Connection(place, address)
    late: list[bool] = []
    # A time limit for each read would let a server that sends a byte a second hold on for ever.
    watch = Timer(ALL_SECONDS, _end, (connection, late))
    watch.daemon = True
    watch.start()
    try:
        connection.request("POST", place.path, body, dict(headers))
        answer = connection.getresponse()
        answer.read(ANSWER_BYTES)
        if late:
            # What was cut off in the middle may look like an answer.
            raise TimeoutError
        return Reply(answer.status, "", _seconds(answer.headers.get("Retry-After")))
    except (OSError, http.client.HTTPException):
        if late:
            raise TimeoutError from None
        raise
    finally:
        watch.cancel()
        connection.close()


def _end(connection: _Connection, late: list[bool]) -> None:
    late.append(True)
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def _seconds(said: str | None) -> int | None:
    return int(said) if said is not None and said.isascii() and said.isdecimal() and len(said) < 8 else None
