"""The programme as a marketer writes it: one document, every field with its meaning."""

from __future__ import annotations

from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from regulars.core.money import EXPONENTS

SLUG: Final = r"^[a-z][a-z0-9_-]{0,39}$"
DATE: Final = r"^\d{4}-\d\d-\d\d$"
YEAR_DAY: Final = r"^\d\d-\d\d$"
ISO_4217: Final = r"^[A-Z]{3}$"

Slug = Annotated[str, Meta(pattern=SLUG, description="A short lower-case name.")]
Date = Annotated[str, Meta(pattern=DATE)]
YearDay = Annotated[str, Meta(pattern=YEAR_DAY)]
Dates = Annotated[list[YearDay], Meta(min_length=1, max_length=20)]
Text = Annotated[str, Meta(min_length=1, max_length=400)]
Count = Annotated[int, Meta(ge=1, le=1_000_000_000)]
# A hundred years: whatever begins in the calendar then ends in it.
Days = Annotated[int, Meta(ge=1, le=36_500)]
Months = Annotated[int, Meta(ge=1, le=1_200)]
Years = Annotated[int, Meta(ge=1, le=100)]
Number = int | float | str
"""An exact decimal. Floats are read by their shortest text, so 0.1 means one tenth."""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of every part of the document: immutable, and an unknown key is a mistake."""


class Words(Part, frozen=True, kw_only=True, rename={"zh_hant": "zh-Hant"}):
    """What people read, in both languages."""

    zh_hant: Text
    en: Text


class Rolling(Part, frozen=True):
    """So many days, months or years after activation, rounded up to the end of a period."""

    days: Days | None = None
    months: Months | None = None
    years: Years | None = None
    round_up_to: Literal["day", "month", "quarter", "half_year", "year"] = "day"


class ExpiryTerms(Part, frozen=True):
    """Points run out a while after they become usable, or at the end of the next of some dates.

    Exactly one of the two. `dates` are `MM-DD`, up to 20 a year. (One struct and not a union of two: the two
    kinds would need a tag that nobody wants to write.)
    """

    rolling: Rolling | None = None
    dates: Annotated[list[YearDay], Meta(min_length=1, max_length=20)] | None = None


Expiry = Literal["never", "end_of_next_year"] | ExpiryTerms


class Pending(Part, frozen=True):
    """Points become usable so many local days later, or from a date on."""

    days: Annotated[int, Meta(ge=1, le=3650)] | None = None
    until: Date | None = None


class PointsCurrency(Part, frozen=True, kw_only=True):
    """One kind of points. `worth` is what one point costs the shop, in major units of money."""

    name: Words
    worth: Number = 0
    funding: Literal["free", "paid", "partner"] = "free"
    sponsor: Text | None = None
    expiry: Expiry = "never"
    pending: Literal["none"] | Pending = "none"
    rounding: Literal["floor", "half_up", "ceiling"] = "floor"
    take_back: Literal["only_pending", "within_balance", "into_deficit"] = "within_balance"
    deficit_limit: Annotated[int, Meta(ge=0)] | None = None


class Rate(Part, frozen=True, kw_only=True):
    """So many points for every `per` of money, in major units; rounded once a receipt, not by line."""

    points: Number
    per: Number


class Cap(Part, frozen=True, kw_only=True):
    """No more points than this from the rule on one receipt, on one local day, or in a member's life."""

    points: Count
    per: Literal["receipt", "day", "member"]


class EarningRule(Part, frozen=True, kw_only=True):
    """One way to earn. Exactly one of `rate`, `each`, `multiply` and `bonus` says how.

    `rate`: points for money. `each`: points for every item. `multiply`: so many times what these two gave of
    the same points on the matching lines (2 adds as much again). `bonus`: points for the receipt.
    `when` looks at the receipt, its member and the calendar; `lines` picks lines.
    """

    id: Slug
    name: Words
    on: Literal["Order Completed"] = "Order Completed"
    earn: Slug
    rate: Rate | None = None
    each: Number | None = None
    multiply: Number | None = None
    bonus: Count | None = None
    when: str | None = None
    lines: str | None = None
    priority: Annotated[int, Meta(ge=0, le=10_000)] = 100
    group: Slug | None = None
    caps: list[Cap] = []
    expiry: Expiry | None = None
    pending: Literal["none"] | Pending | None = None
    on_refund: Literal["recompute", "proportional", "keep"] | None = None


class RollingWindow(Part, frozen=True):
    """The last so many months or days, by local date."""

    months: Months | None = None
    days: Days | None = None


class Window(Part, frozen=True):
    """The stretch of time that a metric looks back over."""

    rolling: RollingWindow


class Validity(Part, frozen=True):
    """How long a level holds once reached."""

    months: Months


class Level(Part, frozen=True, kw_only=True):
    """A step of a track, held by whoever reaches `threshold` in the track's metric (money in major units)."""

    id: Slug
    name: Words
    threshold: Number
    benefits: list[Words] = []


class Track(Part, frozen=True, kw_only=True):
    """Ordered levels over one metric. A programme has as many tracks as it likes."""

    name: Words
    metric: Literal["net_spend", "orders", "items", "points_earned"]
    points: Slug | None = None
    when: str | None = None
    lines: str | None = None
    window: Literal["lifetime", "calendar_year"] | Window = "lifetime"
    validity: Literal["none", "forever", "end_of_year", "end_of_next_year"] | Validity = "none"
    at_end: Literal["to_earned", "one_down", "keep"] = "to_earned"
    on_refund: Literal["immediate", "next_review", "never"] | None = None
    levels: Annotated[list[Level], Meta(min_length=1, max_length=50)]


class Programme(Part, frozen=True, kw_only=True):
    """A whole version of a programme. It holds from `effective_from` (a local date) until the next one does."""

    programme: Slug
    name: Words
    zone: Text
    currency: Annotated[str, Meta(pattern=ISO_4217)]
    effective_from: Date
    points: Annotated[dict[Slug, PointsCurrency], Meta(min_length=1)]
    earning: Annotated[list[EarningRule], Meta(max_length=1000)] = []
    groups: dict[Slug, Literal["all", "highest", "first"]] = {}
    tracks: dict[Slug, Track] = {}

    @property
    def exponent(self) -> int | None:
        """Digits after the point in the money of the shop; None for money that nobody knows."""
        return EXPONENTS.get(self.currency)
