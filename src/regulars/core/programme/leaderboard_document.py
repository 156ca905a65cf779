"""What a marketer writes of leaderboards: whose numbers stand there, and how many of them."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from regulars.core.programme.parts import Part, Slug, Words


class Leaderboard(Part, frozen=True, kw_only=True):
    """A list of those who asked to stand on it, by what a `mission`, a `check_in` or a `challenge` counts; exactly one of these."""

    id: Slug
    name: Words
    mission: Slug | None = None
    check_in: Slug | None = None
    challenge: Slug | None = None
    per: Literal["week", "month"] | None = None
    places: Annotated[int, Meta(ge=1, le=100)] = 20
