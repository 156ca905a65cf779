"""What is put in, taken and given back, each in the transaction of whoever decides about it.

Locks are taken after those of event keys and wallets, and before lots are written; [the rules](docs/algorithms/budgets.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.timezone import get_default_timezone_name

from regulars.supplies.opened import OpenSupplies, Planned
from regulars.supplies.refusals import LeaseOver, SoldOut, SupplyUnknown
from regulars.supplies.statements import COMMIT, RELEASE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from psycopg import Cursor

__all__ = [
    "LeaseOver", "OpenSupplies", "Planned", "SoldOut", "SupplyUnknown", "commit", "end_leases", "give_back", "hold",
    "put_in", "release", "take", "take_out",
]  # fmt: skip

ENDED_AT_ONCE: Final = 1_000

_PUT_IN = """
    INSERT INTO supplies_supply AS it (name, kind, there, put_in) VALUES (%(name)s, %(kind)s, %(there)s, %(there)s)
    ON CONFLICT (name) DO UPDATE SET there = it.there + excluded.there, put_in = it.put_in + excluded.put_in
"""
_TAKE_OUT = """
    UPDATE supplies_supply SET there = there - %(n)s, put_in = put_in - %(n)s WHERE name = %(name)s AND there >= %(n)s
"""
#: The common case in one round trip: one supply, of which there is enough.
_TAKE_ONE = """
    WITH it AS (
        UPDATE supplies_supply SET there = there - %(n)s, taken = taken + %(n)s
        WHERE name = %(name)s AND there >= %(n)s RETURNING id
    )
    INSERT INTO supplies_day AS day (supply_id, day, taken)
    SELECT id, (clock_timestamp() AT TIME ZONE %(zone)s)::date, %(n)s FROM it
    ON CONFLICT (supply_id, day) DO UPDATE SET taken = day.taken + excluded.taken
"""
_NAMES_HELD = "SELECT name FROM supplies_lease JOIN supplies_supply AS it ON it.id = supply_id WHERE key = %s"
_OVER = """
    SELECT DISTINCT name FROM (SELECT supply_id FROM supplies_lease WHERE until <= clock_timestamp() LIMIT %s) AS over
    JOIN supplies_supply AS it ON it.id = supply_id
"""


def put_in(cursor: Cursor, name: str, kind: str, there: int) -> None:
    """Put so much into a supply, which begins with it where it was not there yet."""
    assert there >= 0, "what is taken out again is `take_out`"
    cursor.execute(_PUT_IN, {"name": name, "kind": kind, "there": there})


def take_out(cursor: Cursor, name: str, number: int) -> None:
    """Correct a supply downwards: so much was never there, or is broken. Nobody took it."""
    if not cursor.execute(_TAKE_OUT, {"name": name, "n": number}).rowcount:
        raise SoldOut(name=name, asked=number, left=OpenSupplies(cursor, [name]).left(name))


def take(cursor: Cursor, wanted: Mapping[str, int]) -> None:
    """Take from one or several supplies, all or nothing: `SoldOut` where one has too little left."""
    if len(wanted) == 1:
        [(name, number)] = wanted.items()
        assert number > 0, "taking takes something"
        asked = {"name": name, "n": number, "zone": get_default_timezone_name()}
        if cursor.execute(_TAKE_ONE, asked).rowcount:
            return
    supplies = OpenSupplies(cursor, wanted)
    supplies.take(wanted)
    supplies.save()


def give_back(cursor: Cursor, name: str, number: int) -> None:
    """Give back what was taken: a piece that was not handed over, a seat, points of a return."""
    supplies = OpenSupplies(cursor, [name])
    supplies.give_back(name, number)
    supplies.save()


def hold(cursor: Cursor, wanted: Mapping[str, int], *, key: str, until: datetime) -> None:
    """Set so much aside under a key, all or nothing, until it is committed or released, or the database's clock ends it.

    A key holds once of each supply; a second time breaks the transaction.
    """
    OpenSupplies(cursor, wanted).hold(wanted, key=key, until=until)


def commit(cursor: Cursor, key: str) -> None:
    """Take what a key holds. Where nothing is held any more, or its time is up, nothing is taken: `LeaseOver`."""
    _lock_held(cursor, key)
    asked = {"key": key, "zone": get_default_timezone_name(), "may_be_late": False}
    if not cursor.execute(COMMIT, asked).rowcount:
        raise LeaseOver(key=key)


def release(cursor: Cursor, key: str) -> bool:
    """Let go of what a key holds; false where it holds nothing (any more)."""
    _lock_held(cursor, key)
    return bool(cursor.execute(RELEASE, {"key": key}).rowcount)


def end_leases(cursor: Cursor, *, limit: int = ENDED_AT_ONCE) -> int:
    """Let go of what was held and whose time is up by the database's clock; answer of how many supplies."""
    names = [name for (name,) in cursor.execute(_OVER, (limit,)).fetchall()]
    if names:
        OpenSupplies(cursor, names).end_leases()
    return len(names)


def _lock_held(cursor: Cursor, key: str) -> None:
    OpenSupplies(cursor, [name for (name,) in cursor.execute(_NAMES_HELD, (key,)).fetchall()])
