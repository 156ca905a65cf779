"""Occasions over HTTP: what there is, seats asked for, taken and given up, and codes read at the door."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

import msgspec
from django.db import transaction
from django.utils import timezone
from ninja import Router

from regulars.api.keyed import once
from regulars.api.keys import source_of
from regulars.api.members import wallet_named
from regulars.api.openapi import described
from regulars.api.orders import known_card
from regulars.api.posting import programme, respond
from regulars.api.reading import body_of, moment_of, page_size
from regulars.api.sent import ReadingsSent, SeatSent
from regulars.core.programme.document import Words
from regulars.core.refusals import Refusal
from regulars.desk import at_occasions, occasions
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import Instant, moment
from regulars.registrations import door, queries
from regulars.telling.refusals import sentence_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from psycopg import Cursor

    from regulars.core.occasions.openings import Opening
    from regulars.core.programme.compiled import Programme
    from regulars.registrations.actions import Registered
    from regulars.registrations.queries import Held, Place

    Step = Callable[[Cursor, Programme, int, int], Registered]

_SEAT: Final = msgspec.json.Decoder(SeatSent)
_READINGS: Final = msgspec.json.Decoder(ReadingsSent)

router = Router()


class OpeningTold(msgspec.Struct, frozen=True):
    """A quota: from when, and for whom. Everybody, where neither a level nor `by_benefit` is said."""

    opens_at: datetime
    seats: int
    free: int
    track: str | None
    level: str | None
    by_benefit: bool


class OccasionTold(msgspec.Struct, frozen=True):
    """An occasion as it stands. `free` counts seats that nobody has and that are not offered."""

    number: int
    name: Words
    place: Words
    about: Words | None
    begins_at: datetime
    opens_at: datetime
    seats: int
    free: int
    waiting: int
    points: int
    currency: str | None
    free_until: datetime
    cancelled_at: datetime | None
    openings: tuple[OpeningTold, ...]


class Occasions(msgspec.Struct, frozen=True):
    """Occasions that have not begun, the next one first; `next` goes into `after` for those that follow."""

    occasions: tuple[OccasionTold, ...]
    next: int | None


class SeatTold(msgspec.Struct, frozen=True):
    """What a member has: `seated`, `offered` (until then), `waiting` (so many `before`), `given_up` or `lapsed`. `code` opens the door."""

    occasion: int
    member: str
    state: str
    code: str | None
    before: int
    offered_until: datetime | None
    came_at: datetime | None


class EarlierTold(msgspec.Struct, frozen=True):
    """A level with which it opens earlier."""

    at: datetime
    track: Words
    level: Words


class OccasionOfMemberTold(msgspec.Struct, frozen=True):
    """An occasion as one member meets it; `opens_at` is null where it never opens for them."""

    occasion: OccasionTold
    seat: SeatTold | None
    opens_at: datetime | None
    is_open: bool
    free: int
    earlier_by: tuple[EarlierTold, ...]


class AtTheDoor(msgspec.Struct, frozen=True):
    """A code that may come in, and when it was read."""

    code: str
    came_at: datetime | None


class Door(msgspec.Struct, frozen=True):
    """Everybody who has a seat, to be loaded before the network is gone."""

    occasion: int
    seats: tuple[AtTheDoor, ...]


class ReadingTold(msgspec.Struct, frozen=True):
    """What a reading said: whether it was the first, when that was, or why the code has no seat."""

    id: str
    is_first: bool
    first_at: datetime | None
    refused: str | None
    sentence: Words | None


class ReadingsTold(msgspec.Struct, frozen=True):
    """The answers, in the order of the readings."""

    readings: tuple[ReadingTold, ...]


NAMED: Final = (Occasions, OccasionTold, OccasionOfMemberTold, SeatTold, Door, ReadingsTold, SeatSent, ReadingsSent)  # fmt: skip


@router.get("/occasions", **described("See what is coming up", answered=Occasions))
def see_occasions(
    request: HttpRequest,  # noqa: ARG001 - ninja wants it by this name.
    after: int | None = None,
    limit: int = 50,
) -> HttpResponse:
    """Occasions that have not begun, with their openings and what is left."""
    most = page_size(limit)
    found = queries.upcoming(now=timezone.now(), after=after, limit=most)
    following = found[-1].number if len(found) == most else None
    return respond(Occasions(tuple(_told(one) for one in found), following))


@router.get("/occasions/{number}", **described("See one occasion", answered=OccasionTold))
def see_occasion(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001 - ninja wants it by this name.
    """One occasion with its openings and what is left."""
    return respond(_told(queries.occasion(number)))


@router.get(
    "/occasions/{number}/members/{card}",
    **described("See an occasion as a member meets it", answered=OccasionOfMemberTold),
)
def see_for_member(request: HttpRequest, number: int, card: str) -> HttpResponse:  # noqa: ARG001 - as above.
    """When it opens for a member, with what it would be earlier, and what they have."""
    found = at_occasions.one(programme(), number, wallet_named(card), now=timezone.now())
    seat = None if found.place is None else _seat(found.place, card)
    earlier = tuple(EarlierTold(way.at, way.track, way.level) for way in found.earlier_by)
    return respond(
        OccasionOfMemberTold(
            _told(found.occasion), seat, found.opens_at, found.is_open, found.free, earlier
        )
    )  # fmt: skip


@router.post("/occasions/{number}/seats", **described("Ask for a seat", sent=SeatSent, answered=SeatTold))
def ask_for_seat(request: HttpRequest, number: int) -> HttpResponse:
    """A seat, or a place on the waiting list; whoever asks again is told what they have. Too early is 409, with when and with what."""
    return _step(request, number, occasions.ask_within)


@router.post(
    "/occasions/{number}/seats/accept",
    **described("Take the seat that is offered", sent=SeatSent, answered=SeatTold),
)
def accept_seat(request: HttpRequest, number: int) -> HttpResponse:
    """Take an offer before its end; the points that a seat costs are held with it."""
    return _step(request, number, occasions.accept_within)


@router.post(
    "/occasions/{number}/seats/give-up",
    **described("Give up a seat or a place", sent=SeatSent, answered=SeatTold),
)
def give_up_seat(request: HttpRequest, number: int) -> HttpResponse:
    """Free a seat, an offer or a place; the first who waits is offered what came free."""
    return _step(request, number, occasions.give_up_within)


@router.get("/occasions/{number}/door", **described("Load the list for the door", answered=Door))
def see_door(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001 - ninja wants it by this name.
    """The codes of everybody who has a seat."""
    known = queries.occasion(number).number
    seated = (one for one in queries.everybody_at(known) if one.state == "seated")
    return respond(Door(known, tuple(AtTheDoor(one.code, one.came_at) for one in seated)))


@router.post(
    "/occasions/{number}/readings",
    **described("Send what was read at the door", sent=ReadingsSent, answered=ReadingsTold),
)
def take_readings(request: HttpRequest, number: int) -> HttpResponse:
    """Readings by their own ids, at once or after an evening without network; each counts once, and is answered by itself."""
    sent, known = body_of(request, _READINGS), queries.occasion(number).number
    now, by = timezone.now(), source_of(request)
    told = []
    for one in sent.readings:
        at = moment(Instant(moment_of(one.read_at, programme(), now=now)))
        told.append(_read(known, f"{by}:{one.id}", one.code, at, by, one.id))
    return respond(ReadingsTold(tuple(told)))


def _read(number: int, name: str, code: str, at: datetime, by: str, told_as: str) -> ReadingTold:
    try:
        with transaction.atomic():
            found = door.read(raw_cursor(), number, code, name=name, at=at, by=by)
    except Refusal as refusal:
        return ReadingTold(told_as, False, None, refusal.code, sentence_for(refusal))
    return ReadingTold(told_as, found.is_first, found.first_at, None, None)


def _step(request: HttpRequest, number: int, step: Step) -> HttpResponse:
    sent = body_of(request, _SEAT)
    card = known_card(sent.member)

    def work(cursor: Cursor) -> object:
        found = step(cursor, programme(), number, wallet_named(card))
        place = queries.place_of(number, [found.wallet_id])
        assert place is not None, "whoever was answered is there"
        return _seat(place, card)

    return once(request, work).answer


def _told(one: Held) -> OccasionTold:
    return OccasionTold(
        one.number, one.name, one.place, one.about, one.begins_at, one.opens_at, one.seats, one.free, one.waiting,
        one.points, one.currency or None, one.free_until, one.cancelled_at,
        tuple(_opening(opening) for opening in one.openings),
    )  # fmt: skip


def _opening(one: Opening) -> OpeningTold:
    return OpeningTold(
        moment(Instant(one.opens_at)),
        one.seats,
        one.free,
        one.track or None,
        one.level or None,
        one.is_benefit,
    )


def _seat(place: Place, card: str) -> SeatTold:
    code = place.code if place.state == "seated" else None
    return SeatTold(
        place.occasion, card, place.state, code, place.before, place.offered_until, place.came_at
    )  # fmt: skip
