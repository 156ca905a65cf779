"""Rewards as a marketer writes them: what there is for points, for whom, when, and how many of it."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from regulars.core.programme.parts import Count, Date, Funding, Number, Part, Slug, Words


class Price(Part, frozen=True):
    """What a reward costs. `of` names the points, where the programme has several kinds; `money` is in major units.

    Where `funding` is said, points of those fundings alone may pay.
    """

    points: Count
    of: Slug | None = None
    money: Number | None = None
    funding: Annotated[list[Funding], Meta(min_length=1, max_length=3)] | None = None


class RewardLimit(Part, frozen=True, kw_only=True):
    """No more often than this: one member ever, in a month, or on a day; or everybody together on a day."""

    times: Count
    per: Literal["member", "member_month", "member_day", "day"]


class LotteryPrize(Part, frozen=True, kw_only=True):
    """So many of one prize."""

    name: Words
    number: Annotated[int, Meta(ge=1, le=10_000)] = 1


class Lottery(Part, frozen=True, kw_only=True):
    """What tickets may win, the local day of the draw, and the age from which somebody may have one.

    The first prizes are drawn first. Tickets can be had until the day before the draw.
    """

    draw: Date
    prizes: Annotated[list[LotteryPrize], Meta(min_length=1, max_length=20)]
    age: Annotated[int, Meta(ge=18, le=99)] = 18


class Reward(Part, frozen=True, kw_only=True, rename={"from_": "from"}):
    """Something that stands in the programme with a price in points.

    It can be had from a local day until another, both included, by whoever fulfils `when`, which reads the member and the
    calendar. `stock` is how many there are in all. Where money is to be paid too, it is held for `pay_within` minutes.
    """

    id: Slug
    name: Words
    about: Words | None = None
    kind: Literal["gift", "voucher", "donation", "lottery"] = "gift"
    price: Price
    from_: Date | None = None
    until: Date | None = None
    stock: Count | None = None
    limits: Annotated[list[RewardLimit], Meta(max_length=4)] = []
    when: str | None = None
    handed_over: Literal["by_staff", "at_once"] = "by_staff"
    #: No longer than its lots are remembered.
    fetch_within: Annotated[int, Meta(ge=1, le=365)] | None = None
    pay_within: Annotated[int, Meta(ge=1, le=1440)] | None = None
    cause: Slug | None = None
    lottery: Lottery | None = None
