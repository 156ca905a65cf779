"""What a till sends: every field with its limits, and nothing that is not named here."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from regulars.core.programme.document import SLUG

By = Literal["member", "shop"]

#: No control characters: PostgreSQL cannot keep all of them, and nobody can read them on a receipt.
_PRINTABLE: Final = r"^[^\x00-\x1f\x7f]+(?![\s\S])"
LINES_MAX: Final = 500
#: Codes that are looked at together; whoever shows more is trying them out.
CODES_MAX: Final = 20
#: Thirty days: a hold is for a purchase that is under way, and whoever needs longer has sold on credit.
HOLD_MINUTES_MAX: Final = 30 * 24 * 60

Id = Annotated[str, Meta(min_length=1, max_length=100, pattern=_PRINTABLE)]
Card = Annotated[str, Meta(min_length=1, max_length=100, pattern=_PRINTABLE)]
Short = Annotated[str, Meta(min_length=1, max_length=100, pattern=_PRINTABLE)]
Long = Annotated[str, Meta(min_length=1, max_length=400, pattern=_PRINTABLE)]
Category = Annotated[
    str, Meta(min_length=1, max_length=200, pattern=_PRINTABLE, description="A path: books/literature.")
]
Quantity = Annotated[int, Meta(ge=1, le=1_000_000)]
PointsAsked = Annotated[int, Meta(ge=1, le=1_000_000_000)]
Amount = Annotated[Decimal, Meta(description='Money in major units, exact: 120, 12.50 or "12.50".')]


class Sent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every body: a key that we do not know is a mistake of somebody's, so it is refused."""


class LineSent(Sent, frozen=True):
    """One line of a receipt: `amount` for the whole line after discounts, or `price` for one item.

    What is itself a `reward` earns nothing and counts nothing.
    """

    product: Short
    quantity: Quantity
    amount: Amount | None = None
    price: Amount | None = None
    categories: Annotated[tuple[Category, ...], Meta(max_length=20)] = ()
    brand: Short | None = None
    name: Long | None = None
    reward: bool = False


class ReturnLineSent(Sent, frozen=True):
    """Goods that came back (`quantity`), money given back for them (`amount`), or both.

    `line` (from 1) names the line of the receipt where the till knows it.
    """

    product: Short
    quantity: Quantity | None = None
    amount: Amount | None = None
    line: Annotated[int, Meta(ge=1, le=LINES_MAX)] | None = None


class ExchangeSent(Sent, frozen=True):
    """What is brought back for the purchase that takes its place, with its receipt (`order`) or without.

    `amount` is money given back on the receipt beside it.
    """

    lines: Annotated[tuple[ReturnLineSent, ...], Meta(max_length=LINES_MAX)] = ()
    order: Id | None = None
    amount: Amount | None = None
    by: By = "member"


class OrderSent(Sent, frozen=True):
    """A purchase. `member` must be said, and is null where nobody showed a card.

    `occurred_at` without a zone is the clock on the shop's wall. `total`, where it is given, must be the sum of the
    lines. `paid_with_points_value` is the part paid with points or vouchers, which earns nothing. `exchange` is what comes
    back for it: both are decided together.
    """

    id: Id
    occurred_at: datetime
    member: Card | None
    lines: Annotated[tuple[LineSent, ...], Meta(min_length=1, max_length=LINES_MAX)]
    store: Short | None = None
    channel: Short | None = None
    currency: Annotated[str, Meta(pattern=r"^[A-Z]{3}(?![\s\S])")] | None = None
    total: Amount | None = None
    paid_with_points_value: Amount | None = None
    exchange: ExchangeSent | None = None


class OrderReturnSent(Sent, frozen=True):
    """Goods brought back with their receipt, or money given back on it (`amount`).

    `member` may be left out where the order came from this same till. `by` says who took the step: the shop, where it
    could not deliver.
    """

    lines: Annotated[tuple[ReturnLineSent, ...], Meta(max_length=LINES_MAX)] = ()
    amount: Amount | None = None
    by: By = "member"
    id: Id | None = None
    member: Card | None = None
    occurred_at: datetime | None = None


class ReturnSent(Sent, frozen=True):
    """Goods brought back without a receipt: the member's latest earlier purchases of them are taken."""

    member: Card
    lines: Annotated[tuple[ReturnLineSent, ...], Meta(min_length=1, max_length=LINES_MAX)]
    id: Id | None = None
    occurred_at: datetime | None = None


class CancellationSent(Sent, frozen=True):
    """A whole order undone, by the member or by the shop. `member` may be left out where this till sent the order."""

    by: By = "member"
    member: Card | None = None
    occurred_at: datetime | None = None


class MilestoneSent(Sent, frozen=True):
    """Something that an order reached, such as `delivered`. `member` may be left out where the order came from this till."""

    name: Annotated[str, Meta(pattern=SLUG)]
    member: Card | None = None
    occurred_at: datetime | None = None


class SpendSent(Sent, frozen=True):
    """Points to be used now. `currency` may be left out where the programme has one kind of points.

    `order` is the order on which they are used, told before or after: when it comes back, they go back.
    """

    points: PointsAsked
    id: Id | None = None
    currency: Short | None = None
    purpose: Short | None = None
    order: Id | None = None


