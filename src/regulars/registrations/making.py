"""Occasions are made with their openings, whole or not at all."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

import msgspec

from regulars.core.programme.document import Words
from regulars.core.refusals import Refusal
from regulars.registrations.models import Occasion, Opening

if TYPE_CHECKING:
    from collections.abc import Sequence

SEATS_MOST: Final = 100_000
OPENINGS_MOST: Final = 8


class OccasionUnusable(Refusal):
    """An occasion cannot be as it was described. Facts: field, problem (a code); where seats are gone, taken."""


class OpeningPlanned(msgspec.Struct, frozen=True):
    """An early opening: its quota, and either a level with a moment, or whoever registers earlier by a benefit."""

    seats: int
    opens_at: datetime | None = None
    track: str = ""
    level: str = ""


class OccasionPlanned(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants to be held. It opens for everybody at `opens_at`, and before for whom `early` says.

    Points that a seat costs are free again until `free_until`, the beginning where it is not said.
    """

    name: Words
    place: Words
    about: Words | None = None
    begins_at: datetime
    opens_at: datetime
    seats: int
    early: tuple[OpeningPlanned, ...] = ()
    points: int = 0
    currency: str = ""
    free_until: datetime | None = None
    answer_minutes: int = 1440


def make(planned: OccasionPlanned, *, key: str, now: datetime, by: int | None) -> tuple[int, bool]:
    """Make an occasion; answers its number, and whether it is new: the same `key` again makes none. Call it in a transaction."""
    check(planned, now)
    row, is_new = Occasion.objects.get_or_create(
        key=key,
        defaults={
            "name_zh": planned.name.zh_hant, "name_en": planned.name.en, "place_zh": planned.place.zh_hant,
            "place_en": planned.place.en, "about_zh": planned.about.zh_hant if planned.about else "",
            "about_en": planned.about.en if planned.about else "", "begins_at": planned.begins_at, "points": planned.points,
            "currency": planned.currency if planned.points else "", "free_until": planned.free_until or planned.begins_at,
            "answer_minutes": planned.answer_minutes, "made_by": by, "made_at": now,
        },
    )  # fmt: skip
    if is_new:
        Opening.objects.bulk_create(_openings(row, planned))
    return row.pk, is_new


def _openings(row: Occasion, planned: OccasionPlanned) -> list[Opening]:
    """The early ones as planned, and the last with whatever they leave."""
    early = [
        Opening(
            occasion=row, no=no, opens_at=one.opens_at or planned.opens_at, seats=one.seats, track=one.track,
            level=one.level, is_benefit=not one.track,
        )
        for no, one in enumerate(planned.early, 1)
    ]  # fmt: skip
    rest = planned.seats - sum(one.seats for one in planned.early)
    return [*early, Opening(occasion=row, no=len(early) + 1, opens_at=planned.opens_at, seats=rest)]


def check(planned: OccasionPlanned, now: datetime) -> None:
    """Every refusal that the form of an occasion can meet; names of tracks and points are the programme's affair."""
    wrong: Sequence[tuple[str, str, bool]] = (
        ("begins_at", "past", planned.begins_at <= now),
        ("opens_at", "after_beginning", planned.opens_at >= planned.begins_at),
        ("seats", "range", not 1 <= planned.seats <= SEATS_MOST),
        ("early", "too_many", len(planned.early) > OPENINGS_MOST),
        ("early", "seats", any(one.seats < 1 for one in planned.early)),
        ("early", "more_than_seats", sum(one.seats for one in planned.early) > planned.seats),
        ("early", "not_earlier", any(one.opens_at is not None and one.opens_at >= planned.opens_at for one in planned.early)),
        ("early", "without_moment", any(one.track and one.opens_at is None for one in planned.early)),
        ("points", "range", not 0 <= planned.points <= 1_000_000),
        ("points", "currency", bool(planned.points) and not planned.currency),
        ("free_until", "after_beginning", planned.free_until is not None and planned.free_until > planned.begins_at),
        ("answer_within", "range", not 10 <= planned.answer_minutes <= 20_160),
    )  # fmt: skip
    for field, problem, is_wrong in wrong:
        if is_wrong:
            raise OccasionUnusable(field=field, problem=problem)
