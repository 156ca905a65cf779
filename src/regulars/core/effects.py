"""What a decision writes: entries, what they drew on, levels that changed, and why."""

from __future__ import annotations

from typing import Literal

import msgspec

from regulars.core.periods import NEVER
from regulars.core.receipts import Receipt

Kind = Literal[
    "earn",
    "release",
    "extend",
    "spend",
    "expire",
    "revoke",
    "restore",
    "transfer_in",
    "transfer_out",
    "adjust",
    "join",
]


Cause = Literal["reached", "again", "window", "review", "renewed", "refund", "version", "balance", "joined"]
"""Why a level changes or is renewed; `again`: it was reached while it held. `joined`: two members became one."""


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One line of the member's account. A positive one opens the lot that bears its number.

    `effect` says which effect of its event this is, so (event, effect) is unique for ever. `reverses` is the
    entry whose points this one takes back, or gives back, or the lot that a release gives other dates; a restore
    opens a lot only where the old one is gone. A `join` is what a merge takes over, under the number that it has from the part. Where held points are spent, `activates_at` says since when they were held.
    """

    no: int
    kind: Kind
    currency: str
    points: int
    occurred_at: int
    effect: str
    rule: str
    version: int
    reverses: int = 0
    activates_at: int = 0
    expires_at: int = NEVER
    funding: int = 0
    slides: bool = False

    @property
    def opens_lot(self) -> bool:
        """True where this entry is a lot; a restore into a lot has no life of its own."""
        return self.points > 0 and (self.kind != "restore" or self.activates_at > 0)


class Allocation(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """So many points that a debit took out of a lot, or that a restore put back into it.

    A debt is the part of a debit without one yet. What is taken at once is `part` 0, and each repayment is one more:
    a part takes out of each lot once.
    """

    entry: int
    lot: int
    points: int
    part: int = 0


class Move(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A level that changed or was renewed.

    Three causes say something of a level that stays as it is: it will end (notice), it will not after all
    (withdrawn), its days of grace begin (grace).
    """

    track: str
    before: str
    after: str
    at: int
    until: int
    cause: Literal[Cause, "grace", "notice", "withdrawn"]


class Reason(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Something a member may ask about that no entry says by itself. `facts` are plain values.

    Codes: capped (rule, per, lost), repaid (currency, points), shortfall (currency, points, order),
    unmatched (product, quantity), unmatched_money (product or "", amount), before_programme (), unknown_order
    (order), waits (order), awaited (), ran_out (currency, points), freed (currency, points), given (currency,
    points, activates_at, expires_at, funding) for each lot handed over, not_agreed (rule, purpose),
    word_stands (purpose), offered (partner/offer) where a code of a partner's comes with an order,
    checked_in and checked_in_already (mission, date, days in a row), checked_in_late (mission), mission_reached (mission, stage from 1, stages), prize_withdrawn (mission, stage from 1),
    mission_ending (mission, days, last day, prizes that wait) where time says so,
    budget_spent (rule, supply), budget_taken and budget_back (supply, points),
    friend_settled (by, invited at, settled at), friend_known (), referral_capped (per, times), overdrawn (currency, points) where a merge that was taken back had allowed what the member
    alone could not pay.
    """

    code: Literal[
        "capped", "repaid", "shortfall", "unmatched", "unmatched_money", "before_programme", "unknown_order",
        "waits", "awaited", "ran_out", "freed", "given", "not_agreed", "word_stands", "overdrawn",
        "checked_in", "checked_in_already", "checked_in_late", "mission_reached", "prize_withdrawn", "mission_ending",
        "friend_settled", "friend_known", "referral_capped",
        "offered", "budget_spent", "budget_taken", "budget_back",
    ]  # fmt: skip
    facts: tuple[str | int, ...] = ()


class Effects(msgspec.Struct, array_like=True):
    """Everything that one step of the fold asks the shell to post, in order. `receipts` are new or changed."""

    entries: list[Entry] = []
    allocations: list[Allocation] = []
    moves: list[Move] = []
    reasons: list[Reason] = []
    receipts: list[Receipt] = []
