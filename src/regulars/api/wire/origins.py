"""Which web pages may send: a browser asks first, and shows the answer only to whom it is meant for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regulars.api.wire.answers import Answer
from regulars.api.wire.refusals import OriginNotAllowed
from regulars.events.intake.sources import trusted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regulars.api.wire.answers import Headers
    from regulars.events.intake.sources import Source

ADMITTED: Final = "authorization, content-type, anonymousid, sentat, x-retry-count, rsa-retry-reason, rsa-retry-attempt, x-write-key"
_REMEMBERED_SECONDS: Final = 600


def before_sending(origin: str, methods: Sequence[str]) -> Answer:
    """The answer to a browser that asks whether it may send. It shows no key yet, so any source will do."""
    allowed = ", ".join(methods)
    headers: Headers = [("Content-Length", "0"), ("Allow", allowed)]
    if origin and trusted().admits(origin):
        headers += echoed(origin)
        headers += [
            ("Access-Control-Allow-Methods", allowed),
            ("Access-Control-Allow-Headers", ADMITTED),
            ("Access-Control-Max-Age", str(_REMEMBERED_SECONDS)),
        ]
    return Answer(204, headers, b"")


def echoed(origin: str) -> Headers:
    """What lets pages of an origin read an answer."""
    return [("Access-Control-Allow-Origin", origin), ("Vary", "Origin")]


def readable(answer: Answer, origin: str) -> Answer:
    """An answer that pages of an origin may read, if some source admits them: a no as well as a yes."""
    if not origin or not trusted().admits(origin):
        return answer
    return answer._replace(headers=[*answer.headers, *echoed(origin)])


def refuse_strange_page(source: Source, origin: str) -> None:
    """Raise where a page sends with a key that was not made for it. Apps and servers name no origin."""
    if origin and not source.admits(origin):
        raise OriginNotAllowed(origin=origin)
