"""What the programme knows of one member: a value that the fold turns into the next one."""

from __future__ import annotations

from typing import Literal

import msgspec

from regulars.core.behaviour.traces import Trace
from regulars.core.events import Cancellation, Return
from regulars.core.missions.kept import CheckIns, Missions
from regulars.core.periods import NEVER


class Lot(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Points still there from one credit. `no` is the number of the entry that opened it.

    `expires_at` is `NEVER` where the points do not run out; `funding` is 0 free, 1 partner, 2 paid, which is
    also the order in which they are spent. Where a lot `slides`, it may live longer: `ends_at` says how long.
    """

    no: int
    remaining: int
    activates_at: int
    expires_at: int
    funding: int = 0
    slides: bool = False

    def spending_order(self) -> tuple[int, int, int, int]:
        """Free before paid, then what runs out soonest, then what became usable first."""
        return (self.funding, self.expires_at, self.activates_at, self.no)

    def less(self, points: int) -> Lot:
        """The same lot once so many points were taken out of it."""
        return Lot(
            self.no, self.remaining - points, self.activates_at, self.expires_at, self.funding, self.slides
        )


class Lapse(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Points that ran out for want of activity, kept for an activity before that which may still be told."""

    entry: int
    lot: int
    points: int
    activates_at: int
    funding: int
    ended_at: int


class Debt(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Points that an entry had to take and that were not there: the next credits repay it.

    `part` numbers what the next repayment takes, for it may take out of the very lot that the entry drew on before.
    """

    entry: int
    points: int
    part: int = 1


class Hold(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Points set aside for one purpose: `parts` are those of lots, out of everybody's reach until the hold ends.

    `no` is the number of the event that placed it, `placed_at` when its points were found usable. `end` is
    empty while it is open; afterwards nothing is held any more, and it is remembered a while so that a late
    post can be told why it comes too late.
    """

    id: str
    no: int
    placed_at: int
    until: int
    parts: tuple[Lot, ...]
    purpose: str | None = None
    end: Literal["", "posted", "voided", "timed_out"] = ""
    ended_at: int = 0

    @property
    def points(self) -> int:
        """What is held now."""
        return sum(part.remaining for part in self.parts)


class Sums(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What ever happened to a member's points of one currency. `issued` is what lots were opened with."""

    issued: int = 0
    spent: int = 0
    expired: int = 0
    revoked: int = 0
    shortfall: int = 0
    restored: int = 0


class Brought(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What the parts of a merge brought along: points less debts, and all that had happened to their points before."""

    points: int
    sums: Sums
    received: int = 0
    given: int = 0


class Purse(msgspec.Struct, array_like=True):
    """One currency of a wallet: open lots in spending order, debts oldest first, and the sums.

    What is held is in `holds` and no longer in `lots`. `received` and `given` are points from and to other members.
    `slides_until` is the end of all lots that slide, 0 where there was no activity; `lapsed` is what ran out by it last.
    `brought` is there in a merge alone; the sums begin anew with it.
    """

    lots: list[Lot] = []
    debts: list[Debt] = []
    sums: Sums = Sums()
    holds: list[Hold] = []
    received: int = 0
    given: int = 0
    slides_until: int = 0
    lapsed: list[Lapse] = []
    brought: Brought | None = None

    def book(
        self,
        *,
        issued: int = 0,
        spent: int = 0,
        expired: int = 0,
        revoked: int = 0,
        shortfall: int = 0,
        restored: int = 0,
    ) -> None:
        """Add to the sums."""
        sums = self.sums
        self.sums = Sums(
            sums.issued + issued, sums.spent + spent, sums.expired + expired, sums.revoked + revoked,
            sums.shortfall + shortfall, sums.restored + restored,
        )  # fmt: skip

    def with_held(self) -> list[Lot]:
        """What is left of each lot, free or held: one that is held in part stands there more than once. For reading only."""
        if not self.holds:
            return self.lots
        return [*self.lots, *(part for hold in self.holds for part in hold.parts)]

    def place_of(self, no: int) -> int | None:
        """Where the lot of this number stands among the open ones; None where it does not."""
        return next((place for place, lot in enumerate(self.lots) if lot.no == no), None)

    def copy(self) -> Purse:
        """A purse that may be changed without changing this one; what it holds is immutable."""
        return Purse(
            self.lots.copy(), self.debts.copy(), self.sums, self.holds.copy(), self.received, self.given,
            self.slides_until, self.lapsed.copy(), self.brought,
        )  # fmt: skip


def ends_at(purse: Purse, lot: Lot) -> int:
    """When a lot of this purse runs out: where it slides, not before the clock that all such lots share."""
    return max(lot.expires_at, purse.slides_until) if lot.slides else lot.expires_at


class Remembered(msgspec.Struct, array_like=True):
    """What only some tracks remember of a member, so that the others carry none of it.

    `anchor` is the local day from which a membership year counts. What occurred at `counts_from` or before it
    counts no more. `seen` holds, by category (visits: one without a name), (local day, how often) in order of days.

    In its days of grace a level ended at `ended_at`, 0 where there is none, and `reviewed` is what counts for that
    review so far. `warned` is the end of the level of which the member was last told. `gifted` is the
    year of the last birthday for which a gift was loaded, and `gift_at` when the next one is.
    """

    anchor: int = 0
    counts_from: int = 0
    seen: dict[str, list[tuple[int, int]]] = {}
    ended_at: int = 0
    reviewed: int = 0
    warned: int = 0
    gifted: int = 0
    gift_at: int = NEVER

    def copy(self) -> Remembered:
        """A memory that may be changed without changing this one."""
        seen = {key: days.copy() for key, days in self.seen.items()}
        return Remembered(
            self.anchor, self.counts_from, seen, self.ended_at, self.reviewed, self.warned, self.gifted,
            self.gift_at,
        )  # fmt: skip


class Standing(msgspec.Struct, array_like=True):
    """Where a member stands on one track.

    `level` is the level's id; `until` is `NEVER` where it does not run out. `days` holds what counts, as
    (local day, amount) in order of days, and `total` their sum. `flips_at` is when it next changes by itself.
    """

    level: str
    since: int
    until: int = NEVER
    total: int = 0
    days: list[tuple[int, int]] = []
    flips_at: int = NEVER
    remembered: Remembered | None = None

    def copy(self) -> Standing:
        """A standing that may be changed without changing this one."""
        remembered = self.remembered.copy() if self.remembered is not None else None
        return Standing(
            self.level, self.since, self.until, self.total, self.days.copy(), self.flips_at, remembered
        )


class Used(msgspec.Struct, array_like=True):
    """Points spent on an order by an entry; `parts` are what it drew of lots, in that order and with their terms.

    By the day on which they go back the lots themselves may be gone.
    """

    currency: str
    entry: int
    version: int
    points: int
    parts: list[Lot]
    given_back: int = 0

    def copy(self) -> Used:
        """A spend of which more may go back without changing this one."""
        return Used(self.currency, self.entry, self.version, self.points, self.parts, self.given_back)


class Waiting(msgspec.Struct, frozen=True, array_like=True):
    """What was told of an order that nobody has told of yet. `day` is that of the last telling."""

    day: int
    returns: tuple[Return | Cancellation, ...] = ()
    spends: tuple[Used, ...] = ()


class Consent(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The last word of a member about one purpose: when, yes or no, and after which version of its notice."""

    at: int
    is_given: bool
    notice: str = ""


class Had(msgspec.Struct, frozen=True, array_like=True):
    """A reward that was redeemed on a local day, and out of which lots it was paid; None while a hold of its name keeps the points.

    Where a merge that was taken back had allowed what the member alone could not pay, so much of it was `owed`.
    """

    reward: str
    day: int
    used: Used | None
    owed: int = 0


class Redeemed(msgspec.Struct, array_like=True):
    """What a member redeemed: how often, by reward and local day (0: ever), and by name what can still be cancelled."""

    times: dict[str, dict[int, int]] = {}
    had: dict[str, Had] = {}

    def copy(self) -> Redeemed:
        """The same, to be changed without changing this one."""
        return Redeemed(self.times.copy(), self.had.copy())


class Invitation(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """By whom a friend was brought, and when. `waits` are purchases with the moments at which each settles if it is kept.

    Where it `is_over`, one settled, or the friend turned out to be known before.
    """

    by: int
    at: int
    day: int
    waits: tuple[tuple[str, int], ...] = ()
    is_over: bool = False

    @property
    def settles_at(self) -> int:
        """When the first of the purchases settles."""
        return min([at for _, at in self.waits], default=NEVER)


class MadeUp(msgspec.Struct, frozen=True, array_like=True):
    """The last date of check-ins that was filled for points, on the local day `on`: what stood there `before`, and the lot of so many `points` that it
    `gave`, 0 for none.
    """

    mission: str
    date: int
    on: int
    before: CheckIns
    used: Used
    gave: int = 0
    points: int = 0


class Wallet(msgspec.Struct, array_like=True):
    """Everything the programme knows of one member, but for the receipts behind it.

    Everything that fell due before `as_of` or at it has been applied. `entries` is the number of the last
    entry: they are numbered without gaps, so a missing one shows. `used` counts points against caps, as
    (rule id, local day or 0 for the member's life) -> points. `waiting` holds by order what came before it,
    `traces` by question what is kept to answer it, `consents` by purpose the member's last word. `came_at` is when we first
    heard of the member. In a merge, entries up to `entries_before` are those of its parts; elsewhere it is 0. `redeemed` is None
    for whoever never had a reward, `made_up` the one make-up that can still be taken back.
    """

    as_of: int
    version: int = 0
    events: int = 0
    entries: int = 0
    orders: int = 0
    joined_day: int | None = None
    birth_month: int | None = None
    next_due_at: int = NEVER
    purses: dict[str, Purse] = {}
    tracks: dict[str, Standing] = {}
    used: dict[str, dict[int, int]] = {}
    waiting: dict[str, Waiting] = {}
    traces: dict[str, Trace] = {}
    consents: dict[str, Consent] = {}
    came_at: int = 0
    entries_before: int = 0
    missions: Missions | None = None
    redeemed: Redeemed | None = None
    invitation: Invitation | None = None
    made_up: MadeUp | None = None

    def levels(self) -> dict[str, str]:
        """The level held on each track."""
        return {name: standing.level for name, standing in self.tracks.items()}

    def copy(self) -> Wallet:
        """A wallet that may be changed without changing this one."""
        return Wallet(
            self.as_of,
            self.version,
            self.events,
            self.entries,
            self.orders,
            self.joined_day,
            self.birth_month,
            self.next_due_at,
            {name: purse.copy() for name, purse in self.purses.items()},
            {name: standing.copy() for name, standing in self.tracks.items()},
            {rule: days.copy() for rule, days in self.used.items()},
            self.waiting.copy(),
            {key: trace.copy() for key, trace in self.traces.items()},
            self.consents.copy(),
            self.came_at,
            self.entries_before,
            self.missions.copy() if self.missions is not None else None,
            self.redeemed.copy() if self.redeemed is not None else None,
            self.invitation,
            self.made_up,
        )
