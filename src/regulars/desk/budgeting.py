"""Budgets at the desk: what is left is read when a gift first asks for it, and is locked where there is not plenty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.timezone import now

from regulars.core import budgets
from regulars.core.budgets import Budgets, as_decided
from regulars.lib.instants import instant
from regulars.supplies.actions import OpenSupplies, Planned, put_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from psycopg import Cursor

    from regulars.core.effects import Reason
    from regulars.core.events import Event
    from regulars.core.programme.compiled import Programme
    from regulars.core.receipts import Receipts
    from regulars.events.queries import Logged

#: The kind of supply that a budget is, whatever has it.
BUDGET: Final = "budget"
A_DAYS_BUDGET: Final = "budget of a day"


def counts_budgets(programme: Programme) -> bool:
    """Whether some version of a programme has a budget; nobody else pays for any of this."""
    return any(version.budgets for version in programme.versions)


class Budgeting(Mapping[str, int]):
    """What is left of the budgets that one transaction may touch, by the names of their supplies.

    Most purchases get nothing out of a budget, and wait for nobody. The first that does opens all that this transaction
    may touch. Where it does not hope, or there is not plenty, they are locked, in the order of everybody: first `after`, which
    is open already, and then these by their numbers. So nobody waits in a circle.
    """

    def __init__(
        self,
        cursor: Cursor,
        programme: Programme,
        events: Iterable[Event],
        known: Iterable[Receipts],
        *,
        hopes: bool = False,
        after: OpenSupplies | None = None,
    ) -> None:
        self.cursor, self.programme, self._known = cursor, programme, known
        self._hopes, self._after = hopes, after
        self._planned = self._may_be_asked(events)
        self._supplies: OpenSupplies | None = None

    def left(self) -> Budgets:
        """What the fold is told."""
        return _Asked(self)

    def cover(self, supply: str, points: int) -> bool:
        """Whether so many points are left; of what is not counted there is always enough."""
        return supply not in self._planned or self._opened().has(supply, points)

    def __getitem__(self, supply: str) -> int:
        if supply not in self._planned:
            raise KeyError(supply)
        return self._opened().left(supply)

    def __contains__(self, supply: object) -> bool:
        return supply in self._planned

    def __iter__(self) -> Iterator[str]:
        return iter(self._planned)

    def __len__(self) -> int:
        return len(self._planned)

    def move(self, reasons: Iterable[Reason]) -> None:
        """Take and give back what an event did, as its reasons say."""
        for supply, points in budgets.moved(reasons):
            if points > 0:
                self._opened().take({supply: points})
            else:
                self._opened().give_back(supply, -points)

    def save(self) -> None:
        """Write the sums."""
        if self._supplies is not None:
            self._supplies.save()

    def _opened(self) -> OpenSupplies:
        if self._supplies is None:
            self._supplies = OpenSupplies(
                self.cursor, _given(self._known), self._planned, hopes=self._hopes, after=self._after
            )
        return self._supplies

    def _may_be_asked(self, events: Iterable[Event]) -> dict[str, Planned]:
        """Every budget of the days of these events. How much there is says the latest version that has it."""
        planned, today = dict[str, Planned](), instant(now())
        latest: dict[int, int] = {}
        for event in events:
            latest[event.day] = max(latest.get(event.day, today), event.occurred_at)
        for day, until in latest.items():
            for version in self.programme.versions:
                if version.effective_at <= until:
                    planned |= {
                        one.supply(day): Planned(A_DAYS_BUDGET if one.per == "day" else BUDGET, one.points)
                        for one in version.budgets.values()
                    }
        return planned


class _Asked(Budgets, frozen=True):
    """Budgets that say whether so much is left, and do not have to know how much."""

    left: Budgeting

    def cover(self, supply: str, points: int) -> bool:
        return self.left.cover(supply, points)


class Redeciding:
    """Budgets of events that are decided again in other books: each may take what it took before, and what is left."""

    def __init__(self, cursor: Cursor, logged: Iterable[Logged], known: Iterable[Receipts]) -> None:
        self.cursor = cursor
        self._change = Counter[str]()
        self._names = _given(known)
        for one in logged:
            asked = as_decided(one.reasons)
            self._names |= set(asked.left) if asked else set()
            self._names |= {supply for supply, _ in budgets.moved(one.reasons)}
        self._supplies = OpenSupplies(cursor, self._names)

    def left(self, reasons: Iterable[Reason]) -> Budgets | None:
        """What an event may take, by how it was decided before; who got nothing then gets nothing now."""
        asked, before = as_decided(reasons), _sums(reasons)
        if asked is None:
            return None
        there = {name: self._left(name) + max(before[name], 0) for name in asked.left}
        return Budgets(there, asked.without)

    def moved(self, before: Iterable[Reason], after: Iterable[Reason]) -> None:
        """Count the difference that deciding it again makes."""
        self._change.update(_sums(after))
        self._change.subtract(_sums(before))

    def save(self) -> None:
        """Write the differences. What a return no longer gives back, and others took meanwhile, the shop puts in."""
        more = {name: points for name, points in sorted(self._change.items()) if points > 0}
        for name, points in more.items():
            if points > self._supplies.left(name):
                put_in(self.cursor, name, BUDGET, points - self._supplies.left(name))
        if any(self._change.values()):
            supplies = OpenSupplies(self.cursor, self._names)
            supplies.take(more)
            for name, points in self._change.items():
                if points < 0:
                    supplies.give_back(name, -points)
            supplies.save()

    def _left(self, name: str) -> int:
        return self._supplies.left(name) - self._change[name]


def _given(known: Iterable[Receipts]) -> set[str]:
    """The supplies that gave what these receipts got."""
    return {
        earned.budget
        for receipts in known
        for receipt in receipts.by_order.values()
        for earned in receipt.earned
        if earned.budget
    }


def _sums(reasons: Iterable[Reason]) -> Counter[str]:
    sums = Counter[str]()
    for supply, points in budgets.moved(reasons):
        sums[supply] += points
    return sums
