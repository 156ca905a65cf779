"""Supplies that one transaction keeps locked: it takes and gives back in memory, and writes the sums once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from django.utils.timezone import get_default_timezone_name

from regulars.supplies.refusals import SoldOut, SupplyUnknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from psycopg import Cursor

# Locked in the order of their numbers, by everybody: so nobody waits in a circle.
_LOCK = "SELECT name, id, there, planned FROM supplies_supply WHERE name = ANY(%s) ORDER BY id FOR UPDATE"
_PLAN = """
    INSERT INTO supplies_supply AS it (name, kind, there, put_in, planned)
    SELECT name, kind, planned, planned, planned
    FROM unnest(%s::text[], %s::text[], %s::int8[]) AS new (name, kind, planned) ORDER BY name
    ON CONFLICT (name) DO UPDATE SET
        there = greatest(it.there + excluded.planned - it.planned, 0),
        put_in = it.put_in + greatest(excluded.planned - it.planned, -it.there),
        planned = it.planned + greatest(excluded.planned - it.planned, -it.there)
"""
_SAVE = """
    WITH new AS (SELECT * FROM unnest(%(ids)s::int8[], %(taken)s::int8[], %(back)s::int8[]) AS new (id, taken, back)),
    moved AS (
        UPDATE supplies_supply AS it
        SET there = there - new.taken + new.back, taken = it.taken + new.taken - new.back
        FROM new WHERE it.id = new.id
    )
    INSERT INTO supplies_day AS it (supply_id, day, taken, given_back)
    SELECT id, (clock_timestamp() AT TIME ZONE %(zone)s)::date, taken, back FROM new
    ON CONFLICT (supply_id, day) DO UPDATE
    SET taken = it.taken + excluded.taken, given_back = it.given_back + excluded.given_back
"""
_HOLD = """
    WITH new AS (
        SELECT it.id, new.held FROM unnest(%(names)s::text[], %(held)s::int8[]) AS new (name, held)
        JOIN supplies_supply AS it USING (name)
    ),
    moved AS (
        UPDATE supplies_supply AS it SET there = there - new.held, held = it.held + new.held FROM new WHERE it.id = new.id
    )
    INSERT INTO supplies_lease (supply_id, key, held, until) SELECT id, %(key)s, held, %(until)s FROM new
"""
_IS_HELD = "SELECT 1 FROM supplies_lease WHERE key = %s HAVING min(until) > clock_timestamp()"
#: What a key holds ends as a whole: the earliest end counts, read once. `may_be_late`: somebody has looked at that already.
COMMIT = """
    WITH it AS (
        DELETE FROM supplies_lease WHERE key = %(key)s AND (
            %(may_be_late)s OR (SELECT min(until) > clock_timestamp() FROM supplies_lease WHERE key = %(key)s)
        ) RETURNING supply_id, held
    ),
    moved AS (
        UPDATE supplies_supply AS supply SET held = supply.held - it.held, taken = taken + it.held
        FROM it WHERE supply.id = supply_id
    )
    INSERT INTO supplies_day AS day (supply_id, day, taken)
    SELECT supply_id, (clock_timestamp() AT TIME ZONE %(zone)s)::date, held FROM it
    ON CONFLICT (supply_id, day) DO UPDATE SET taken = day.taken + excluded.taken
"""
RELEASE = """
    WITH it AS (DELETE FROM supplies_lease WHERE key = %(key)s RETURNING supply_id, held)
    UPDATE supplies_supply AS supply SET there = there + it.held, held = supply.held - it.held
    FROM it WHERE supply.id = supply_id RETURNING supply.name, it.held
"""
#: Leases end under the lock of their supply alone, so that each ends once.
_END_LEASES = """
    WITH over AS (
        DELETE FROM supplies_lease WHERE supply_id = ANY(%s) AND until <= clock_timestamp() RETURNING supply_id, held
    )
    UPDATE supplies_supply AS it SET there = there + over.held, held = it.held - over.held
    FROM (SELECT supply_id, sum(held)::int8 AS held FROM over GROUP BY supply_id) AS over WHERE it.id = over.supply_id
    RETURNING it.name, over.held
