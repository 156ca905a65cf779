"""One event over HTTP: brought to the desk, and answered the same way the second time."""

from __future__ import annotations

from datetime import datetime
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from msgspec.structs import replace

from regulars.api.told import Told, encode, nobodys, told
from regulars.desk import repeating
from regulars.desk.gathering import bring
from regulars.desk.posting import Answer, Arrival, EventRetold
from regulars.desk.reading import wallet_at
from regulars.people.members import wallet_of
from regulars.programmes import queries as programmes

if TYPE_CHECKING:
    from regulars.core.events import Event
    from regulars.core.programme.compiled import Programme

#: How old the programme may be that a request reads its money, its clock and its names from. The desk asks for itself.
KNOWN_SECONDS: Final = 1.0

_reading = Lock()
_known: tuple[float, Programme] | None = None


def programme() -> Programme:
    """The programme as of a moment ago, so that a till's thousand requests a second ask the database once."""
    global _known  # noqa: PLW0603 - one a process, like the desk.
    found = _known
    if found is None or monotonic() - found[0] > KNOWN_SECONDS:
        with _reading:
            found = _known
            if found is None or monotonic() - found[0] > KNOWN_SECONDS:
                found = _known = (monotonic(), programmes.current())
    return found[1]


def forget_programme() -> None:
    """Read the programme again at the next request; tests that publish need it."""
    global _known  # noqa: PLW0603 - see above.
    _known = None


def answer_event(
    source: str, member: str | None, event: Event, *, now: datetime, is_timed: bool = True
) -> HttpResponse:
    """Have an event decided and answer what came of it, durably.

    `is_timed` is false where the request did not say when: then a resend is the same event, though it came later.
    """
    answer = bring(Arrival(source, member, event))
    if isinstance(answer.refusal, EventRetold) and not is_timed:
        answer = _as_first_told(source, member, event, answer)
    if answer.refusal is not None:
        raise answer.refusal
    return respond(_told(member, event, answer, now))


def respond(value: object) -> HttpResponse:
    """Answer 200 with JSON."""
    return HttpResponse(encode(value), content_type="application/json")


def _told(member: str | None, event: Event, answer: Answer, now: datetime) -> Told:
    if answer.wallet_id is None or answer.no is None or member is None:
        return nobodys(answer.status, event.id)
    current = programme()
    if answer.status == "decided":
        assert answer.effects is not None
        assert answer.wallet is not None
        effects, wallet = answer.effects, answer.wallet
    else:
        effects = repeating.effects_of(answer.wallet_id, answer.no)
        wallet = wallet_at(current, answer.wallet_id, now)
    return told(current, answer.status, event.id, member, effects=effects, wallet=wallet, now=now)


def _as_first_told(source: str, member: str | None, event: Event, answer: Answer) -> Answer:
    """The first telling, where only the moment differs because neither of the two named one."""
    first = repeating.event_of(source, event.id)
    if (
        first is None
        or member is None
        or wallet_of(member) != first.wallet_id
        or replace(event, occurred_at=first.event.occurred_at, day=first.event.day) != first.event
    ):
        return answer
    return Answer("repeated", first.wallet_id, first.no)
