"""Missions as a marketer writes them: what members are asked for, and what it gives."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from msgspec import Meta

from regulars.core.programme.parts import Count, Part, Slug, Text, Words

TIME_OF_DAY: Final = r"^([01]\d|2[0-3]):[0-5]\d$"

TimeOfDay = Annotated[str, Meta(pattern=TIME_OF_DAY)]
Rung = Annotated[int, Meta(ge=0, le=1_000_000)]


class Freeze(Part, frozen=True, kw_only=True):
    """A missed day may be bridged: one freeze for every so many days of a streak, and so many kept at most."""

    every: Annotated[int, Meta(ge=2, le=366)]
    most: Annotated[int, Meta(ge=1, le=30)] = 1


class MakeUp(Part, frozen=True, kw_only=True):
    """A date that was missed may be filled within so many days, for points."""

    days: Annotated[int, Meta(ge=1, le=31)]
    points: Count


class CheckIn(Part, frozen=True, kw_only=True):
    """One check-in a local date. The ladder says what each day of a streak gives."""

    of: Slug
    ladder: Annotated[list[Rung], Meta(min_length=1, max_length=366)]
    after_ladder: Literal["again", "stays"] = "again"
    missed: Literal["reset", "decay", "cycle"] = "reset"
    day_starts_at: TimeOfDay = "00:00"
    zone: Literal["shop", "member"] = "shop"
    freeze: Freeze | None = None
    make_up: MakeUp | None = None
    on: Text = "Checked In"
    when: str | None = None


class Mission(Part, frozen=True, kw_only=True):
    """Something that members are asked for. What comes later than `late_hours` counts no more."""

    id: Slug
    name: Words
    check_in: CheckIn
    late_hours: Annotated[int, Meta(ge=0, le=720)] = 72
    purpose: Slug | None = None
