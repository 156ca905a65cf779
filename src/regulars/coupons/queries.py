"""What somebody has, how pools stand, and what was used: frozen answers, and nothing that names a member to anybody else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.lib.cursors import raw_cursor

if TYPE_CHECKING:
    from collections.abc import Collection

#: What a state is by now: a hold that is over left what was there before, and time may be up.
_NOW: Final = """
    CASE WHEN state = 'redeemed' OR state = 'void' THEN state
         WHEN ends_at <= clock_timestamp() THEN 'expired'
         WHEN state = 'held' AND held_until <= clock_timestamp() THEN 'issued'
         ELSE state END
"""
_OF_MEMBER = f"""
    SELECT id, pool, code, {_NOW}, issued_at, ends_at, redeemed_at FROM coupons_code
    WHERE wallet_id = ANY(%s) AND id < %s ORDER BY id DESC LIMIT %s
"""  # noqa: S608 - ours.
_USABLE = f"""
    SELECT code FROM coupons_code WHERE wallet_id = ANY(%s) AND pool NOT LIKE 'partner:%%' AND {_NOW} IN ('issued', 'held')
    ORDER BY ends_at NULLS LAST, id LIMIT %s
"""  # noqa: S608 - ours.
_HAD = "SELECT count(*) FROM coupons_code WHERE pool = %s AND wallet_id = ANY(%s)"
_POOLS = """
    SELECT pool, count(*), count(*) FILTER (WHERE state = 'free'),
           count(*) FILTER (WHERE state IN ('issued', 'held')), count(*) FILTER (WHERE state = 'redeemed'),
           count(*) FILTER (WHERE issued_at > clock_timestamp() - interval '7 days' AND wallet_id IS NOT NULL),
           count(*) FILTER (WHERE state = 'free' OR wallet_id IS NOT NULL)
    FROM coupons_code GROUP BY pool ORDER BY pool
"""
_RESULTS = """
    SELECT coupon, count(*) FILTER (WHERE state = 'redeemed'), coalesce(sum(amount) FILTER (WHERE state = 'redeemed'), 0)::int8,
           count(*) FILTER (WHERE state = 'held' AND until > clock_timestamp()), count(DISTINCT wallet_id) FILTER (WHERE state = 'redeemed')
    FROM coupons_use GROUP BY coupon ORDER BY coupon
"""
_USES = """
    SELECT one.id, one.redeemed_at, one.wallet_id, hold.order_id, one.store, one.staff, one.amount, one.state
    FROM coupons_use AS one JOIN coupons_hold AS hold ON hold.id = one.hold_id
    WHERE one.coupon = %s AND one.state IN ('redeemed', 'rolled_back') AND one.id < %s ORDER BY one.id DESC LIMIT %s
"""
_EVERY: Final = 2**62

#: A pool is low where fewer than this share is left, or less than a week's worth.
LOW_PERCENT: Final = 10
A_WEEK: Final = timedelta(days=7)


class Own(NamedTuple):
    """A code that a member has or had."""

    number: int
    pool: str
    code: str
    state: str
    issued_at: datetime | None
    ends_at: datetime | None
    used_at: datetime | None


class Pool(NamedTuple):
    """How a pool stands. `in_a_week` were given to members in the last seven days; `to_give` leaves out what is on paper."""

    name: str
    put_in: int
    free: int
    issued: int
    redeemed: int
    in_a_week: int
    to_give: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to give."""
        return self.free == 0 and (self.to_give > 0 or not self.put_in)

    @property
    def is_low(self) -> bool:
        """Whether somebody should put more in: a tenth is left, or less than goes in a week."""
        return self.to_give > 0 and (
            self.free * 100 <= self.to_give * LOW_PERCENT or self.free < self.in_a_week
        )


class Result(NamedTuple):
    """What came of a coupon: how often it was used, what it took off in minor units, how often it is held now, by how many members."""

    coupon: str
    used: int
    cost: int
    held: int
    members: int


class Used(NamedTuple):
    """One coupon on one order. `amount` is in minor units; `is_back` where the order was taken back and the coupon with it."""

    number: int
    at: datetime | None
    wallet_id: int | None
    order: str
    store: str
    staff: str
    amount: int
    state: str

    @property
    def is_back(self) -> bool:
        return self.state == "rolled_back"


def of_member(wallets: Collection[int], *, before: int | None = None, limit: int = 100) -> tuple[Own, ...]:
    """A member's codes, the newest first; `before` goes on after a page."""
    most = _EVERY if before is None else before
    return tuple(Own(*row) for row in raw_cursor().execute(_OF_MEMBER.encode(), (list(wallets), most, limit)))


def usable_by(wallets: Collection[int], *, limit: int) -> tuple[str, ...]:
    """The codes that a member can show at the till, what ends first first."""
    return tuple(row[0] for row in raw_cursor().execute(_USABLE.encode(), (list(wallets), limit)))


def had_by(pool: str, wallets: Collection[int]) -> int:
    """How many codes of a pool a member was ever given."""
    row = raw_cursor().execute(_HAD, (pool, list(wallets))).fetchone()
    return row[0] if row else 0


def pools() -> tuple[Pool, ...]:
    """Every pool, by name."""
    return tuple(Pool(*row) for row in raw_cursor().execute(_POOLS))


def results() -> dict[str, Result]:
    """What came of each coupon that was ever held."""
    return {row[0]: Result(*row) for row in raw_cursor().execute(_RESULTS)}


def uses(coupon: str, *, before: int | None = None, limit: int = 50) -> tuple[Used, ...]:
    """Who used a coupon with which order, the latest first; `before` goes on after a page."""
    most = _EVERY if before is None else before
    return tuple(Used(*row) for row in raw_cursor().execute(_USES, (coupon, most, limit)))
