"""One event over HTTP: brought to the desk, and answered the same way the second time."""

from __future__ import annotations

from datetime import datetime
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeVar

from django.http import HttpResponse
from django.utils.asyncio import async_unsafe
from msgspec.structs import replace

from regulars.api.bringing import decided
from regulars.api.idempotency import fingerprint_of, key_of
from regulars.api.keys import source_of
from regulars.api.problems import reply, shown
from regulars.api.told import Told, encode, nobodys, told
from regulars.core.events import Behaviour, Redemption
from regulars.core.refusals import Refusal
from regulars.desk import repeating
from regulars.desk.posting import Answer, Arrival, EventRetold
from regulars.desk.reading import wallet_at
from regulars.desk.replying import Asked, Brought
from regulars.people.members import wallet_of
from regulars.programmes import queries as programmes
from regulars.replies.actions import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from regulars.core.events import Event
    from regulars.core.programme.compiled import Programme
    from regulars.desk.replying import Outcome

#: How old the programme may be that a request reads its money, its clock and its names from. The desk asks for itself.
KNOWN_SECONDS: Final = 1.0

#: What says also at which minute it happened, and may come without a clock of its own.
_OF_A_MINUTE: Final = (Behaviour, Redemption)

_Outcome = TypeVar("_Outcome", Answer, Reply)

_reading = Lock()
_known: tuple[float, Programme] | None = None


def programme() -> Programme:
    """The programme as of a moment ago, so that a till's thousand requests a second ask the database once."""
    found = _known
    if found is None or monotonic() - found[0] > KNOWN_SECONDS:
        return _read_programme()
    return found[1]


@async_unsafe("A loop waits for nobody who reads the programme.")
def _read_programme() -> Programme:
    global _known  # noqa: PLW0603 - one a process, like the desk.
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
    request: HttpRequest,
    member: str | None,
    event: Event,
    *,
    now: datetime,
    is_timed: bool = True,
    makes_member: bool = False,
    shaped: Callable[[Answer, Told], object] = lambda _, told: told,
) -> HttpResponse:
    """Have an event decided and answer what came of it, durably; under a key, answer whoever asks again the same.

    `is_timed` is false where the request did not say when: then a resend is the same event, though it came later. A card that
    nobody has is refused, unless the event `makes_member`. `shaped` makes the body of what is told of any event.
    """
    arrival = Arrival(source_of(request), member, event, makes_nobody=not makes_member)

    def told(answer: Answer) -> object:
        return shaped(answer, _told(arrival, answer, now, is_timed=is_timed))

    key = key_of(request)
    if key is None:
        return decided(request, Brought(arrival), lambda outcome: respond(told(_as(Answer, outcome))))
    asked = Asked(key, fingerprint_of(request), lambda answer: _reply(request, told, answer))
    return decided(request, Brought(arrival, asked), lambda outcome: shown(_as(Reply, outcome)))


def told_of(current: Programme, answer: Answer, event: Event, member: str | None, *, now: datetime) -> Told:
    """What came of an event that was not refused."""
    if answer.wallet_id is None or answer.no is None or member is None:
        return nobodys(answer.status, event.id)
    if answer.status == "decided":
        assert answer.effects is not None
        assert answer.wallet is not None
        effects, wallet = answer.effects, answer.wallet
    else:
        effects = repeating.effects_of(answer.wallet_id, answer.no)
        wallet = wallet_at(current, answer.wallet_id, now)
    return told(current, answer.status, event.id, member, effects=effects, wallet=wallet, now=now)


def respond(value: object) -> HttpResponse:
    """Answer 200 with JSON."""
    return HttpResponse(encode(value), content_type="application/json")


def _as(kind: type[_Outcome], outcome: Outcome) -> _Outcome:
    assert isinstance(outcome, kind), "a key is replied to, and all else is answered"
    return outcome


def _reply(request: HttpRequest, told: Callable[[Answer], object], answer: Answer) -> Reply:
    """What a key is answered for a day: what was decided, be it a refusal."""
    try:
        return Reply(200, "", encode(told(answer)))
    except Refusal as refusal:
        return reply(request, refusal)


def _told(arrival: Arrival, answer: Answer, now: datetime, *, is_timed: bool) -> Told:
    member, event = arrival.member, arrival.event
    if isinstance(answer.refusal, EventRetold) and not is_timed:
        answer = _as_first_told(arrival.source, member, event, answer)
    if answer.refusal is not None:
        raise answer.refusal
    return told_of(programme(), answer, event, member, now=now)


def _at_the_moment_of(first: Event, event: Event) -> Event:
    """An event as if it had happened when the first one did."""
    moved = replace(event, occurred_at=first.occurred_at, day=first.day)
    if isinstance(first, _OF_A_MINUTE) and isinstance(moved, _OF_A_MINUTE):
        return replace(moved, minute=first.minute)
    return moved


def _as_first_told(source: str, member: str | None, event: Event, answer: Answer) -> Answer:
    """The first telling, where only the moment differs because neither of the two named one."""
    first = repeating.event_of(source, event.id)
    if (
        first is None
        or member is None
        or wallet_of(member) != first.wallet_id
        or _at_the_moment_of(first.event, event) != first.event
    ):
        return answer
    return Answer("repeated", first.wallet_id, first.no)
