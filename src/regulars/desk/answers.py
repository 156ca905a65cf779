"""What the desk answers when somebody asks about a member: frozen values, with nothing left to look up."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import msgspec

from regulars.core.effects import Reason
from regulars.core.events import Event
from regulars.core.programme.benefits import Gives
from regulars.core.programme.document import Words


class LotView(msgspec.Struct, frozen=True):
    """Points still there from one credit. `expires_at` is None where they never run out.

    `waits_for` is the event that makes them usable, while they wait for it; None otherwise. Where they are gone
    if it does not come, they become usable and run out at one and the same moment.
    """

    no: int
    amount: int
    remaining: int
    activates_at: datetime
    expires_at: datetime | None
    funding: str
    rule_name: Words | None
    event_no: int | None
    waits_for: str | None = None


class Due(msgspec.Struct, frozen=True):
    """So many points at a moment: the next to run out, or the next to become usable."""

    at: datetime
    points: int


class Heap(msgspec.Struct, frozen=True):
    """All points that run out at one moment; never, where that is None."""

    until: datetime | None
    points: int


class HoldView(msgspec.Struct, frozen=True):
    """Points set aside until a moment, and what for where the till said so; `occasion` where it is for a seat there."""

    id: str
    points: int
    until: datetime
    purpose: str | None
    occasion: Words | None = None


class Balance(msgspec.Struct, frozen=True):
    """One kind of points. Always: issued + received − given − spent + restored − expired − revoked
    = usable + pending + held − owed.

    `worth` is the money value of what is usable, in major units of `money`; zero where points have none. `lots` are the
    first ones in the order of spending, of `lots_in_all`; `by_end` counts them all, the soonest to run out first.
    """

    currency: str
    name: Words
    usable: int
    pending: int
    owed: int
    worth: Decimal
    money: str
    issued: int
    spent: int
    expired: int
    revoked: int
    shortfall: int
    next_expiry: Due | None
    next_release: Due | None
    lots: tuple[LotView, ...]
    held: int = 0
    holds: tuple[HoldView, ...] = ()
    received: int = 0
    given: int = 0
    restored: int = 0
    lots_in_all: int = 0
    by_end: tuple[Heap, ...] = ()


class Step(msgspec.Struct, frozen=True):
    """A level and the smallest amount that is missing to it, in the track's unit (money in minor units)."""

    level: str
    name: Words
    threshold: int
    missing: int


class Standing(msgspec.Struct, frozen=True):
    """Where a member stands on one track.

    `unit` is money, orders, visits, items, categories, points, balance, or counter, which `counter` names. `up` is the next level, None at the top. `keep` is what is
    missing, by `until`, to have the level renewed; None where nothing is missing or it does not run out.
    `until` is None where the level does not end by a date; `falls_at` is when it will be lost if nothing
    more counts, None where it will not. `is_of_lines` says that only chosen goods count.
    `rises_at` is when `rises_to`, which is earned already, begins. `is_in_grace`: the level's time is up, and `keep`
    can be made up until `until`.
    """

    track: str
    name: Words
    level: str
    level_name: Words
    rank: int
    since: datetime
    until: datetime | None
    falls_at: datetime | None
    total: int
    unit: str
    money: str
    is_of_lines: bool
    up: Step | None
    keep: Step | None
    benefits: tuple[Words, ...]
    counter: Words | None = None
    rises_at: datetime | None = None
    rises_to: Words | None = None
    is_in_grace: bool = False
    gives: Gives = Gives()


class Drawn(msgspec.Struct, frozen=True):
    """Points taken out of a lot, and when that lot was earned."""

    lot: int
    points: int
    earned_at: datetime


class EntryView(msgspec.Struct, frozen=True):
    """One line of the account, with the rule that gave it (or whose gift it takes back)."""

    no: int
    kind: str
    currency: str
    currency_name: Words
    points: int
    occurred_at: datetime
    rule: str
    rule_name: Words | None
    version: int
    reverses: int | None
    activates_at: datetime | None
    expires_at: datetime | None
    drawn: tuple[Drawn, ...]
    waits_for: str | None = None


class MoveView(msgspec.Struct, frozen=True):
    """A level that changed, was renewed, or of which something is said: `cause` as in `core.effects.Move`."""

    track: str
    track_name: Words
    before: Words
    after: Words
    at: datetime
    until: datetime | None
    cause: str
    is_up: bool


class Happening(msgspec.Struct, frozen=True):
    """One thing in a member's history: an event, or (event None) what time alone did at one moment.

    `money` is the currency of the amounts in the event. `version_from` is when the version that decided began.
    `occasion` is the one for whose seat the event holds points, by the name that it has now.
    """

    no: int | None
    at: datetime
    kind: str
    source: str
    source_id: str
    event: Event | None
    money: str
    entries: tuple[EntryView, ...]
    moves: tuple[MoveView, ...]
    reasons: tuple[Reason, ...]
    version: int | None
    version_from: datetime | None
    occasion: Words | None = None


class Account(msgspec.Struct, frozen=True):
    """A member at one moment. `is_past` where it lies before now, `is_ahead` where it lies after.

    A moment ahead is a preview: as it will be if nothing else happens. `ahead` is then what will have happened by
    itself by that moment, the soonest first; `ahead_left_out` counts the moments after those.
    """

    wallet_id: int
    cards: tuple[str, ...]
    nickname: str
    joined_at: datetime
    birth_month: int | None
    at: datetime
    is_past: bool
    orders: int
    balances: tuple[Balance, ...]
    standings: tuple[Standing, ...]
    is_ahead: bool = False
    ahead: tuple[Happening, ...] = ()
    ahead_left_out: int = 0
