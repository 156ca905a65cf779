"""Budgets in a back-test: first without end, and where one would not have sufficed, counted in the order of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from regulars.core.budgets import BACK, SPENT, TAKEN, Budgets, moved
from regulars.core.periods import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regulars.core.effects import Reason
    from regulars.core.programme.compiled import Programme
    from regulars.core.totals import Totals


class Holds(Mapping[str, int]):
    """What the supplies of a programme's budgets hold; one that nobody took from yet is whole."""

    def __init__(self, programme: Programme) -> None:
        self._whole = {
            budget.name: budget.points
            for version in programme.versions
            for budget in version.budgets.values()
        }
        self._left: dict[str, int] = {}

    def __getitem__(self, supply: str) -> int:
        return self._left.get(supply, self.whole(supply))

    def __iter__(self) -> Iterator[str]:
        return iter(self._left)

    def __len__(self) -> int:
        return len(self._left)

    def whole(self, supply: str) -> int:
        """How much a supply holds in all; the period stands behind the name of its budget."""
        return self._whole[supply] if supply in self._whole else self._whole[supply.rpartition(":")[0]]

    def move(self, reasons: Iterable[Reason]) -> None:
        """Take and give back what an event did."""
        for supply, points in moved(reasons):
            self._left[supply] = self[supply] - points


class _WithoutEnd(Holds):
    """As if every budget sufficed for everybody."""

    def __getitem__(self, supply: str) -> int:
        return NEVER

    def move(self, reasons: Iterable[Reason]) -> None:
        """Nothing is ever less."""


def counts_budgets(programme: Programme) -> bool:
    """Whether a programme has a budget; nobody else pays for any of this."""
    return any(version.budgets for version in programme.versions)


def without_end(programme: Programme) -> Holds | None:
    """What lets every gift pass and writes down what it came to; None where there are no budgets."""
    return _WithoutEnd(programme) if counts_budgets(programme) else None


def told(holds: Holds | None) -> Budgets | None:
    """What the fold is told of them."""
    return None if holds is None else Budgets(holds)


def is_beyond(programme: Programme, totals: Totals) -> bool:
    """Whether some budget would not have sufficed. Where all together took no more than it holds, nobody ever found it empty."""
    holds = Holds(programme)
    return any(
        points > holds.whole(supply) for (supply, code), points in totals.budgets.items() if code == TAKEN
    )


def summed(programme: Programme, totals: Totals) -> list[tuple[str, int, int, int]]:
    """By supply what it holds, what was given less what came back, and how often it was found empty."""
    holds = Holds(programme)
    return [
        (
            name,
            holds.whole(name),
            totals.budgets[name, TAKEN] - totals.budgets[name, BACK],
            totals.budgets[name, SPENT],
        )
        for name in sorted({name for name, _ in totals.budgets})
    ]
