"""Codes of partners: given once with an order, marked as used by the partner's reports, and counted for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.coupons.pools import PARTNER
from regulars.lib.cursors import raw_cursor

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from psycopg import Cursor

#: One code for each of these, in their order; where the pool has too few the last ones get none. Nobody waits for anybody.
_GIVE: Final = """
    WITH wanted AS (
        SELECT source, order_id, wallet_id, row_number() OVER (ORDER BY place) AS nth
        FROM unnest(%(sources)s::text[], %(orders)s::text[], %(wallets)s::int8[]) WITH ORDINALITY
            AS asked (source, order_id, wallet_id, place)
        WHERE NOT EXISTS (
            SELECT FROM coupons_given AS before
            WHERE before.source = asked.source AND before.order_id = asked.order_id AND before.offer = %(offer)s
        )
    ),
    locked AS MATERIALIZED (
        SELECT id FROM coupons_code WHERE pool = %(pool)s AND state = 'free'
        ORDER BY id LIMIT (SELECT count(*) FROM wanted) FOR UPDATE SKIP LOCKED
    ),
    free AS (SELECT id, row_number() OVER (ORDER BY id) AS nth FROM locked),
    matched AS (SELECT source, order_id, wallet_id, id FROM wanted LEFT JOIN free USING (nth)),
    taken AS (
        UPDATE coupons_code AS code SET state = 'issued', wallet_id = matched.wallet_id, issued_at = clock_timestamp()
        FROM matched WHERE code.id = matched.id
    )
    INSERT INTO coupons_given (source, order_id, offer, wallet_id, code_id)
    SELECT source, order_id, %(offer)s, wallet_id, id FROM matched
"""
_REDEEMED: Final = """
    WITH known AS (
        SELECT id, state FROM coupons_code WHERE pool = %s AND key = ANY(%s) AND state IN ('issued', 'redeemed')
        ORDER BY id FOR UPDATE
    ),
    marked AS (
        UPDATE coupons_code AS code SET state = 'redeemed', redeemed_at = clock_timestamp()
        FROM known WHERE code.id = known.id AND known.state = 'issued' RETURNING code.id
    )
    SELECT (SELECT count(*) FROM marked), (SELECT count(*) FROM known)
"""
_BY_WEEK: Final = """
    SELECT date_trunc('week', given.at AT TIME ZONE %s)::date AS week, count(given.code_id),
           count(*) FILTER (WHERE code.state = 'redeemed'), count(*) FILTER (WHERE given.code_id IS NULL)
    FROM coupons_given AS given LEFT JOIN coupons_code AS code ON code.id = given.code_id
    WHERE given.offer = %s GROUP BY week ORDER BY week
"""


class Offered(NamedTuple):
    """An order that brings its member a code."""

    source: str
    order: str
    wallet_id: int
    offer: str


class Week(NamedTuple):
    """What happened in a week, by its Monday; these counts never leave the shop as they are."""

    monday: date
    given: int
    redeemed: int
    missing: int


def give(cursor: Cursor, offered: Sequence[Offered]) -> None:
    """Give each of these orders a code, once; where the pool is empty, that is written down and the order stays as it is."""
    for offer in sorted({one.offer for one in offered}):
        of_it = [one for one in offered if one.offer == offer]
        cursor.execute(
            _GIVE,
            {
                "sources": [one.source for one in of_it], "orders": [one.order for one in of_it],
                "wallets": [one.wallet_id for one in of_it], "offer": offer, "pool": f"{PARTNER}{offer}",
            },
        )  # fmt: skip


def redeemed(cursor: Cursor, pool: str, codes: Sequence[str]) -> tuple[int, int]:
    """Mark codes as used that were given; answer how many are so now, and how many of these codes had been given at all."""
    row = cursor.execute(_REDEEMED, (pool, list(codes))).fetchone()
    assert row is not None
    return row[0], row[1]


def by_week(offer: str, zone: str) -> tuple[Week, ...]:
    """What happened with an offer, week by week; for the shop's own eyes."""
    return tuple(Week(*row) for row in raw_cursor().execute(_BY_WEEK, (zone, offer)))
