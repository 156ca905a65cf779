"""What can happen to a member, as the core reads it: already understood, with its local date decided."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

MINUTES_A_DAY: Final = 1440


class Dated(msgspec.Struct, frozen=True, omit_defaults=True):
    """What every event says: its id, once for ever, when it happened, and on which local day."""

    id: str
    occurred_at: int
    day: int


class Line(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One line of a receipt. `amount` is what was paid for the whole line after discounts, in minor units.

    `categories` are paths such as `books/literature`; a rule that names `books` means the whole branch. What is itself a
    `reward` earns nothing and counts nothing.
    """

    product: str
    quantity: int
    amount: int
    categories: tuple[str, ...] = ()
    brand: str | None = None
    name: str | None = None
    reward: bool = False


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


class Order(Dated, frozen=True, tag="order"):
    """A purchase that was recorded; it is never refused. `unearning` is the part paid with points or vouchers."""

    minute: int
    lines: tuple[Line, ...]
    store: str | None = None
    channel: str | None = None
    unearning: int = 0
    exchange: Exchange | None = None


class Return(Dated, frozen=True, tag="return"):
    """Goods brought back, with the receipt (`order`) or without. `amount` is money given back on the whole receipt."""

    lines: tuple[ReturnLine, ...]
    order: str | None = None
    amount: int | None = None
    by: By = "member"


class Cancellation(Dated, frozen=True, tag="cancellation"):
    """A whole order undone; whatever of it was not yet returned comes back now."""

    order: str
    by: By = "member"


class Milestone(Dated, frozen=True, tag="milestone"):
    """Something that an order reached, by the shop's own name for it: `delivered`, or `return_window_over`."""

    order: str
    name: str


class Spend(Dated, frozen=True, tag="spend"):
    """Points used at the till. It is authorised: too few usable points refuse it.

    `order` is what they were used on; when that comes back, they go back.
    """

    currency: str
    points: int
    purpose: str | None = None
    order: str | None = None


class PointsHeld(Dated, frozen=True, tag="hold"):
    """Points set aside for `lasts` microseconds, until they are posted or given up. Its id names the hold."""

    currency: str
    points: int
    lasts: int
    purpose: str | None = None


class HoldPosted(Dated, frozen=True, tag="hold_posted"):
    """What was held is spent, all of it where `points` is not said; what is left of the hold is free again.

    `order` is what it was spent on, as of a `Spend`.
    """

    hold: str
    points: int | None = None
    order: str | None = None


class HoldVoided(Dated, frozen=True, tag="hold_voided"):
    """A hold is given up; its points are free again."""

    hold: str


class Redemption(Dated, frozen=True, tag="redemption"):
    """A reward is asked for, at this very moment. Its id names the redemption.

    `is_of_age` is what whoever asks for a ticket of a lottery says of themselves; nobody asks for it otherwise.
    """

    reward: str
    minute: int
    is_of_age: bool = False


class RedemptionCancelled(Dated, frozen=True, tag="redemption_cancelled"):
    """A redemption is undone, by the member, by the shop, or by time because nobody fetched it.

    `source` is whoever told of it, where that is somebody else.
    """

    redemption: str
    source: str = ""
    by: Literal["member", "shop", "time"] = "member"


class RedemptionPaid(Dated, frozen=True, tag="redemption_paid"):
    """The money of a redemption that was held is paid, on the purchase `order` where that is known.

    `source` is whoever told of the redemption, where that is somebody else.
    """

    redemption: str
    source: str = ""
    order: str | None = None


class PointsGiven(Dated, frozen=True, tag="given"):
    """Points handed to another member, whom `to` names as the giver did; `message` is for that member to read."""

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


class PointsReceived(Dated, frozen=True, tag="received"):
    """Points handed over by another member: exactly what `PointsGiven` took, lot by lot."""

    currency: str
    lots: tuple[LotGiven, ...]
    message: str | None = None


class Adjustment(Dated, frozen=True, tag="adjustment"):
    """A correction by a person, with the reason that the member will read; negative takes away."""

    currency: str
    points: int
    reason: str
    by: str


class Profile(Dated, frozen=True, tag="profile"):
    """What a member told us that rules may read. A month of birth is enough; we do not ask for more."""

    joined_day: int | None = None
    birth_month: int | None = None


