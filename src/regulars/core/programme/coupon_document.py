"""What a marketer writes of coupons and of partners' offers: what is taken off, of what, for whom, until when."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from msgspec import Meta

from regulars.core.programme.parts import Count, Date, Days, Number, Part, Slug, Text, Words

#: A word that everybody may use. Read like every code, so its small letters, blanks and hyphens do not matter.
SHARED_CODE: Final = r"^[A-Za-z0-9][A-Za-z0-9 -]{1,38}[A-Za-z0-9]$"

#: The best set is found by trying all of so many; beyond that, priority alone decides.
TRIED_MOST: Final = 6


class CouponGift(Part, frozen=True, kw_only=True):
    """The cheapest items of the basket for nothing, or those of one `product`; `times` of them at most."""

    product: Text | None = None
    times: Annotated[int, Meta(ge=1, le=1_000)] = 1


class CouponValid(Part, frozen=True, kw_only=True, rename={"since": "from"}):
    """So many whole local days, from the day on which a code was issued, or on which a member claimed it."""

    days: Days
    since: Literal["issue", "claim"] = "issue"


class CouponLimit(Part, frozen=True, kw_only=True):
    """So many times for each member, in each store, by each person at the till, on a local day, or in all."""

    times: Count
    per: Literal["member", "store", "staff", "day", "all"]


class Coupon(Part, frozen=True, kw_only=True, rename={"since": "from"}):
    """Something that lowers a price once. Exactly one of `amount`, `percent`, `fixed_price`, `gift` and `shipping`
    says by how much.

    `lines` picks the lines it is for and `when` the baskets and members. With `code` it is one word for
    everybody; without it each code is one of its own, which is made or imported.
    """

    id: Slug
    name: Words
    amount: Number | None = None
    percent: Number | None = None
    fixed_price: Number | None = None
    gift: CouponGift | None = None
    shipping: Literal["free"] | None = None
    most: Number | None = None
    minimum: Number | None = None
    when: str | None = None
    lines: str | None = None
    code: Annotated[str, Meta(pattern=SHARED_CODE)] | None = None
    since: Date | None = None
    until: Date | None = None
    valid: CouponValid | None = None
    claim: bool = False
    limits: list[CouponLimit] = []
    priority: Annotated[int, Meta(ge=0, le=10_000)] = 100
    exclusive: bool = False
    group: Slug | None = None
    base: Literal["rest", "list"] = "rest"
    purpose: Slug | None = None
    comes_back: bool = False


class PartnerOffer(Part, frozen=True, kw_only=True, rename={"since": "from"}):
    """A code out of a partner's pool, given once with a purchase that qualifies. The partner learns counts, and no member."""

    id: Slug
    name: Words
    partner: Text
    when: str | None = None
    lines: str | None = None
    minimum: Number | None = None
    since: Date | None = None
    until: Date | None = None
    times: Count | None = None
    purpose: Slug | None = None
