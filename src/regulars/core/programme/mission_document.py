"""Missions as a marketer writes them: what members are asked for, and what it gives."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from msgspec import Meta

from regulars.core.programme.budget_document import Budget
from regulars.core.programme.parts import Count, Date, Days, Number, Part, Slug, Text, Words

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


class Prize(Part, frozen=True, kw_only=True):
    """So many points of a kind."""

    points: Count
    of: Slug


class Stage(Part, frozen=True, kw_only=True):
    """Reached with so much of what is counted (money in major units)."""

    at_least: Number
    prize: Prize | None = None


class Goal(Part, frozen=True, kw_only=True):
    """What is counted, as one question of behaviour or of orders, and the stages that it reaches."""

    count: Text
    stages: Annotated[list[Stage], Meta(min_length=1, max_length=20)]


class MissionWindow(Part, frozen=True, kw_only=True):
    """The time for it: so many local days from the member's start, or the same days for everybody."""

    days: Days | None = None
    first_day: Date | None = None
    last_day: Date | None = None


class Mission(Part, frozen=True, kw_only=True):
    """Something that members are asked for: either a `check_in` or a `goal`. What comes later than `late_hours` counts no more."""

    id: Slug
    name: Words
    about: Words | None = None
    check_in: CheckIn | None = None
    goal: Goal | None = None
    window: MissionWindow | None = None
    start: Literal["asked", "by_itself"] = "asked"
    again: Literal["no", "on_expiry", "on_completion"] = "no"
    claim: Literal["asked", "at_once"] = "asked"
    late_hours: Annotated[int, Meta(ge=0, le=720)] = 72
    purpose: Slug | None = None
    budget: Budget | None = None
