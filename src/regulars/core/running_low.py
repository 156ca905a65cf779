"""Which lines were crossed by what there is only so much of, and which of them stand no more because it was filled up.

The rules are in `docs/algorithms/budgets.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

Line = Literal["low", "spent", "empty"]

LOW_PERCENT: Final = 80


class Change(NamedTuple):
    """What is to be told now, the lower line first, and what was told and is over."""

    told: tuple[Line, ...]
    over: tuple[Line, ...]


def lines_of_supply(*, taken: int, put_in: int) -> tuple[Line, ...]:
    """The lines that a supply has reached: four fifths taken, and everything. Nothing is reached where nothing was put in."""
    if put_in <= 0 or taken * 100 < put_in * LOW_PERCENT:
        return ()
    return ("low",) if taken < put_in else ("low", "spent")


def change(reached: tuple[Line, ...], *, put_in: int, told: Mapping[Line, int]) -> Change:
    """What became of the lines. `told` holds those that were told, each with what had been put in by then.

    Only filling up takes a line back: whatever is given back and taken again is told once.
    """
    over = tuple(line for line, before in told.items() if line not in reached and before != put_in)
    return Change(tuple(line for line in reached if line not in told), over)