class Behaviour(Dated, frozen=True, tag="behaviour"):
    """Something a member did that is no purchase: looked at goods, checked in, or what the shop calls by its own `name`.

    `properties` are flat and of these kinds alone; those of `MONEY_PROPERTIES` are in minor units. Only what the
    programme reads (`Programme.reads`) is worth deciding.
    """

    minute: int
    name: str
    properties: dict[str, str | int | bool] = {}


class CheckInMadeUp(Dated, frozen=True, tag="made_up"):
    """A date of a mission's check-ins that was missed, filled for points. A check-in itself is behaviour, `Checked In`."""

    mission: str
    date: int


class MakeUpTakenBack(Dated, frozen=True, tag="make_up_taken_back"):
    """The last make-up of a mission's check-ins never was, as long as nothing was built on it."""

    mission: str
    date: int


class MissionStarted(Dated, frozen=True, tag="mission_started"):
    """A member begins a mission; what happens from now on counts."""

    mission: str


class MissionClaimed(Dated, frozen=True, tag="mission_claimed"):
    """A member takes what a mission has ready."""

    mission: str


class FriendInvited(Dated, frozen=True, tag="friend_invited"):
    """Somebody new came by the invitation of a member, whose wallet `by` is."""

    by: int


class FriendSettled(Dated, frozen=True, tag="friend_settled"):
    """A friend whom a member invited at that moment has bought and kept it: an event of the member, made of one of the friend's."""

    invited_at: int


class ConsentGiven(msgspec.Struct, frozen=True, tag="consent_given", omit_defaults=True):
    """A member's yes to one purpose, after reading its notice in this version and language.

    `channel` is where it was said (`web`, `paper`, `till`), and `by` who wrote it down where that was not the member.
    """

    id: str
    occurred_at: int
    day: int
    purpose: str
    notice_version: str
    notice_hash: str = ""
    channel: str = ""
    language: str = ""
    by: str = ""


class ConsentWithdrawn(msgspec.Struct, frozen=True, tag="consent_withdrawn", omit_defaults=True):
    """A member's no to a purpose; nobody needs to read anything to say it."""

    id: str
    occurred_at: int
    day: int
    purpose: str
    channel: str = ""
    language: str = ""
    by: str = ""


class PrizeWon(Dated, frozen=True, tag="prize_won"):
    """A play of a challenge that reached a band, by its number from 1. How many points that is says the programme in force."""

    challenge: str
    band: int


class JoinedPart(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One of the wallets that a merge joins: its number, its whole state as it was sealed, packed, and of each lot that lives the
    rule and the version that gave it, as (number of the lot, rule, version).
    """

    wallet: int
    state: bytes
    rules: tuple[tuple[int, str, int], ...] = ()


class MembersJoined(msgspec.Struct, frozen=True, tag="joined", omit_defaults=True):
    """Two members are one from now on: the first event of the wallet that goes on for both."""

    id: str
    occurred_at: int
    day: int
    parts: tuple[JoinedPart, JoinedPart]


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
    | CheckInMadeUp
    | MakeUpTakenBack
    | MissionStarted
    | MissionClaimed
    | FriendInvited
    | FriendSettled
    | ConsentGiven
    | ConsentWithdrawn
    | MembersJoined
    | Redemption
    | RedemptionCancelled
    | RedemptionPaid
    | PrizeWon
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
    CheckInMadeUp: "Check-in Made Up",
    MakeUpTakenBack: "Make-up Taken Back",
    MissionStarted: "Mission Started",
    MissionClaimed: "Mission Claimed",
    FriendInvited: "Friend Invited",
    FriendSettled: "Friend Settled",
    ConsentGiven: "Consent Given",
    ConsentWithdrawn: "Consent Withdrawn",
    MembersJoined: "Members Joined",
    Redemption: "Reward Redeemed",
    RedemptionCancelled: "Redemption Cancelled",
    RedemptionPaid: "Redemption Paid",
    PrizeWon: "Prize Won",
}


def name_of(event: Event) -> str:
    """What an event is called, in a programme's `on:` and in the log."""
    return event.name if isinstance(event, Behaviour) else EVENT_NAMES[type(event)]
