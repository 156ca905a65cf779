"""What a marketer writes of challenges: how a score is measured, how often one plays, and what each band wins."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from regulars.core.programme.parts import Count, Date, Part, Slug, Words

Score = Annotated[int, Meta(ge=0, le=1_000_000_000)]


class Scores(Part, frozen=True, kw_only=True):
    """The scores that there are, and how much of one somebody can reach in a second."""

    least: Score = 0
    most: Score = 10_000
    per_second: Count = 1_000


class Plays(Part, frozen=True, kw_only=True):
    """How often it is played: by a member on a local day, and by everybody in all."""

    per_day: Annotated[int, Meta(ge=1, le=1_000)] = 3
    in_all: Count | None = None


class Prizes(Part, frozen=True, kw_only=True):
    """How often one member may win points, on a local day and in all."""

    per_day: Annotated[int, Meta(ge=1, le=1_000)] = 1
    per_member: Count | None = None


class Band(Part, frozen=True, kw_only=True):
    """What a score of at least `score` wins, up to the next band; `stock` times in all."""

    score: Score
    points: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    stock: Count | None = None


class Challenge(Part, frozen=True, kw_only=True, rename={"since": "from"}):
    """Something of skill that wins points by its score: built in, or any game that speaks to the API."""

    id: Slug
    name: Words
    about: Words | None = None
    game: Literal["tap_and_hold", "other"] = "other"
    since: Date | None = None
    until: Date | None = None
    earn: Slug
    scores: Scores = Scores()
    plays: Plays = Plays()
    prizes: Prizes = Prizes()
    bands: Annotated[list[Band], Meta(min_length=1, max_length=20)]
    budget: Count