class HoldSent(Sent, frozen=True):
    """Points to be set aside for so many minutes. `currency` may be left out where there is one kind of points."""

    member: Card
    points: PointsAsked
    id: Id | None = None
    currency: Short | None = None
    minutes: Annotated[int, Meta(ge=1, le=HOLD_MINUTES_MAX)] = 15
    purpose: Short | None = None


class HoldPostSent(Sent, frozen=True):
    """Held points to be used: all of them where `points` is left out. `order` is what they are used on."""

    points: PointsAsked | None = None
    order: Id | None = None


class HoldVoidSent(Sent, frozen=True):
    """Nothing needs to be said to give a hold up."""


class ConsentSent(Sent, frozen=True):
    """A member's yes (`given`) or no to a purpose. A yes names the version of the notice that the member read, and its language."""

    purpose: Annotated[str, Meta(pattern=SLUG)]
    given: bool
    notice_version: Short | None = None
    language: Literal["zh-Hant", "en"] = "zh-Hant"
    channel: Short | None = None
    id: Id | None = None
    occurred_at: datetime | None = None


class CheckInSent(Sent, frozen=True):
    """A check-in, for one `mission` or for all that hear of it. `local_time` is what the member's own clock shows."""

    mission: Annotated[str, Meta(pattern=SLUG)] | None = None
    id: Id | None = None
    occurred_at: datetime | None = None
    local_time: Annotated[str, Meta(max_length=40, pattern=_PRINTABLE)] | None = None
    store: Short | None = None


class MakeUpSent(Sent, frozen=True):
    """A missed date to be filled for points."""

    mission: Annotated[str, Meta(pattern=SLUG)]
    date: date
    id: Id | None = None


class MissionActSent(Sent, frozen=True):
    """A mission is begun, or what it has ready is taken; the address says which."""

    id: Id | None = None


class RedemptionSent(Sent, frozen=True):
    """A reward to be redeemed now, by its short name in the programme. Whoever takes a ticket of a lottery says that they are `of_age`."""

    reward: Annotated[str, Meta(pattern=SLUG)]
    id: Id | None = None
    of_age: bool = False


class RedemptionEndSent(Sent, frozen=True):
    """Who cancels a redemption: the member, or the shop, which then gives the points more time."""

    by: By = "member"


class RedemptionPaidSent(Sent, frozen=True):
    """The money is paid, on this order of the till's where it says so."""

    order: Id | None = None


class PassedOnSent(Sent, frozen=True):
    """Nothing needs to be said to pass a day's donations on."""


class HandOverSent(Sent, frozen=True):
    """Nothing needs to be said to hand a reward over."""


class InvitationSent(Sent, frozen=True):
    """Somebody new, by the card that they have from now on, and the code that brought them. What else is told of them is looked up."""

    code: Short
    friend: Card
    id: Id | None = None
    phone: Short | None = None
    email: Long | None = None
    user_id: Long | None = None


class TransferSent(Sent, frozen=True):
    """Points that `member` hands to the card `to`. The receiver reads `message` and nothing else of the giver."""

    member: Card
    to: Card
    points: PointsAsked
    id: Id | None = None
    currency: Short | None = None
    message: Long | None = None


class SeatSent(Sent, frozen=True):
    """Whose seat is meant."""

    member: Card


class ReadingSent(Sent, frozen=True):
    """A code that was read at the door, when, and the reading's own id."""

    id: Id
    code: Short
    read_at: datetime | None = None


class ReadingsSent(Sent, frozen=True):
    """Readings, at once or after an evening without network."""

    readings: Annotated[tuple[ReadingSent, ...], Meta(min_length=1, max_length=LINES_MAX)]


class BasketLineSent(LineSent, frozen=True):
    """One line of a basket at its price before any coupon. `role` is `shipping` for what bringing it costs."""

    role: Literal["goods", "shipping"] = "goods"


class BasketSent(Sent, frozen=True):
    """What somebody is about to buy, and the codes that they show. `own` asks for everything that the member has besides.

    `staff` is who stands at the till, for coupons that count by person.
    """

    lines: Annotated[tuple[BasketLineSent, ...], Meta(min_length=1, max_length=LINES_MAX)]
    member: Card | None = None
    codes: Annotated[tuple[Short, ...], Meta(max_length=CODES_MAX)] = ()
    own: bool = False
    store: Short | None = None
    channel: Short | None = None
    currency: Annotated[str, Meta(pattern=r"^[A-Z]{3}(?![\s\S])")] | None = None
    staff: Short | None = None


class CouponHoldSent(BasketSent, frozen=True):
    """The codes to be held for a basket, all or none, for so many minutes. `id` names the hold at this till."""

    id: Id | None = None
    minutes: Annotated[int, Meta(ge=1, le=HOLD_MINUTES_MAX)] = 15


class CouponOrderSent(OrderSent, frozen=True):
    """The order with which held coupons are used, at the prices before any coupon."""

    lines: Annotated[tuple[BasketLineSent, ...], Meta(min_length=1, max_length=LINES_MAX)]


class CouponReleaseSent(Sent, frozen=True):
    """Nothing needs to be said to let coupons go."""


class CouponRollBackSent(Sent, frozen=True):
    """Which coupon of the set comes back; all of them where none is named."""

    coupon: Annotated[str, Meta(pattern=SLUG)] | None = None


class CouponClaimSent(Sent, frozen=True):
    """A code that is on paper, to be the member's own; left out, one is taken from the pool."""

    code: Short | None = None
