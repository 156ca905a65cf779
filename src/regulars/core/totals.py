"""What members' histories come to in all: sums that any number of hands may count apart and then add together.

Nothing here is an average or a maximum, so the order of adding, and who counted whom, changes no number.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Final

import msgspec

from regulars.core.budgets import BACK, SPENT, TAKEN
from regulars.core.money import half_up
from regulars.core.periods import MONTHS_A_YEAR, Calendar
from regulars.core.wallet import outstanding, pending

if TYPE_CHECKING:
    from regulars.core.effects import Effects
    from regulars.core.receipts import Receipt, Receipts
    from regulars.core.state import Wallet

#: What an entry of each kind does to the books. A correction by a person counts by its sign.
_BOOKED_AS: Final = {
    "earn": "issued",
    "spend": "spent",
    "expire": "expired",
    "revoke": "revoked",
    "transfer_in": "received",
    "transfer_out": "given",
    "restore": "restored",
}


class Totals(msgspec.Struct):
    """Counted figures, each under a key that says what it counts.

    `counts`: what. `points`: (currency, what). `months`: (month, currency, what), or (month, "", what) for
    what is no points. `rules`: (rule, currency, what). `levels`: (track, level) at the end. `changes`: (month,
    track, level), what a month added to the members of a level. `budgets`: (supply, the code of its reason), in points, and in
    times for `budget_spent`. A month is `year * 12 + month - 1`.
    """

    counts: Counter[str] = msgspec.field(default_factory=Counter)
    points: Counter[tuple[str, str]] = msgspec.field(default_factory=Counter)
    months: Counter[tuple[int, str, str]] = msgspec.field(default_factory=Counter)
    rules: Counter[tuple[str, str, str]] = msgspec.field(default_factory=Counter)
    levels: Counter[tuple[str, str]] = msgspec.field(default_factory=Counter)
    changes: Counter[tuple[int, str, str]] = msgspec.field(default_factory=Counter)
    budgets: Counter[tuple[str, str]] = msgspec.field(default_factory=Counter)

    def add(self, other: Totals) -> None:
        """Count what somebody else counted too."""
        self.counts.update(other.counts)
        self.points.update(other.points)
        self.months.update(other.months)
        self.rules.update(other.rules)
        self.levels.update(other.levels)
        self.changes.update(other.changes)
        self.budgets.update(other.budgets)

    def unbalanced(self) -> list[str]:
        """The points whose books do not balance; a law says that there are none."""
        points = self.points
        return [
            name
            for name in sorted({currency for currency, _ in points})
            if points[name, "outstanding"]
            != points[name, "issued"]
            + points[name, "received"]
            - points[name, "given"]
            - points[name, "spent"]
            - points[name, "expired"]
            - points[name, "revoked"]
            + points[name, "restored"]
        ]


class Months:
    """Local months of instants, quickly: nearly every question is about a month that was asked for before."""

    __slots__ = ("_calendar", "_first", "_starts")

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._first = 0
        self._starts: list[int] = []

    def of(self, at: int) -> int:
        """The local month that holds an instant."""
        starts = self._starts
        if not starts or at < starts[0] or at >= starts[-1]:
            self._reach(at)
            starts = self._starts
        return self._first + bisect_right(starts, at) - 1

    def start_of(self, month: int) -> int:
        """The first instant of a local month."""
        year, place = divmod(month, MONTHS_A_YEAR)
        return self._calendar.start_of(date(year, place + 1, 1).toordinal())

    def _reach(self, at: int) -> None:
        """Know every month from the earliest asked for to the one after `at`."""
        month = month_of_day(self._calendar.day_of(at))
        first = min(self._first, month) if self._starts else month
        last = max(self._first + len(self._starts) - 1, month + 1)
        self._first, self._starts = first, [self.start_of(one) for one in range(first, last + 1)]


def month_of_day(day: int) -> int:
    """The month of a local day."""
    found = date.fromordinal(day)
    return found.year * MONTHS_A_YEAR + found.month - 1


def met(totals: Totals, months: Months, wallet: Wallet) -> None:
    """Count somebody new, at the levels where everybody begins."""
    totals.counts["members"] += 1
    month = months.of(wallet.as_of)
    for track, standing in wallet.tracks.items():
        totals.changes[month, track, standing.level] += 1


def posted(totals: Totals, months: Months, effects: Effects) -> None:
    """Count what one step of the fold wrote, in the local month in which it happened."""
    for entry in effects.entries:
        what = _BOOKED_AS.get(entry.kind) or ("issued" if entry.points > 0 else "spent")
        points = abs(entry.points)
        if not points or entry.kind == "join":
            continue
        totals.months[months.of(entry.occurred_at), entry.currency, what] += points
        if entry.rule:
            totals.rules[entry.rule, entry.currency, what] += points
    for move in effects.moves:
        if move.before != move.after:
            month = months.of(move.at)
            totals.changes[month, move.track, move.before] -= 1
            totals.changes[month, move.track, move.after] += 1
    for reason in effects.reasons:
        totals.counts[reason.code] += 1
        if reason.code in {TAKEN, BACK}:
            totals.budgets[str(reason.facts[0]), reason.code] += int(reason.facts[1])
        elif reason.code == SPENT:
            totals.budgets[str(reason.facts[1]), SPENT] += 1


def left(totals: Totals, wallet: Wallet, receipts: Receipts, at: int) -> None:
    """Count where a member stands in the end: the wallet, the levels, and what the receipts came to."""
    for currency, purse in wallet.purses.items():
        sums, points = purse.sums, totals.points
        points[currency, "issued"] += sums.issued
        points[currency, "spent"] += sums.spent
        points[currency, "expired"] += sums.expired
        points[currency, "revoked"] += sums.revoked
        points[currency, "shortfall"] += sums.shortfall
        points[currency, "restored"] += sums.restored
        if purse.received or purse.given:
            points[currency, "received"] += purse.received
            points[currency, "given"] += purse.given
        points[currency, "outstanding"] += outstanding(purse)
        points[currency, "pending"] += pending(purse, at)
    for track, standing in wallet.tracks.items():
        totals.levels[track, standing.level] += 1
    for receipt in receipts.by_order.values():
        _sold(totals, receipt)


def _sold(totals: Totals, receipt: Receipt) -> None:
    """Count a sale in the month of the order, and what came back of it in the same month."""
    order = receipt.order
    gross = sum(line.amount for line in order.lines)
    month = month_of_day(order.day)
    totals.counts["sales"] += gross
    totals.months[month, "", "sales"] += gross
    totals.months[month, "", "orders"] += 1
    back = _came_back(receipt) if any(receipt.returned) or receipt.money_back or receipt.whole_back else 0
    if back:
        totals.counts["sales_returned"] += back
        totals.months[month, "", "sales_returned"] += back
    if not receipt.version:
        totals.counts["sales_before"] += gross - back


def _came_back(receipt: Receipt) -> int:
    return sum(
        half_up(line.amount * share.numerator, share.denominator)
        for share, line in zip(receipt.shares_back(), receipt.order.lines, strict=True)
    )


def given(wallet: Wallet) -> int:
    """Points that a member got and kept: issued less revoked, whatever became of them later."""
    return sum(purse.sums.issued - purse.sums.revoked for purse in wallet.purses.values())