"""


class Planned(NamedTuple):
    """What the programme says there is in all of something, and what sort of thing it is."""

    kind: str
    there: int


class OpenSupplies:
    """Some supplies, locked until the transaction ends. Nothing that is taken or given back is written before `save`.

    One that is not there yet, or that the programme has given another number since, is made so by `planned`.
    """

    def __init__(
        self, cursor: Cursor, names: Iterable[str], planned: Mapping[str, Planned] | None = None
    ) -> None:
        self.cursor = cursor
        self.taken, self.given_back = Counter[str](), Counter[str]()
        self._ids: dict[str, int] = {}
        self._there: dict[str, int] = {}
        wanted = sorted({*names, *(planned or ())})
        anew = self._lock(wanted, planned or {})
        if anew:
            self._plan(anew)
            self._lock(list(anew), {})

    def _lock(self, names: list[str], planned: Mapping[str, Planned]) -> dict[str, Planned]:
        """Lock what is there, and answer what stands otherwise in the programme."""
        rows = self.cursor.execute(_LOCK, (names,)).fetchall() if names else []
        known = {name: so_far for name, _, _, so_far in rows}
        self._ids |= {name: number for name, number, _, _ in rows}
        self._there |= {name: there for name, _, there, _ in rows}
        return {name: plan for name, plan in planned.items() if known.get(name) != plan.there}

    def _plan(self, planned: Mapping[str, Planned]) -> None:
        kinds, numbers = [one.kind for one in planned.values()], [one.there for one in planned.values()]
        self.cursor.execute(_PLAN, (list(planned), kinds, numbers))

    def __contains__(self, name: str) -> bool:
        return name in self._ids

    def left(self, name: str) -> int:
        """What is left of a supply, after all that this transaction did with it."""
        if name not in self._ids:
            raise SupplyUnknown(name=name)
        return self._there[name]

    def take(self, wanted: Mapping[str, int]) -> None:
        """Take from several supplies at once, or refuse where one has too little; then nothing is taken of any."""
        self.ask(wanted)
        for name, number in wanted.items():
            self._there[name] -= number
            self.taken[name] += number

    def ask(self, wanted: Mapping[str, int]) -> None:
        """Refuse where `take` would; whose lease is over by now has given back."""
        if any(self.left(name) < number for name, number in wanted.items()):
            self.end_leases()
        for name, number in wanted.items():
            assert number > 0, "taking takes something"
            if self._there[name] < number:
                raise SoldOut(name=name, asked=number, left=self._there[name])

    def give_back(self, name: str, number: int) -> None:
        """Give back what was taken, today or earlier."""
        assert number > 0, "giving back gives something"
        self._there[name] = self.left(name) + number
        self.given_back[name] += number

    def hold(self, wanted: Mapping[str, int], *, key: str, until: datetime) -> None:
        """Set so much aside under a key, or refuse as `take` does."""
        self.ask(wanted)
        self.cursor.execute(
            _HOLD, {"names": list(wanted), "held": list(wanted.values()), "key": key, "until": until}
        )
        for name, number in wanted.items():
            self._there[name] -= number

    def is_held(self, key: str) -> bool:
        """Whether a key still holds something, by the database's clock. Nothing of it ends before these supplies are let go."""
        return self.cursor.execute(_IS_HELD, (key,)).fetchone() is not None

    def commit(self, key: str) -> None:
        """Take what a key holds, as `is_held` has found."""
        asked = {"key": key, "zone": get_default_timezone_name(), "may_be_late": True}
        self.cursor.execute(COMMIT, asked)

    def release(self, key: str) -> None:
        """Let go of what a key holds, if it does."""
        for name, number in self.cursor.execute(RELEASE, {"key": key}).fetchall():
            self._there[name] += number

    def save(self) -> None:
        """Write what was taken and given back, once."""
        names = sorted({*self.taken, *self.given_back})
        if names:
            self.cursor.execute(
                _SAVE,
                {
                    "ids": [self._ids[name] for name in names], "taken": [self.taken[name] for name in names],
                    "back": [self.given_back[name] for name in names], "zone": get_default_timezone_name(),
                },
            )  # fmt: skip
        self.taken.clear()
        self.given_back.clear()

    def end_leases(self) -> None:
        """Let go of what is held and whose time is up by the database's clock."""
        for name, number in self.cursor.execute(_END_LEASES, (list(self._ids.values()),)).fetchall():
            self._there[name] += number
