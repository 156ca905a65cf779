"""The wire: what is called for every request at one of its addresses, before Django and without it.

A request of one event costs Django's way about as much as the whole rest of it, and this is where most requests come.
"""

from __future__ import annotations

from datetime import UTC, datetime
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final

from django.conf import settings as site
from django.db import InterfaceError

from regulars.api.refusals import AddressUnknown, MethodUnusable
from regulars.api.wire.addresses import address_of
from regulars.api.wire.answers import LINES, TAKEN, Answer, faulty, refused
from regulars.api.wire.origins import before_sending, readable, refuse_strange_page
from regulars.api.wire.rates import Buckets
from regulars.api.wire.refusals import ImportsBusy, WriteKeyMissing, WriteKeyUnknown
from regulars.api.wire.requests import body_of, header, key_of
from regulars.api.wire.settings import settings
from regulars.core.periods import instant
from regulars.core.refusals import Refusal
from regulars.events.intake import taking
from regulars.events.intake.arrived import BATCH_BYTES_MAX, IMPORT_BYTES_MAX, IMPORT_INFLATED_BYTES_MAX
from regulars.events.intake.bodies import inflated, letter, token_of
from regulars.events.intake.sources import source_of
from regulars.events.intake.understanding import Post, understand
from regulars.lib.schema import UNUSABLE, unusable_database

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from regulars.api.wire.addresses import Address

IMPORTS_AT_ONCE: Final = 2
"""An import takes up to a hundred megabytes while it is read."""

_imports: Final = BoundedSemaphore(IMPORTS_AT_ONCE)
_buckets: Final = Buckets(processes=site.WORKERS)


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer a request; whatever goes wrong is answered as JSON."""
    answer = _answer(environ)
    start_response(LINES[answer.status], answer.headers)
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else answer.body]


def _answer(environ: WSGIEnvironment) -> Answer:
    origin = header(environ, "HTTP_ORIGIN")
    try:
        answer = _done(environ, origin)
        return readable(answer, origin) if origin and environ["REQUEST_METHOD"] != "OPTIONS" else answer
    except Exception as fault:  # noqa: BLE001 - a page of HTML in place of JSON sends old clients into a storm.
        return faulty(environ, fault)


def _done(environ: WSGIEnvironment, origin: str) -> Answer:
    try:
        return _taken(environ, origin)
    except Refusal as refusal:
        answer = refused(environ, refusal)
        if isinstance(refusal, MethodUnusable):
            answer.headers.append(("Allow", str(refusal.facts["allowed"])))
        return answer
    except (*UNUSABLE, InterfaceError) as error:
        return refused(environ, unusable_database(error))


def _taken(environ: WSGIEnvironment, origin: str) -> Answer:
    method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
    address = address_of(path)
    if address is None:
        raise AddressUnknown(address=path)
    if method == "OPTIONS":
        return before_sending(origin, address.methods)
    if method not in address.methods:
        raise MethodUnusable(method=method, allowed=", ".join(address.methods))
    if address.settings:
        return settings(environ, address)
    if not address.is_import:
        return _take(environ, address, origin)
    if not _imports.acquire(blocking=False):
        raise ImportsBusy(waiting=IMPORTS_AT_ONCE, retry_after=1)
    try:
        return _take(environ, address, origin)
    finally:
        _imports.release()


def _take(environ: WSGIEnvironment, address: Address, origin: str) -> Answer:
    received_at = instant(datetime.now(UTC))
    sent = body_of(environ, most=IMPORT_BYTES_MAX if address.is_import else BATCH_BYTES_MAX)
    body = inflated(sent, most=IMPORT_INFLATED_BYTES_MAX if address.is_import else BATCH_BYTES_MAX)
    opened = letter(body, form=address.form)
    key = key_of(environ) or opened.key or (token_of(opened) if address.is_posthog else None)
    if key is None:
        raise WriteKeyMissing
    source = source_of(key)
    if source is None:
        raise WriteKeyUnknown
    refuse_strange_page(source, origin)
    _buckets.draw(source, len(opened.parts))
    post = Post(source.id, received_at, address.kind, address.is_import, address.is_posthog)
    taking.take(understand(opened, post))
    return TAKEN
