"""Tracks as a marketer writes them: what counts, how far back, how long a level holds, and what it brings."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from regulars.core.programme.life import MONTHS, LevelPoints
from regulars.core.programme.parts import Date, Days, Months, Number, Part, Slug, Words

Span = Literal["month", "quarter", "half_year", "year"]
Month = Literal[
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]  # fmt: skip


class RollingWindow(Part, frozen=True):
    """The last so many months or days, by local date."""

    months: Months | None = None
    days: Days | None = None


class CalendarWindow(Part, frozen=True, kw_only=True):
    """The month, quarter, half-year or year that holds the day, in years that begin in a month of one's own."""

    every: Span
    year_begins_in: Month = "january"

    @property
    def first_month(self) -> int:
        """The month in which the year begins, as a number."""
        return MONTHS.index(self.year_begins_in) + 1


class Window(Part, frozen=True):
    """The stretch of time that a metric looks back over. Exactly one of the two."""

    rolling: RollingWindow | None = None
    calendar: CalendarWindow | None = None


class Counter(Part, frozen=True, kw_only=True):
    """Something of the shop's own to count: receipts, lines or items that fulfil the track's conditions."""

    of: Literal["orders", "lines", "items"]
    name: Words


class Validity(Part, frozen=True):
    """How long a level holds once reached. Exactly one of `months`, `end_of` and `last_day`."""

    months: Months | None = None
    end_of: Literal["month", "quarter", "half_year", "year", "window"] | None = None
    more: Annotated[int, Meta(ge=0, le=100)] = 0
    last_day: Date | None = None


class EarlyRegistration(Part, frozen=True):
    """So much earlier than everybody else; one of the two."""

    hours: Annotated[int, Meta(ge=1, le=8_760)] | None = None
    days: Annotated[int, Meta(ge=1, le=365)] | None = None


class BirthdayGift(Part, frozen=True, kw_only=True):
    """Points for a birthday, loaded on a day of its month or of the one before, by the level held on that day."""

    name: Words
    on_day: Annotated[int, Meta(ge=1, le=31)] = 25
    month: Literal["before", "same"] = "before"


class Migration(Part, frozen=True):
    """Which level of the version before becomes which of this one; every old level must be named."""

    levels: dict[Slug, Slug]


class Level(Part, frozen=True, kw_only=True):
    """A step of a track, held by whoever reaches `threshold` in the track's metric (money in major units)."""

    id: Slug
    name: Words
    threshold: Number
    benefits: list[Words] = []
    permanent: bool = False
    validity: Literal["forever", "end_of_year", "end_of_next_year"] | Validity | None = None
    points: dict[Slug, LevelPoints] = {}
    exclusive: list[Slug] = []
    early_registration: EarlyRegistration | None = None
    free_shipping: bool = False


class Track(Part, frozen=True, kw_only=True):
    """Ordered levels over one metric. A programme has as many tracks as it likes."""

    name: Words
    metric: Literal[
        "net_spend",
        "orders",
        "visits",
        "items",
        "categories",
        "points_earned",
        "points_balance",
        "counter",
        "missions",
    ]
    points: Slug | None = None
    counter: Counter | None = None
    missions: Annotated[list[Slug], Meta(max_length=50)] = []
    depth: Annotated[int, Meta(ge=1, le=10)] = 1
    when: str | None = None
    lines: str | None = None
    window: Literal["lifetime", "calendar_year", "membership_year", "level_term", "last_change"] | Window = (
        "lifetime"
    )
    validity: Literal["none", "forever", "end_of_year", "end_of_next_year"] | Validity = "none"
    up: Literal["at_once", "next_day", "next_month", "next_period"] = "at_once"
    on_up: Literal["carries_on", "restarts"] = "carries_on"
    overshoot: Literal["lost", "counts"] = "lost"
    reached_again: Literal["keeps_date", "extends"] = "keeps_date"
    at_end: Literal["to_earned", "one_down", "keep"] = "to_earned"
    grace_days: Annotated[int, Meta(ge=1, le=365)] | None = None
    notices: Annotated[list[Annotated[int, Meta(ge=1, le=365)]], Meta(max_length=10)] = []
    on_refund: Literal["immediate", "next_review", "never"] | None = None
    birthday_gift: BirthdayGift | None = None
    migrate: Literal["keep", "to_earned"] | Migration | None = None
    levels: Annotated[list[Level], Meta(min_length=1, max_length=50)]
