"""Answers of the wire: exactly one that says yes, and a no that old clients can read."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from regulars.core.programme.document import Words
from regulars.telling.refusals import FAULT, sentence_for

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

    from regulars.core.refusals import Refusal

Headers = list[tuple[str, str]]

JSON: Final = ("Content-Type", "application/json")
STATUSES: Final = {
    "BatchUnreadable": 400,
    "WriteKeyMissing": 401,
    "WriteKeyUnknown": 401,
    "OriginNotAllowed": 403,
    "AddressUnknown": 404,
    "MethodUnusable": 405,
    "BatchTooLarge": 413,
    "RateExceeded": 429,
    "ImportsBusy": 429,
    "IntakeBusy": 429,
    "IntakeSilent": 503,
    "DatabaseDown": 503,
    "DatabaseFull": 503,
}
LINES: Final = {
    200: "200 OK", 204: "204 No Content", 400: "400 Bad Request", 401: "401 Unauthorized", 403: "403 Forbidden",
    404: "404 Not Found", 405: "405 Method Not Allowed", 413: "413 Content Too Large", 429: "429 Too Many Requests",
    500: "500 Internal Server Error", 503: "503 Service Unavailable",
}  # fmt: skip
AGAIN_AFTER_SECONDS: Final = 5

_log = logging.getLogger("regulars.api")


class Answer(NamedTuple):
    """A status, its headers and its body."""

    status: int
    headers: Headers
    body: bytes


_TAKEN_BODY: Final = b'{"success":true}'
TAKEN: Final = Answer(200, [JSON, ("Content-Length", str(len(_TAKEN_BODY)))], _TAKEN_BODY)
"""Everything of the letter is on disk. Some clients take any other success for a failure and send again."""


class _No(msgspec.Struct):
    code: str
    message: str


def answered(value: object) -> Answer:
    """An answer that says something."""
    return _with(200, value)


def refused(environ: WSGIEnvironment, refusal: Refusal) -> Answer:
    """A refusal, in the language that the client asked for."""
    status = STATUSES[refusal.code]
    answer = _with(status, _No(refusal.code, _in_language(environ, sentence_for(refusal))))
    if status in {429, 503}:
        after = refusal.facts.get("retry_after", AGAIN_AFTER_SECONDS)
        answer.headers.extend((("Retry-After", str(after)), ("Access-Control-Expose-Headers", "Retry-After")))
    if status == 401:
        answer.headers.append(("WWW-Authenticate", 'Basic realm="write key"'))
    return answer


def faulty(environ: WSGIEnvironment, fault: BaseException) -> Answer:
    """A fault of ours; the log has the rest of it."""
    _log.error("The intake met a fault", exc_info=fault)
    return _with(500, _No("Fault", _in_language(environ, Words(zh_hant=FAULT[1], en=FAULT[0]))))


def _with(status: int, value: object) -> Answer:
    body = msgspec.json.encode(value)
    return Answer(status, [JSON, ("Content-Length", str(len(body)))], body)


def _in_language(environ: WSGIEnvironment, words: Words) -> str:
    asked = str(environ.get("HTTP_ACCEPT_LANGUAGE", "")).lower()
    return words.zh_hant if asked.startswith("zh") else words.en
