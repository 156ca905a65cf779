"""What the wire asks of a request: its headers, its query, its body up to a limit, and the key that it shows."""

from __future__ import annotations

from base64 import b64decode
from typing import IO, TYPE_CHECKING, Final
from urllib.parse import parse_qs

from regulars.events.intake.arrived import BatchTooLarge, BatchUnreadable

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

#: So much of a body that is too large is read and thrown away: a client that is cut off while it sends hears no answer.
DRAINED_MAX: Final = 16 * 1024 * 1024
_CHUNK: Final = 64 * 1024
_IN_QUERY: Final = ("writeKey", "write_key", "api_key", "token")


def header(environ: WSGIEnvironment, name: str) -> str:
    """A header by its name in the environment; empty where it was not sent."""
    found = environ.get(name, "")
    return found if isinstance(found, str) else ""


def body_of(environ: WSGIEnvironment, *, most: int) -> bytes:
    """The body as it was sent."""
    source: IO[bytes] = environ["wsgi.input"]
    given = header(environ, "CONTENT_LENGTH")
    if given and not (given.isascii() and given.isdigit()):
        raise BatchUnreadable(problem="Content-Length is no number")
    if given and int(given) > most:
        _drain(source, int(given))
        raise BatchTooLarge(most_bytes=most)
    body = source.read(int(given)) if given else source.read(most + 1)
    if len(body) > most:
        _drain(source, DRAINED_MAX)
        raise BatchTooLarge(most_bytes=most)
    return body


def _drain(source: IO[bytes], given: int) -> None:
    left = min(given, DRAINED_MAX)
    while left > 0 and (chunk := source.read(min(left, _CHUNK))):
        left -= len(chunk)


def key_of(environ: WSGIEnvironment) -> str | None:
    """The write key outside the body; None where there is none."""
    return (
        _authorized(header(environ, "HTTP_AUTHORIZATION"))
        or header(environ, "HTTP_X_WRITE_KEY")
        or _asked(environ)
    )


def _authorized(given: str) -> str | None:
    scheme, _, rest = given.partition(" ")
    match scheme.lower():
        case "basic":
            try:
                return b64decode(rest.strip()).decode().partition(":")[0] or None
            except ValueError:
                return None
        case "bearer":
            return rest.strip() or None
        case _:
            return None


def _asked(environ: WSGIEnvironment) -> str | None:
    query = header(environ, "QUERY_STRING")
    if not query:
        return None
    fields = parse_qs(query)
    return next((fields[name][0] for name in _IN_QUERY if name in fields), None)
