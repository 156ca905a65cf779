"""Codes by what somebody typed: found, held for a basket, redeemed, and what they were before again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from regulars.core.refusals import CouponCodeUnknown

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from psycopg import Cursor

#: What can be used now: given out, its time not up, and held by nobody any more. A hold that is over leaves what was there before.
_USABLE = """
    (state = 'issued' OR (state = 'held' AND held_until <= clock_timestamp()))
    AND issued_at IS NOT NULL AND (ends_at IS NULL OR ends_at > clock_timestamp())
"""
_FOUND = f"""
    SELECT id, pool, key, code, wallet_id, ends_at, state = 'held' AS is_held, hold_id FROM coupons_code
    WHERE key = ANY(%s) AND pool NOT LIKE 'partner:%%' AND ({_USABLE} OR hold_id = %s) ORDER BY id
"""  # noqa: S608 - ours.
_HOLD = f"""
    UPDATE coupons_code SET state = 'held', hold_id = %s, held_until = %s
    WHERE id = %s AND {_USABLE}
"""  # noqa: S608 - ours.
_REDEEM = """
    UPDATE coupons_code SET state = 'redeemed', redeemed_at = clock_timestamp(), held_until = NULL
    WHERE hold_id = %s AND state = 'held'
"""
_GIVE_BACK = """
    UPDATE coupons_code SET state = 'issued', hold_id = NULL, held_until = NULL, redeemed_at = NULL
    WHERE hold_id = %s AND state = ANY(%s) AND (%s::bigint[] IS NULL OR id = ANY(%s))
"""
_CLAIM_PRINTED = """
    UPDATE coupons_code SET wallet_id = %s, claimed_at = %s, ends_at = coalesce(%s, ends_at)
    WHERE id = %s AND wallet_id IS NULL AND state = 'issued'
"""
_VOID = """
    UPDATE coupons_code SET state = 'void', hold_id = NULL, held_until = NULL
    WHERE id = ANY(%s) AND state IN ('free', 'issued')
"""


class Found(NamedTuple):
    """A code that can be used now, by its member or by whoever holds the paper."""

    number: int
    pool: str
    key: str
    code: str
    wallet_id: int | None
    ends_at: datetime | None


def found(cursor: Cursor, keys: Collection[str], *, held_by: int | None = None) -> dict[str, Found]:
    """The usable codes among some keys. What is used, void, over or held by another basket is not found at all.

    Of two pools that have the same code the older counts.
    """
    # What the database cannot keep is no code of ours, and is looked for all the same: with nothing to find.
    wanted = [key.replace("\0", "") for key in keys]
    rows = cursor.execute(_FOUND.encode(), (wanted, held_by or -1)).fetchall()
    return {row[2]: Found(*row[:6]) for row in reversed(rows)}


def hold(cursor: Cursor, numbers: Sequence[int], *, hold_id: int, until: datetime) -> None:
    """Hold codes for a basket, all or none; whoever comes second finds them unknown. In the order of numbers, as everybody."""
    for number in sorted(numbers):
        if not cursor.execute(_HOLD.encode(), (hold_id, until, number)).rowcount:
            raise CouponCodeUnknown


def redeem(cursor: Cursor, hold_id: int) -> int:
    """Use what a basket holds; answer of how many codes."""
    return cursor.execute(_REDEEM, (hold_id,)).rowcount


def let_go(cursor: Cursor, hold_id: int) -> None:
    """Give held codes back to whom they were issued."""
    cursor.execute(_GIVE_BACK, (hold_id, ["held"], None, None))


def roll_back(cursor: Cursor, hold_id: int, numbers: Collection[int]) -> None:
    """Make redeemed codes usable again; one whose time is up meanwhile stays unusable."""
    cursor.execute(_GIVE_BACK, (hold_id, ["redeemed"], list(numbers), list(numbers)))


def claim_printed(
    cursor: Cursor, number: int, *, wallet_id: int, now: datetime, ends_at: datetime | None
) -> bool:
    """Make a printed code a member's own; false where somebody was quicker."""
    return bool(cursor.execute(_CLAIM_PRINTED, (wallet_id, now, ends_at, number)).rowcount)


def void(cursor: Cursor, numbers: Collection[int]) -> int:
    """Make codes worthless that were not used; answer how many."""
    return cursor.execute(_VOID, (list(numbers),)).rowcount
