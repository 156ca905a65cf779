"""Occasions and who is at them, as others may have it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
from django.db.models import Count, Q, prefetch_related_objects

from regulars.core.occasions.openings import Opening
from regulars.core.occasions.refusals import OccasionUnknown
from regulars.core.programme.document import Words
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import from_database
from regulars.registrations.models import Occasion, Registration

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models import QuerySet

_BEFORE: Final = """
    SELECT count(*) FROM registrations_registration WHERE occasion_id = %s AND state = 'waiting' AND place < %s
"""
_DUE: Final = """
    SELECT DISTINCT occasion_id FROM registrations_registration AS one
    JOIN registrations_occasion AS occasion ON occasion.id = one.occasion_id
    WHERE occasion.cancelled_at IS NULL AND occasion.begins_at > %(now)s AND (
        (one.state = 'offered' AND one.offered_until <= %(now)s)
        OR (one.state = 'waiting' AND EXISTS (
            SELECT FROM registrations_opening AS opening WHERE opening.occasion_id = one.occasion_id
            AND opening.taken < opening.seats AND opening.opens_at <= %(now)s
        ))
    )
"""
_OWED: Final = """
    SELECT one.id FROM registrations_registration AS one JOIN registrations_occasion AS occasion ON occasion.id = one.occasion_id
    WHERE one.owed = 'free' OR (one.owed IN ('held', 'kept') AND occasion.begins_at <= %s)
    ORDER BY one.id LIMIT %s
