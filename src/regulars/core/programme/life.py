"""The life of points as a marketer writes it: when they become usable, when they run out, and what a level changes."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from msgspec import Meta

from regulars.core.programme.parts import Count, Date, Days, Months, Number, Part, Slug, YearDay, Years

#: The months by name, in their order; `round_up_to` may name one.
MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

RoundUpTo = Literal[
    "day", "month", "quarter", "half_year", "year", "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]  # fmt: skip


class Rolling(Part, frozen=True):
    """So many days, months or years after activation, rounded up to the end of a period or of a named month."""

    days: Days | None = None
    months: Months | None = None
    years: Years | None = None
    round_up_to: RoundUpTo = "day"


class Sliding(Part, frozen=True):
    """So many days, months or years after the last activity: one clock for all such points of a member.

    What counts as activity is `orders` and `spends` unless told. `late_activity` says what becomes of points that ran
    out where an activity before that is told only afterwards: they come back unless told. A level says only how long.
    """

    days: Days | None = None
    months: Months | None = None
    years: Years | None = None
    activity: Annotated[list[Literal["orders", "spends"]], Meta(min_length=1, max_length=2)] | None = None
    late_activity: Literal["reinstate", "ignore"] | None = None


class ExpiryTerms(Part, frozen=True):
    """Points run out a while after they become usable or after the last activity, or at the end of some dates.

    Exactly one of the three. `dates` are `MM-DD`, up to 20 a year. (One struct and not a union of two: the two
    kinds would need a tag that nobody wants to write.)
    """

    rolling: Rolling | None = None
    sliding: Sliding | None = None
    dates: Annotated[list[YearDay], Meta(min_length=1, max_length=20)] | None = None


Expiry = Literal["never", "end_of_next_year"] | ExpiryTerms


class Timeout(Part, frozen=True, kw_only=True):
    """How many local days points wait for an event that may never come, and what happens then."""

    days: Annotated[int, Meta(ge=1, le=3650)]
    then: Literal["release", "expire"] = "release"


class Pending(Part, frozen=True):
    """Points become usable so many local days later, from a date on, or when an event of their order arrives."""

    days: Annotated[int, Meta(ge=1, le=3650)] | None = None
    until: Date | None = None
    until_event: Slug | None = None
    timeout: Timeout | None = None


class LevelPoints(Part, frozen=True, kw_only=True):
    """What a level changes about a kind of points. It only adds: points live longer, more may be owed, and more are given."""

    expiry: Expiry | None = None
    deficit_limit: Annotated[int, Meta(ge=0)] | None = None
    multiply: Number | None = None
    birthday_gift: Count | None = None
