"""Opens what was posted: inflates it where its first bytes say so, and finds the events and what stands beside them."""

from __future__ import annotations

import zlib
from base64 import b64decode
from typing import TYPE_CHECKING, Final, Literal, NamedTuple
from urllib.parse import parse_qs

import msgspec

from regulars.events.intake.arrived import BatchTooLarge, BatchUnreadable
from regulars.events.intake.scanning import elements, members

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_GZIP: Final = b"\x1f\x8b"
_MARK_OF_ORDER: Final = b"\xef\xbb\xbf"
_WITH_GZIP_HEADER: Final = 31
#: What a batch says of its own letter, and what must not be kept: its key.
_KEYS: Final = ("writeKey", "api_key", "token")

_fields: Final[Callable[[bytes], dict[str, msgspec.Raw]]] = msgspec.json.Decoder(
    dict[str, msgspec.Raw]
).decode
_list: Final[Callable[[bytes | msgspec.Raw], list[msgspec.Raw]]] = msgspec.json.Decoder(
    list[msgspec.Raw]
).decode
_text: Final = msgspec.json.Decoder(str).decode
_anything: Final[Callable[[bytes], object]] = msgspec.json.Decoder().decode
_encode: Final = msgspec.json.Encoder().encode


Form = Literal["event", "batch", "either"]
"""What a body holds: one event, a batch of them, or, of PostHog's clients, either, or a list without an envelope."""


class Letter(NamedTuple):
    """A body, opened: its key where it bears one, its events to the byte, and what is said beside them for all."""

    key: str | None
    parts: Sequence[bytes]
    sent_at: str | None
    beside: bytes | None


def inflated(body: bytes, *, most: int) -> bytes:
    """The body as it was before somebody packed it, whatever its headers say of that; never more than `most` bytes of it."""
    if not body.startswith(_GZIP):
        if len(body) > most:
            raise BatchTooLarge(most_bytes=most)
        return body
    opening = zlib.decompressobj(_WITH_GZIP_HEADER)
    try:
        found = opening.decompress(body, most + 1)
    except zlib.error as error:
        raise BatchUnreadable(problem=str(error)) from None
    if len(found) > most:
        raise BatchTooLarge(most_bytes=most)
    if not opening.eof:
        raise BatchUnreadable(problem="The gzip stream ends early")
    return found


def letter(body: bytes, *, form: Form) -> Letter:
    """Find the events of a body, of which the address says what it holds."""
    body = _unwrapped(body)
    if body[:1] == b"[" and form == "either":
        return Letter(None, _parts(body), None, None)
    fields = _members(body)
    key = next((found for name in _KEYS if (found := _said(fields.get(name)))), None)
    if form == "event" or (form == "either" and "batch" not in fields):
        return Letter(key, [body], None, None)
    if "batch" not in fields:
        raise BatchUnreadable(problem="There is no `batch`")
    sent_at = _said(fields.get("sentAt")) or _said(fields.get("sent_at"))
    return Letter(key, _parts(fields["batch"]), sent_at, _beside(fields))


def token_of(letter: Letter) -> str | None:
    """The key that PostHog's pages put among the properties of an event, where they show none elsewhere."""
    properties = (members(letter.parts[0]) or {}).get(b"properties") if letter.parts else None
    return _said((members(properties) or {}).get(b"token")) if properties else None


def _unwrapped(body: bytes) -> bytes:
    """Some pages post a form with the JSON inside, in base64."""
    body = body.removeprefix(_MARK_OF_ORDER).strip()
    if not body.startswith(b"data="):
        return body
    try:
        given = parse_qs(body.decode("ascii"))["data"][0]
        # A plus of base64 comes as a blank where nobody escaped it.
        return given.encode() if given[:1] in "{[" else b64decode(given.replace(" ", "+"), validate=True)
    except (KeyError, ValueError) as error:
        raise BatchUnreadable(problem=f"The form cannot be read: {error}") from None


def _members(body: bytes) -> dict[str, bytes]:
    try:
        return {name: bytes(value) for name, value in _fields(body).items()}
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        found = members(body)
        if found is None:
            raise BatchUnreadable(problem=str(error)) from None
        return {name.decode("utf-8", "replace"): value for name, value in found.items()}


def _parts(given: bytes) -> list[bytes]:
    """The events of a list; where one of them spoils it for the decoder, it is taken apart by hand, so that only that one is bad."""
    try:
        return [bytes(part) for part in _list(given)]
    except (msgspec.DecodeError, RecursionError) as error:
        found = elements(given)
        if found is None:
            raise BatchUnreadable(problem=f"`batch` is no list: {error}") from None
        return found


def _beside(fields: dict[str, bytes]) -> bytes | None:
    """What all events of the batch share, as JSON that whoever reads the log can decode."""
    shared = {name: value for name, value in fields.items() if name not in {"batch", *_KEYS}}
    try:
        return _encode({name: _anything(value) for name, value in shared.items()}) if shared else None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise BatchUnreadable(problem=f"What stands beside `batch` cannot be read: {error}") from None


def _said(value: bytes | None) -> str | None:
    """A text among the fields; None for whatever else it is."""
    if value is None:
        return None
    try:
        return _text(value) or None
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
