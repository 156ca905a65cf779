"""Folds members under one programme and adds up what came of it."""

from __future__ import annotations

from typing import Final

import msgspec

from regulars.core.events import (
    Adjustment,
    Behaviour,
    Cancellation,
    ConsentGiven,
    ConsentWithdrawn,
    Event,
    HoldPosted,
    HoldVoided,
    Milestone,
    Order,
    PointsGiven,
    PointsHeld,
    PointsReceived,
    Profile,
    Return,
    Spend,
)
from regulars.core.fold import Fold, start
from regulars.core.programme.compiled import Programme
from regulars.core.receipts import Receipts
from regulars.core.refusals import CurrencyUnknown, NotEnoughPoints, NoticeUnknown, PurposeUnknown
from regulars.core.state import Wallet
from regulars.core.totals import Months, Totals, given, left, met, posted
from regulars.desk.backtest.budgets import Holds, told

_NAMES: Final = {
    Order: "orders",
    Return: "returns",
    Cancellation: "cancellations",
    Milestone: "milestones",
    Spend: "spends",
    PointsHeld: "holds",
    HoldPosted: "holds_posted",
    HoldVoided: "holds_voided",
    PointsGiven: "transfers",
    PointsReceived: "transfers_received",
    Adjustment: "adjustments",
    Profile: "profiles",
    Behaviour: "behaviours",
    ConsentGiven: "consents",
    ConsentWithdrawn: "withdrawals",
}


class Ending(msgspec.Struct, frozen=True, gc=False):
    """Where one member stands in the end, as far as two programmes are compared by it."""

    given: int
    levels: dict[str, str]


class Tally:
    """One programme's sums over the members folded so far."""

    def __init__(self, programme: Programme, *, until: int, holds: Holds | None = None) -> None:
        self.programme = programme
        self.until = until
        self.totals = Totals()
        self.holds = holds
        self._budgets = told(holds)
        self._months = Months(programme.calendar)

    def fold(self, events: list[Event]) -> Ending:
        """Take one member's events in, let what falls due until the end happen, and count it all."""
        fold = self.begin(events[0])
        for event in events:
            self.take(fold, event)
        return self.end(fold)

    def begin(self, first: Event) -> Fold:
        """Meet somebody to whom this happens first."""
        fold = Fold(self.programme, start(self.programme, first.occurred_at), Receipts())
        met(self.totals, self._months, fold.wallet)
        return fold

    def end(self, fold: Fold) -> Ending:
        """Let what falls due until the end happen, and count where somebody stands then."""
        posted(self.totals, self._months, fold.advance(self.until))
        left(self.totals, fold.wallet, fold.receipts, self.until)
        return _ending(fold.wallet)

    def take(self, fold: Fold, event: Event) -> None:
        """Take one event in, and count what it wrote."""
        try:
            effects = fold.take(event, None, self._budgets)
        except (NotEnoughPoints, CurrencyUnknown, PurposeUnknown, NoticeUnknown):
            # Under another programme a member may not have had the points that were spent in truth, nor been asked.
            self.totals.counts["refused"] += 1
        else:
            posted(self.totals, self._months, effects)
            if self.holds is not None:
                self.holds.move(effects.reasons)
        self.totals.counts[_NAMES[type(event)]] += 1


def _ending(wallet: Wallet) -> Ending:
    return Ending(given(wallet), {name: standing.level for name, standing in wallet.tracks.items()})
