"""Whatever a request may change beside events: done once under its key, and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from regulars.api.idempotency import fingerprint_of, key_of
from regulars.api.keys import source_of
from regulars.api.problems import reply, shown
from regulars.api.told import encode
from regulars.desk.keyed import Keyed, reply_once
from regulars.replies.actions import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from psycopg import Cursor

    from regulars.core.refusals import Refusal


class Once(NamedTuple):
    """The answer, and what was refused now; None where a repeated request is answered as before."""

    answer: HttpResponse
    refusal: Refusal | None


def once(request: HttpRequest, work: Callable[[Cursor], object]) -> Once:
    """Do it in one transaction and answer with what it tells; under a key, whoever repeats it is answered as the first time."""
    refusals: list[Refusal] = []

    def refused(refusal: Refusal) -> Reply:
        refusals.append(refusal)
        return reply(request, refusal)

    key = key_of(request)
    asked = None if key is None else Keyed(source_of(request), key, fingerprint_of(request))
    answer = reply_once(asked, lambda cursor: Reply(200, "", encode(work(cursor))), refused)
    return Once(shown(answer), refusals[-1] if refusals else None)