"""


class Held(msgspec.Struct, frozen=True):
    """An occasion as it stands. `free` counts seats that nobody has and that are not offered to anybody."""

    number: int
    name: Words
    place: Words
    about: Words | None
    begins_at: datetime
    opens_at: datetime
    points: int
    currency: str
    free_until: datetime
    answer_minutes: int
    moved_at: datetime | None
    cancelled_at: datetime | None
    openings: tuple[Opening, ...]
    seats: int
    free: int
    waiting: int


class Place(msgspec.Struct, frozen=True):
    """What one member has at an occasion. `before` counts those who wait before them."""

    occasion: int
    wallet_id: int
    state: str
    place: int
    code: str
    asked_at: datetime
    offered_until: datetime | None
    came_at: datetime | None
    owed: str
    before: int = 0


class Tally(NamedTuple):
    """How an occasion went."""

    seated: int
    offered: int
    waiting: int
    given_up: int
    lapsed: int
    came: int


def can_be_a_number(number: int) -> bool:
    """Whether an occasion can have this number: addresses hold any."""
    return 0 < number < _NUMBER_MOST


def occasion(number: int) -> Held:
    """One occasion; refused where there is none."""
    found = _read(Occasion.objects.filter(pk=number)) if can_be_a_number(number) else ()
    if not found:
        raise OccasionUnknown(given=number)
    return found[0]


def names(numbers: Collection[int]) -> dict[int, Words]:
    """What some occasions are called now."""
    if not numbers:
        return {}
    rows = Occasion.objects.filter(pk__in=numbers).values_list("pk", "name_zh", "name_en")
    return {number: Words(zh_hant=chinese, en=english) for number, chinese, english in rows}


def upcoming(*, now: datetime, after: int | None = None, limit: int = 50) -> tuple[Held, ...]:
    """Occasions that have not begun, the next one first; those after the one of a number, for the next page."""
    rows = Occasion.objects.filter(begins_at__gt=now).order_by("begins_at", "pk")
    if after is not None and can_be_a_number(after):
        last = Occasion.objects.filter(pk=after).first()
        if last is not None:
            rows = rows.filter(Q(begins_at__gt=last.begins_at) | Q(begins_at=last.begins_at, pk__gt=after))
    return _read(rows[:limit])


def past(*, now: datetime, limit: int = 50) -> tuple[Held, ...]:
    """Occasions that have begun, the last one first."""
    return _read(Occasion.objects.filter(begins_at__lte=now).order_by("-begins_at", "-pk")[:limit])


def place_of(number: int, wallet_ids: Collection[int]) -> Place | None:
    """What a member has at an occasion, by any of the wallets that are theirs; None where they never asked."""
    found = [one for one in places_of(wallet_ids) if one.occasion == number]
    return found[0] if found else None


def places_of(wallet_ids: Collection[int]) -> tuple[Place, ...]:
    """What a member has everywhere: of each occasion what is there, before what was given up."""
    rows = Registration.objects.filter(wallet_id__in=wallet_ids).order_by("occasion_id", "-changed_at")
    best: dict[int, Registration] = {}
    for row in rows:
        known = best.get(row.occasion_id)
        if known is None or (known.state in _GONE and row.state not in _GONE):
            best[row.occasion_id] = row
    return tuple(_place(row, _before(row)) for row in best.values())


def everybody_at(number: int) -> tuple[Place, ...]:
    """Everybody who ever asked, in the order of their places."""
    rows = Registration.objects.filter(occasion_id=number).order_by("place")
    found, before = [], 0
    for row in rows:
        found.append(_place(row, before if row.state == "waiting" else 0))
        before += row.state == "waiting"
    return tuple(found)


def tally(number: int) -> Tally:
    """How many of each."""
    rows = Registration.objects.filter(occasion_id=number)
    counts = dict(rows.values_list("state").annotate(Count("pk")))
    came = rows.exclude(came_at=None).count()
    seated, offered, waiting, given_up, lapsed = (counts.get(state, 0) for state in _STATES)
    return Tally(seated, offered, waiting, given_up, lapsed, came)


def due(*, now: datetime) -> list[int]:
    """The occasions at which an offer has ended, or somebody who waits may be offered something."""
    return sorted(number for (number,) in raw_cursor().execute(_DUE, {"now": now}).fetchall())


def owed(*, now: datetime, limit: int = 100) -> list[int]:
    """The registrations whose held points are to be freed or spent by now."""
    return [number for (number,) in raw_cursor().execute(_OWED, (now, limit)).fetchall()]


_NUMBER_MOST: Final = 2**31
_STATES: Final = ("seated", "offered", "waiting", "given_up", "lapsed")
_GONE: Final = frozenset({"given_up", "lapsed"})


def _read(rows: QuerySet[Occasion] | Iterable[Occasion]) -> tuple[Held, ...]:
    found = list(rows)
    prefetch_related_objects(found, "openings")
    waiting = dict(
        Registration.objects.filter(occasion_id__in=[row.pk for row in found], state="waiting")
        .values_list("occasion_id")
        .annotate(Count("pk"))
    )
    return tuple(_held(row, waiting.get(row.pk, 0)) for row in found)


def _held(row: Occasion, waiting: int) -> Held:
    ordered = sorted(row.openings.all(), key=lambda one: (one.opens_at, not one.is_benefit, one.no))
    openings = tuple(
        Opening(
            one.no, from_database(one.opens_at), one.seats, one.taken, one.track, one.level, one.is_benefit
        )
        for one in ordered
    )  # fmt: skip
    last = next(one for one in row.openings.all() if not one.track and not one.is_benefit)
    about = Words(zh_hant=row.about_zh, en=row.about_en) if row.about_zh and row.about_en else None
    return Held(
        row.pk, Words(zh_hant=row.name_zh, en=row.name_en), Words(zh_hant=row.place_zh, en=row.place_en), about,
        row.begins_at, last.opens_at, row.points, row.currency, row.free_until, row.answer_minutes, row.moved_at, row.cancelled_at,
        openings, sum(one.seats for one in openings), sum(one.free for one in openings), waiting,
    )  # fmt: skip


def _place(row: Registration, before: int) -> Place:
    return Place(
        row.occasion_id, row.wallet_id, row.state, row.place, row.code, row.asked_at, row.offered_until, row.came_at, row.owed,
        before,
    )  # fmt: skip


def _before(row: Registration) -> int:
    if row.state != "waiting":
        return 0
    found = raw_cursor().execute(_BEFORE, (row.occasion_id, row.place)).fetchone()
    return found[0] if found else 0
