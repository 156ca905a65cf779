"""Who gains and who loses: members counted by how many points more or fewer they were given."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from heapq import nsmallest
from typing import Final

import msgspec

from regulars.desk.backtest.tally import Ending

#: Where bands begin. Fixed, so that hands which count apart count in the same bands.
LADDER: Final = tuple(step * 10**power for power in range(9) for step in (1, 5))
NAMED_ON_EACH_SIDE: Final = 20


class Change(msgspec.Struct, frozen=True, gc=False):
    """One member's points under the programme and under the one it is held against."""

    member: str
    given: int
    against: int

    @property
    def difference(self) -> int:
        """Points more; negative for fewer."""
        return self.given - self.against


class Comparison(msgspec.Struct):
    """Counts of changes. Bands are numbered from 1 upwards, and as negatives for those who lose."""

    bands: Counter[int] = msgspec.field(default_factory=Counter)
    more: int = 0
    fewer: int = 0
    moved: Counter[tuple[str, str, str]] = msgspec.field(default_factory=Counter)
    gain_most: list[Change] = []
    lose_most: list[Change] = []

    def count(self, member: str, here: Ending, there: Ending) -> None:
        """Compare one member's two endings."""
        change = Change(member, here.given, there.given)
        difference = change.difference
        if difference > 0:
            self.more += difference
            self._keep(self.gain_most, change)
        elif difference < 0:
            self.fewer -= difference
            self._keep(self.lose_most, change)
        self.bands[band_of(difference)] += 1
        for track, level in here.levels.items():
            if track in there.levels:
                self.moved[track, there.levels[track], level] += 1

    def add(self, other: Comparison) -> None:
        """Count what somebody else compared too."""
        self.bands.update(other.bands)
        self.moved.update(other.moved)
        self.more += other.more
        self.fewer += other.fewer
        self.gain_most = _most([*self.gain_most, *other.gain_most])
        self.lose_most = _most([*self.lose_most, *other.lose_most])

    @staticmethod
    def _keep(side: list[Change], change: Change) -> None:
        side.append(change)
        if len(side) > 50 * NAMED_ON_EACH_SIDE:
            side[:] = _most(side)

    def settled(self) -> Comparison:
        """The same, with no more names than are shown."""
        self.gain_most, self.lose_most = _most(self.gain_most), _most(self.lose_most)
        return self


def band_of(difference: int) -> int:
    """The band of a difference: 0 for none, and the sign of the difference otherwise."""
    band = bisect_right(LADDER, abs(difference))
    return band if difference > 0 else -band


def bounds_of(band: int) -> tuple[int, int | None]:
    """The smallest and the largest difference of a band, without the sign; None for no upper end."""
    place = abs(band)
    return LADDER[place - 1], LADDER[place] - 1 if place < len(LADDER) else None


def _most(changes: list[Change]) -> list[Change]:
    # Among equals the member's id decides, so that the same members are named whoever counted first.
    return nsmallest(NAMED_ON_EACH_SIDE, changes, key=lambda change: (-abs(change.difference), change.member))
