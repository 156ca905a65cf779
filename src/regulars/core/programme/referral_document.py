"""Bringing a friend as a marketer writes it: what it gives, when it is settled, and how often it counts."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from regulars.core.programme.budget_document import Budget
from regulars.core.programme.parts import Count, Number, Part, Slug, Words


class PointsGift(Part, frozen=True, kw_only=True):
    """So many points of one kind."""

    points: Count
    of: Slug


class ReferralLimit(Part, frozen=True, kw_only=True):
    """No more friends than this count for one member on a local day, in a month, in a year, or ever."""

    times: Count
    per: Literal["day", "month", "year", "member"]


class Referral(Part, frozen=True, kw_only=True):
    """What a member gets for a friend who buys for the first time and keeps it, and what the friend gets."""

    name: Words
    reward: PointsGift
    welcome: PointsGift | None = None
    return_window: Annotated[int, Meta(ge=0, le=365)] = 14
    at_least: Number = 0
    limits: Annotated[list[ReferralLimit], Meta(max_length=4)] = []
    budget: Budget | None = None
