"""Baskets that hold coupons: begun once under a till's name, and ended once, by the database's clock at the latest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.coupons.refusals import CouponHoldOver
from regulars.lib.agreeing import Outdated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from psycopg import Cursor

_BEGIN = """
    INSERT INTO coupons_hold (source, name, digest, asked, wallet_id, until, leased) VALUES (%s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (source, name) DO NOTHING RETURNING id
"""
_ADD = """
    INSERT INTO coupons_use (hold_id, coupon, key, code_id, wallet_id, store, staff, day, amount, parts, until)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_FIND = """
    SELECT id, source, name, digest, asked, wallet_id, until, "end", order_id, leased, until <= clock_timestamp(),
           coalesce(extract(day FROM clock_timestamp() - ended_at)::int4, 0)
    FROM coupons_hold WHERE source = %s AND name = %s
"""
_USES = "SELECT coupon, key, code_id, amount, parts, state FROM coupons_use WHERE hold_id = %s ORDER BY id"
_COMMIT = """
    UPDATE coupons_hold SET "end" = 'committed', order_id = %s, ended_at = clock_timestamp()
    WHERE id = %s AND "end" = '' AND until > clock_timestamp()
"""
_RELEASE = """
    UPDATE coupons_hold SET "end" = 'released', ended_at = clock_timestamp() WHERE id = %s AND "end" = ''
"""
_REDEEM = """
    UPDATE coupons_use AS it SET state = 'redeemed', redeemed_at = clock_timestamp(), amount = new.amount, parts = new.parts
    FROM (SELECT %s AS coupon, %s::int8 AS amount, %s::int8[] AS parts) AS new
    WHERE it.hold_id = %s AND it.coupon = new.coupon AND it.state = 'held'
"""
_STATE = "UPDATE coupons_use SET state = %s WHERE hold_id = %s AND state = %s AND coupon = ANY(%s) RETURNING coupon, code_id"
_ALL_BACK = """
    UPDATE coupons_hold SET "end" = 'rolled_back', ended_at = clock_timestamp()
    WHERE id = %s AND NOT EXISTS (SELECT FROM coupons_use WHERE hold_id = coupons_hold.id AND state = 'redeemed')
"""
_LOCK = "SELECT id FROM coupons_hold WHERE id = %s FOR UPDATE"
_OF_ORDERS = """
    SELECT hold.source, hold.name FROM coupons_hold AS hold
    JOIN unnest(%s::text[], %s::text[]) AS wanted (source, order_id) USING (source, order_id)
    WHERE hold."end" = 'committed' ORDER BY hold.id
"""
#: What counts against limits: what was redeemed, and what is held and whose time is not up.
_COUNT: Final = """
    SELECT coupon, count(*) FROM coupons_use WHERE coupon = ANY(%s) AND {column} = ANY(%s)
    AND (state = 'redeemed' OR (state = 'held' AND until > clock_timestamp())) AND hold_id <> %s GROUP BY coupon
"""
_COLUMNS: Final = {"member": "wallet_id", "store": "store", "staff": "staff", "day": "day"}
_QUEUE = (
    "SELECT pg_advisory_xact_lock(hashtextextended('coupon ' || name, 0)) FROM unnest(%s::text[]) AS name"
)


class Holding(NamedTuple):
    """A basket's hold. `end` is empty while it was not ended; `is_over` says that its time is up by the database's clock.

    `days_since` are whole days since it ended."""

    number: int
    source: str
    name: str
    digest: bytes
    asked: bytes
    wallet_id: int | None
    until: datetime
    end: str
    order_id: str
    leased: list[str]
    is_over: bool
    days_since: int


class Used(NamedTuple):
    """One coupon of a hold."""

    coupon: str
    key: str
    code_id: int | None
    amount: int
    parts: list[int]
    state: str


class Counted(NamedTuple):
    """For whom, where and when a use counts."""

    wallet_id: int | None
    store: str
    staff: str
    day: int


def find(cursor: Cursor, source: str, name: str) -> Holding | None:
    """A till's hold by its name."""
    row = cursor.execute(_FIND, (source, name), binary=True).fetchone()
    return None if row is None else Holding(*row)


def uses(cursor: Cursor, number: int) -> list[Used]:
    """The coupons of a hold, in the order in which they apply."""
    return [Used(*row) for row in cursor.execute(_USES, (number,)).fetchall()]


def begin(
    cursor: Cursor,
    *,
    source: str,
    name: str,
    digest: bytes,
    asked: bytes,
    wallet_id: int | None,
    until: datetime,
    leased: Sequence[str] = (),
) -> int:
    """Begin a hold under a name that is new; where somebody else does so at this moment, it is looked at again."""
    row = cursor.execute(_BEGIN, (source, name, digest, asked, wallet_id, until, list(leased))).fetchone()
    if row is None:
        raise Outdated
    number: int = row[0]
    return number


def add(cursor: Cursor, number: int, used: Sequence[Used], counted: Counted, until: datetime) -> None:
    """Write down what a hold's coupons take off."""
    cursor.executemany(
        _ADD,
        [
            (number, one.coupon, one.key, one.code_id, *counted, one.amount, one.parts, until)
            for one in used
        ],
    )  # fmt: skip


def queue(cursor: Cursor, names: Sequence[str]) -> None:
    """Wait until nobody else counts under these names; in one order, as everybody."""
    cursor.execute(_QUEUE, (sorted(set(names)),))


def count(
    cursor: Cursor, per: str, coupons: Sequence[str], keys: Sequence[object], *, but: int = 0
) -> Mapping[str, int]:
    """How often each coupon counts already for a member (and whoever they were), in a store, by a person, or on a day."""
    statement = _COUNT.format(column=_COLUMNS[per]).encode()
    return dict(cursor.execute(statement, (list(coupons), list(keys), but)).fetchall())


def commit(cursor: Cursor, held: Holding, order_id: str) -> None:
    """End a hold with its order. One that has ended, or whose time is up, is refused: then nothing of the order may stand."""
    if not cursor.execute(_COMMIT, (order_id, held.number)).rowcount:
        now = find(cursor, held.source, held.name)
        raise CouponHoldOver(end=(now.end if now else "") or "timed_out")


def redeem(cursor: Cursor, number: int, used: Sequence[Used]) -> None:
    """Write down what was really taken off."""
    for one in used:
        if not cursor.execute(_REDEEM, (one.coupon, one.amount, one.parts, number)).rowcount:
            raise CouponHoldOver(end="timed_out")


def release(cursor: Cursor, held: Holding) -> bool:
    """End a hold without an order; false where it was released before."""
    if cursor.execute(_RELEASE, (held.number,)).rowcount:
        names = [one.coupon for one in uses(cursor, held.number)]
        cursor.execute(_STATE, ("released", held.number, "held", names))
        return True
    if held.end == "released":
        return False
    raise CouponHoldOver(end=held.end or "committed")


def roll_back(cursor: Cursor, number: int, coupons: Sequence[str]) -> list[tuple[str, int | None]]:
    """Take redeemed uses back, each once; answer which, with their codes."""
    cursor.execute(_LOCK, (number,))
    back = cursor.execute(_STATE, ("rolled_back", number, "redeemed", list(coupons))).fetchall()
    cursor.execute(_ALL_BACK, (number,))
    return [(coupon, code_id) for coupon, code_id in back]


def of_orders(cursor: Cursor, orders: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The committed holds of some orders, given as (source, order), as (source, name)."""
    sources, ids = [source for source, _ in orders], [order for _, order in orders]
    return [(source, name) for source, name in cursor.execute(_OF_ORDERS, (sources, ids)).fetchall()]
