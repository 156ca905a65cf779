"""The wire: what is called for every request at one of its addresses, before Django and without it.

A request of one event costs Django's way about as much as the whole rest of it, and this is where most requests come.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final

from django.conf import settings as site
from django.core.exceptions import SynchronousOnlyOperation
from django.db import InterfaceError

from regulars.api import asking
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
from regulars.events.intake.understanding import Post, Understood, understand
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


async def answer_on_loop(environ: WSGIEnvironment, body: bytes) -> Answer:
    """The same on a loop, for what is no import, with the body that was read; nobody asks the database there."""
    try:
        found = await asking.at_once(partial(_read_anew, environ, body))
        if isinstance(found, Understood):
            await taking.taken(found)
            found = TAKEN
    except Exception as no:  # noqa: BLE001 - as below.
        found = _no(environ, no)
    return await asking.at_once(partial(_readable, environ, found))


def _read_anew(environ: WSGIEnvironment, body: bytes) -> Answer | Understood:
    environ["wsgi.input"] = BytesIO(body)
    return _read(environ)


def _answer(environ: WSGIEnvironment) -> Answer:
    try:
        found = _read(environ)
        if isinstance(found, Understood):
            taking.take(found)
            found = TAKEN
    except Exception as no:  # noqa: BLE001 - a page of HTML in place of JSON sends old clients into a storm.
        found = _no(environ, no)
    return _readable(environ, found)


def _readable(environ: WSGIEnvironment, answer: Answer) -> Answer:
    origin = header(environ, "HTTP_ORIGIN")
    try:
        return readable(answer, origin) if origin and environ["REQUEST_METHOD"] != "OPTIONS" else answer
    except Exception as no:  # noqa: BLE001 - as above.
        return _no(environ, no)


def _no(environ: WSGIEnvironment, no: Exception) -> Answer:
    if isinstance(no, SynchronousOnlyOperation):
        # What has to ask the database is no fault on a loop: a thread does it.
        raise no
    if isinstance(no, Refusal):
        answer = refused(environ, no)
        if isinstance(no, MethodUnusable):
            answer.headers.append(("Allow", str(no.facts["allowed"])))
        return answer
    if isinstance(no, (*UNUSABLE, InterfaceError)):
        return refused(environ, unusable_database(no))
    return faulty(environ, no)


def _read(environ: WSGIEnvironment) -> Answer | Understood:
    """What is to be taken, or an answer where nothing is (any more)."""
    method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
    address = address_of(path)
    if address is None:
        raise AddressUnknown(address=path)
    if method == "OPTIONS":
        return before_sending(header(environ, "HTTP_ORIGIN"), address.methods)
    if method not in address.methods:
        raise MethodUnusable(method=method, allowed=", ".join(address.methods))
    if address.settings:
        return settings(environ, address)
    return _import(environ, address) if address.is_import else _letter(environ, address)


def _import(environ: WSGIEnvironment, address: Address) -> Answer:
    if not _imports.acquire(blocking=False):
        raise ImportsBusy(waiting=IMPORTS_AT_ONCE, retry_after=1)
    try:
        taking.take(_letter(environ, address))
    finally:
        _imports.release()
    return TAKEN


def _letter(environ: WSGIEnvironment, address: Address) -> Understood:
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
    refuse_strange_page(source, header(environ, "HTTP_ORIGIN"))
    # What may break off on a loop comes before what counts.
    taking.be_open()
    _buckets.draw(source, len(opened.parts))
    post = Post(source.id, received_at, address.kind, address.is_import, address.is_posthog)
    return understand(opened, post)
