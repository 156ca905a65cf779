"""Supplies that one transaction takes from: it takes and gives back in memory, and writes the sums once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils.timezone import get_default_timezone_name

from regulars.lib.agreeing import Outdated
from regulars.supplies.refusals import SoldOut, SupplyUnknown
from regulars.supplies.statements import COMMIT, END_LEASES, HOLD, IS_HELD, LOCK, PLAN, READ, RELEASE, SAVE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from psycopg import Cursor

#: Whoever hopes leaves as much as this many others would take who read the same at this moment. Fewer desks than that post at
#: once in any shop; where it is wrong, one of them begins again, and nothing else.
ROOM_FOR: Final = 16


class Planned(NamedTuple):
    """What the programme says there is in all of something, and what sort of thing it is."""

    kind: str
    there: int


class OpenSupplies:
    """Some supplies, locked until the transaction ends. Nothing that is taken or given back is written before `save`.

    One that is not there yet, or that the programme has given another number since, is made so by `planned`.

    Whoever `hopes` locks nothing as long as there is plenty: every yes is said by what was read, and `save` takes only where it
    could be said again; else `Outdated`, and the transaction begins again without hope. `after` is locked before these.
    """

    def __init__(
        self,
        cursor: Cursor,
        names: Iterable[str],
        planned: Mapping[str, Planned] | None = None,
        *,
        hopes: bool = False,
        after: OpenSupplies | None = None,
    ) -> None:
        self.cursor, self._after, self._planned = cursor, after, planned or {}
        self.taken, self.given_back = Counter[str](), Counter[str]()
        #: What had to be there for every yes that was said without a lock.
        self._needed = Counter[str]()
        self._ids: dict[str, int] = {}
        self._there: dict[str, int] = {}
        self._names = sorted({*names, *self._planned})
        self.is_locked = False
        if not hopes or self._look(READ):
            self.lock()

    def lock(self) -> None:
        """Lock what was only read so far. `Outdated` where less is there by now than was said yes to."""
        if self.is_locked:
            return
        self.is_locked = True
        if self._after is not None:
            self._after.lock()
        anew = self._look(LOCK)
        if anew:
            self._plan(anew)
            self._look(LOCK)
        if any(self._there[name] < needed for name, needed in self._needed.items()):
            raise Outdated
        self._needed.clear()

    def _look(self, question: str) -> dict[str, Planned]:
        """Read what is there, and answer what stands otherwise in the programme."""
        rows = self.cursor.execute(question, (self._names,)).fetchall() if self._names else []
        known = {name: so_far for name, _, _, so_far in rows}
        self._ids |= {name: number for name, number, _, _ in rows}
        self._there |= {name: there for name, _, there, _ in rows}
        return {name: plan for name, plan in self._planned.items() if known.get(name) != plan.there}

    def _plan(self, planned: Mapping[str, Planned]) -> None:
        kinds, numbers = [one.kind for one in planned.values()], [one.there for one in planned.values()]
        self.cursor.execute(PLAN, (list(planned), kinds, numbers))

    def __contains__(self, name: str) -> bool:
        return name in self._ids

    def left(self, name: str) -> int:
        """What is left of a supply, after all that this transaction did with it; to say that, it is locked."""
        self.lock()
        if name not in self._ids:
            raise SupplyUnknown(name=name)
        return self._there[name] - self._net(name)

    def has(self, name: str, number: int) -> bool:
        """Whether so much is left. A no is only ever said under the lock."""
        return self._may_hope({name: number}) or self.left(name) >= number

    def expect(self, wanted: Mapping[str, int]) -> None:
        """Lock now, unless there is plenty for all that may be asked for later."""
        if not self._is_plenty(wanted):
            self.lock()

    def take(self, wanted: Mapping[str, int]) -> None:
        """Take from several supplies at once, or refuse where one has too little; then nothing is taken of any."""
        self.ask(wanted)
        self.taken.update(wanted)

    def ask(self, wanted: Mapping[str, int]) -> None:
        """Refuse where `take` would; whose lease is over by now has given back."""
        assert all(number > 0 for number in wanted.values()), "taking takes something"
        if self._may_hope(wanted):
            return
        if any(self.left(name) < number for name, number in wanted.items()):
            self.end_leases()
        for name, number in wanted.items():
            if self.left(name) < number:
                raise SoldOut(name=name, asked=number, left=self.left(name))

    def _may_hope(self, wanted: Mapping[str, int]) -> bool:
        """Whether a yes may be said by what was read. What it needs is remembered: in the end it must be there still."""
        needed = Counter({name: self._net(name) + number for name, number in wanted.items()})
        if self.is_locked or not self._is_plenty(needed):
            return False
        self._needed |= needed
        return True

    def _is_plenty(self, needed: Mapping[str, int]) -> bool:
        return all(
            name in self._there and number * ROOM_FOR <= self._there[name] for name, number in needed.items()
        )

    def _net(self, name: str) -> int:
        return self.taken[name] - self.given_back[name]

    def give_back(self, name: str, number: int) -> None:
        """Give back what was taken, today or earlier."""
        assert number > 0, "giving back gives something"
        if name not in self._ids:
            raise SupplyUnknown(name=name)
        self.given_back[name] += number

    def hold(self, wanted: Mapping[str, int], *, key: str, until: datetime) -> None:
        """Set so much aside under a key, or refuse as `take` does."""
        self.lock()
        self.ask(wanted)
        self.cursor.execute(
            HOLD, {"names": list(wanted), "held": list(wanted.values()), "key": key, "until": until}
        )
        for name, number in wanted.items():
            self._there[name] -= number

    def is_held(self, key: str) -> bool:
        """Whether a key still holds something, by the database's clock. Nothing of it ends before these supplies are let go."""
        self.lock()
        return self.cursor.execute(IS_HELD, (key,)).fetchone() is not None

    def commit(self, key: str) -> None:
        """Take what a key holds, as `is_held` has found."""
        asked = {"key": key, "zone": get_default_timezone_name(), "may_be_late": True}
        self.cursor.execute(COMMIT, asked)

    def release(self, key: str) -> None:
        """Let go of what a key holds, if it does."""
        self.lock()
        for name, number in self.cursor.execute(RELEASE, {"key": key}).fetchall():
            self._there[name] += number

    def end_leases(self) -> None:
        """Let go of what is held and whose time is up by the database's clock."""
        self.lock()
        for name, number in self.cursor.execute(END_LEASES, (list(self._ids.values()),)).fetchall():
            self._there[name] += number

    def save(self) -> None:
        """Write what was taken and given back, once. Whoever hoped learns here whether it holds: `Outdated` if not."""
        names = sorted({*self.taken, *self.given_back})
        if self._needed.keys() - names:
            # Something was asked for and not taken after all: whether a yes holds is looked at under the lock.
            self.lock()
        if names and self._write(names) < len(names):
            raise Outdated
        for name in names:
            self._there[name] -= self._net(name)
        for counted in (self.taken, self.given_back, self._needed):
            counted.clear()

    def _write(self, names: list[str]) -> int:
        sums = {
            "ids": [self._ids[name] for name in names], "needed": [self._needed[name] for name in names],
            "taken": [self.taken[name] for name in names], "back": [self.given_back[name] for name in names],
        }  # fmt: skip
        return self.cursor.execute(SAVE, {**sums, "zone": get_default_timezone_name()}).rowcount
