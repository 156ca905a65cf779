"""The programme as a marketer writes it: one document, every field with its meaning."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from regulars.core.money import EXPONENTS
from regulars.core.programme.budget_document import Budget
from regulars.core.programme.challenge_document import Band, Challenge, Plays, Prizes, Scores
from regulars.core.programme.coupon_document import (
    Coupon,
    CouponGift,
    CouponLimit,
    CouponValid,
    PartnerOffer,
)
from regulars.core.programme.leaderboard_document import Leaderboard
from regulars.core.programme.life import Expiry, ExpiryTerms, LevelPoints, Pending, Rolling, Sliding, Timeout
from regulars.core.programme.mission_document import (
    CheckIn,
    Freeze,
    Goal,
    MakeUp,
    Mission,
    MissionWindow,
    Prize,
    Stage,
)
from regulars.core.programme.parts import (
    DATE,
    ISO_4217,
    SLUG,
    YEAR_DAY,
    Count,
    Date,
    Days,
    Funding,
    Number,
    Part,
    Slug,
    Text,
    Words,
)
from regulars.core.programme.purpose_document import Notice, Purpose
from regulars.core.programme.referral_document import PointsGift, Referral, ReferralLimit
from regulars.core.programme.reward_document import Lottery, LotteryPrize, Price, Reward, RewardLimit
from regulars.core.programme.track_document import (
    BirthdayGift,
    CalendarWindow,
    Counter,
    EarlyRegistration,
    Level,
    Migration,
    RollingWindow,
    Track,
    Validity,
    Window,
)

__all__ = [
    "DATE",
    "ISO_4217",
    "SLUG",
    "YEAR_DAY",
    "Band",
    "BirthdayGift",
    "Budget",
    "CalendarWindow",
    "Cap",
    "Challenge",
    "CheckIn",
    "Counter",
    "Coupon",
    "CouponGift",
    "CouponLimit",
    "CouponValid",
    "EarlyRegistration",
    "EarningRule",
    "Expiry",
    "ExpiryTerms",
    "Freeze",
    "Goal",
    "Leaderboard",
    "Level",
    "LevelPoints",
    "Lottery",
    "LotteryPrize",
    "MakeUp",
    "Migration",
    "Mission",
    "MissionWindow",
    "Notice",
    "Number",
    "Part",
    "PartnerOffer",
    "Pending",
    "Plays",
    "PointsCurrency",
    "PointsGift",
    "Price",
    "Prize",
    "Prizes",
    "Programme",
    "Purpose",
    "Rate",
    "Referral",
    "ReferralLimit",
    "Reward",
    "RewardLimit",
    "Rolling",
    "RollingWindow",
    "Scores",
    "Sliding",
    "Stage",
    "Timeout",
    "Track",
    "Validity",
    "Window",
    "Words",
]  # fmt: skip


class Transfer(Part, frozen=True):
    """How many points members may hand to each other at once."""

    most: Count


class MinLife(Part, frozen=True):
    """Points that go back can be used for so many days at least."""

    min_life: Days


class PointsCurrency(Part, frozen=True, kw_only=True):
    """One kind of points. `worth` is what one point costs the shop, in major units of money."""

    name: Words
    worth: Number = 0
    funding: Funding = "free"
    sponsor: Text | None = None
    spend_first: Literal["free", "paid"] = "free"
    expiry: Expiry = "never"
    pending: Literal["none"] | Pending = "none"
    rounding: Literal["floor", "half_up", "ceiling"] = "floor"
    take_back: Literal["only_pending", "within_balance", "into_deficit"] = "within_balance"
    deficit_limit: Annotated[int, Meta(ge=0)] | None = None
    transfer: Literal["forbidden", "allowed"] | Transfer = "forbidden"
    adjustment_cap: Count | None = None
    restore_expired: Literal["return_expired", "reissue"] | MinLife | None = None


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
    `when` looks at the receipt, its member and the calendar; `lines` picks lines. On any other event than a
    purchase a rule gives a `bonus`, and `when` looks at the event's properties.
    """

    id: Slug
    name: Words
    on: Text = "Order Completed"
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
    funding: Funding | None = None
    sponsor: Text | None = None
    expiry: Expiry | None = None
    pending: Literal["none"] | Pending | None = None
    on_refund: Literal["recompute", "proportional", "keep"] | None = None
    purpose: Slug | None = None
    budget: Budget | None = None


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
    purposes: Annotated[dict[Slug, Purpose], Meta(max_length=50)] = {}
    coupons: Annotated[list[Coupon], Meta(max_length=1000)] = []
    coupons_together: Annotated[int, Meta(ge=1, le=20)] | None = None
    partner_offers: Annotated[list[PartnerOffer], Meta(max_length=100)] = []
    missions: Annotated[list[Mission], Meta(max_length=200)] = []
    rewards: Annotated[list[Reward], Meta(max_length=500)] = []
    referral: Referral | None = None
    challenges: Annotated[list[Challenge], Meta(max_length=50)] = []
    leaderboards: Annotated[list[Leaderboard], Meta(max_length=50)] = []

    @property
    def exponent(self) -> int | None:
        """Digits after the point in the money of the shop; None for money that nobody knows."""
        return EXPONENTS.get(self.currency)
