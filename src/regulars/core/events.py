"""What can happen to a member, as the core reads it: already understood, with its local date decided."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

MINUTES_A_DAY: Final = 1440


class Line(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One line of a receipt. `amount` is what was paid for the whole line after discounts, in minor units.

    `categories` are paths such as `books/literature`; a rule that names `books` means the whole branch.
    """

    product: str
    quantity: int
    amount: int
    categories: tuple[str, ...] = ()
    brand: str | None = None
    name: str | None = None


By = Literal["member", "shop"]
"""Who took a step back: whoever bought, or the shop that could not deliver."""


class ReturnLine(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Goods that came back, or money given back for them. `line` (from 1) names the line of the receipt.

    Without items it is money alone. With items, `amount` is all that was paid out for them: what lies above their
    price is money given back beside them.
    """

    product: str
    quantity: int = 0
    line: int | None = None
    amount: int | None = None


class Exchange(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is brought back for a purchase that takes its place; its parts are those of a `Return`."""

    lines: tuple[ReturnLine, ...]
    order: str | None = None
    amount: int | None = None
    by: By = "member"


class Order(msgspec.Struct, frozen=True, tag="order", omit_defaults=True):
    """A purchase that was recorded; it is never refused. `unearning` is the part paid with points or vouchers."""

    id: str
    occurred_at: int
    day: int
    minute: int
    lines: tuple[Line, ...]
    store: str | None = None
    channel: str | None = None
    unearning: int = 0
    exchange: Exchange | None = None


class Return(msgspec.Struct, frozen=True, tag="return", omit_defaults=True):
    """Goods brought back, with the receipt (`order`) or without. `amount` is money given back on the whole receipt."""

    id: str
    occurred_at: int
    day: int
    lines: tuple[ReturnLine, ...]
    order: str | None = None
    amount: int | None = None
    by: By = "member"


class Cancellation(msgspec.Struct, frozen=True, tag="cancellation", omit_defaults=True):
    """A whole order undone; whatever of it was not yet returned comes back now."""

    id: str
    occurred_at: int
    day: int
    order: str
    by: By = "member"


class Milestone(msgspec.Struct, frozen=True, tag="milestone", omit_defaults=True):
    """Something that an order reached, by the shop's own name for it: `delivered`, or `return_window_over`."""

    id: str
    occurred_at: int
    day: int
    order: str
    name: str


class Spend(msgspec.Struct, frozen=True, tag="spend", omit_defaults=True):
    """Points used at the till. It is authorised: too few usable points refuse it.

    `order` is what they were used on; when that comes back, they go back.
    """

    id: str
    occurred_at: int
    day: int
    currency: str
    points: int
    purpose: str | None = None
    order: str | None = None


class PointsHeld(msgspec.Struct, frozen=True, tag="hold", omit_defaults=True):
    """Points set aside for `lasts` microseconds, until they are posted or given up. Its id names the hold."""

    id: str
    occurred_at: int
    day: int
    currency: str
    points: int
    lasts: int
    purpose: str | None = None


class HoldPosted(msgspec.Struct, frozen=True, tag="hold_posted", omit_defaults=True):
    """What was held is spent, all of it where `points` is not said; what is left of the hold is free again.

    `order` is what it was spent on, as of a `Spend`.
    """

    id: str
    occurred_at: int
    day: int
    hold: str
    points: int | None = None
    order: str | None = None


class HoldVoided(msgspec.Struct, frozen=True, tag="hold_voided", omit_defaults=True):
    """A hold is given up; its points are free again."""

    id: str
    occurred_at: int
    day: int
    hold: str


class PointsGiven(msgspec.Struct, frozen=True, tag="given", omit_defaults=True):
    """Points handed to another member, whom `to` names as the giver did; `message` is for that member to read."""

    id: str
    occurred_at: int
    day: int
    currency: str
    points: int
    to: str
    message: str | None = None


class LotGiven(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """So many points of one lot, with the dates and the funding that they had and keep."""

    points: int
    activates_at: int
    expires_at: int
    funding: int


class PointsReceived(msgspec.Struct, frozen=True, tag="received", omit_defaults=True):
    """Points handed over by another member: exactly what `PointsGiven` took, lot by lot."""

    id: str
    occurred_at: int
    day: int
    currency: str
    lots: tuple[LotGiven, ...]
    message: str | None = None


class Adjustment(msgspec.Struct, frozen=True, tag="adjustment", omit_defaults=True):
    """A correction by a person, with the reason that the member will read; negative takes away."""

    id: str
    occurred_at: int
    day: int
    currency: str
    points: int
    reason: str
    by: str


class Profile(msgspec.Struct, frozen=True, tag="profile", omit_defaults=True):
    """What a member told us that rules may read. A month of birth is enough; we do not ask for more."""

    id: str
    occurred_at: int
    day: int
    joined_day: int | None = None
    birth_month: int | None = None


class Behaviour(msgspec.Struct, frozen=True, tag="behaviour", omit_defaults=True):
    """Something a member did that is no purchase: looked at goods, checked in, or what the shop calls by its own `name`.

    `properties` are flat and of these kinds alone; those of `MONEY_PROPERTIES` are in minor units. Only what the
    programme reads (`Programme.reads`) is worth deciding.
    """

    id: str
    occurred_at: int
    day: int
    minute: int
    name: str
    properties: dict[str, str | int | bool] = {}


Event = (
    Order
    | Return
    | Cancellation
    | Milestone
    | Spend
    | PointsHeld
    | HoldPosted
    | HoldVoided
    | PointsGiven
    | PointsReceived
    | Adjustment
    | Profile
    | Behaviour
)

#: Properties of a behaviour that are money, whatever the event: Segment's names for it. Whoever understands the wire
#: brings them into minor units.
MONEY_PROPERTIES: Final = frozenset(
    {"amount", "discount", "price", "revenue", "shipping", "subtotal", "tax", "total", "value"}
)

#: The names that a programme's `on:` uses, in Segment's spelling where Segment has one. Behaviour has names of its own.
EVENT_NAMES: Final = {
    Order: "Order Completed",
    Return: "Order Refunded",
    Cancellation: "Order Cancelled",
    Milestone: "Order Milestone Reached",
    Spend: "Points Spent",
    PointsHeld: "Points Held",
    HoldPosted: "Hold Posted",
    HoldVoided: "Hold Voided",
    PointsGiven: "Points Given",
    PointsReceived: "Points Received",
    Adjustment: "Points Adjusted",
    Profile: "Member Updated",
}


def name_of(event: Event) -> str:
    """What an event is called, in a programme's `on:` and in the log."""
    return event.name if isinstance(event, Behaviour) else EVENT_NAMES[type(event)]
