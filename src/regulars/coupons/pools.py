"""Pools of codes: filled by COPY, and claimed one by one so that claimers do not wait for each other and no two get the same."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.core.codes import BITS, code_of, shown
from regulars.coupons.refusals import PoolEmpty

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from psycopg import Cursor

PARTNER: Final = "partner:"
#: So many codes enter in one go; a law says that nobody ever meets one of them twice.
AT_ONCE: Final = 50_000

_STAGE = """
    CREATE TEMP TABLE IF NOT EXISTS coupons_staged (row int8, key text, code text) ON COMMIT DROP;
    TRUNCATE coupons_staged
"""
#: Of a code that stands twice the first row counts; one that the pool has already is left out as well.
_FILL = """
    INSERT INTO coupons_code (pool, key, code, state, issued_at, ends_at)
    SELECT %(pool)s, key, code, %(state)s, %(issued_at)s, %(ends_at)s FROM (
        SELECT DISTINCT ON (key) key, code, row FROM coupons_staged ORDER BY key, row
    ) AS first ORDER BY row
    ON CONFLICT (key, pool) DO NOTHING RETURNING key
"""
_LEFT_OUT = f"""
    WITH new AS ({_FILL})
    SELECT row, code, EXISTS (SELECT FROM new WHERE new.key = staged.key) FROM (
        SELECT row, key, code, row_number() OVER (PARTITION BY key ORDER BY row) AS nth FROM coupons_staged
    ) AS staged
    WHERE nth > 1 OR NOT EXISTS (SELECT FROM new WHERE new.key = staged.key) ORDER BY row
"""  # noqa: S608 - ours.
_CLAIM = """
    WITH free AS MATERIALIZED (
        SELECT id FROM coupons_code WHERE pool = %(pool)s AND state = 'free'
        ORDER BY id LIMIT %(wanted)s FOR UPDATE SKIP LOCKED
    )
    UPDATE coupons_code AS code
    SET state = 'issued', wallet_id = %(wallet_id)s, issued_at = %(now)s, claimed_at = %(claimed_at)s, ends_at = %(ends_at)s
    FROM free WHERE code.id = free.id RETURNING code.id, code.code
"""


class Printed(NamedTuple):
    """Codes that are on paper from the beginning: issued to whoever holds it, and usable until a moment."""

    issued_at: datetime
    ends_at: datetime | None


class LeftOut(NamedTuple):
    """A row that is no new code: it stood in the file before (`is_twice`), or the pool has it already."""

    row: int
    code: str
    is_twice: bool


class Claimed(NamedTuple):
    """A code that is somebody's now."""

    number: int
    code: str


def random_codes(number: int) -> list[str]:
    """So many codes with 50 random bits each from the operating system."""
    return [code_of(secrets.randbits(BITS)) for _ in range(number)]


def fill(
    cursor: Cursor, pool: str, codes: Iterable[tuple[int, str, str]], printed: Printed | None = None
) -> list[LeftOut]:
    """Put codes into a pool, given as (row, key, code); answer the rows that are none new. Call it in a transaction."""
    for statement in _STAGE.split(";"):
        cursor.execute(statement.encode())
    with cursor.copy("COPY coupons_staged (row, key, code) FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(["int8", "text", "text"])
        for row in codes:
            copy.write_row(row)
    given = {
        "pool": pool, "state": "issued" if printed else "free", "issued_at": printed.issued_at if printed else None,
        "ends_at": printed.ends_at if printed else None,
    }  # fmt: skip
    return [LeftOut(*row) for row in cursor.execute(_LEFT_OUT.encode(), given).fetchall()]


def make(cursor: Cursor, pool: str, number: int, printed: Printed | None = None) -> list[str]:
    """Make so many codes of a pool; those that it had by chance are made anew. Answer them as people read them."""
    made: list[str] = []
    while len(made) < number:
        codes = random_codes(number - len(made))
        rows = [(place, code, shown(code)) for place, code in enumerate(codes)]
        left_out = {one.row for one in fill(cursor, pool, rows, printed)}
        made += [text for place, _, text in rows if place not in left_out]
    return made


def claim(
    cursor: Cursor,
    pool: str,
    *,
    wallet_id: int,
    now: datetime,
    ends_at: datetime | None,
    is_claim: bool = False,
    number: int = 1,
) -> list[Claimed]:
    """Give free codes of a pool to a member, or refuse where there are too few. It waits for no other claimer."""
    wanted = {
        "pool": pool, "wanted": number, "wallet_id": wallet_id, "now": now, "ends_at": ends_at,
        "claimed_at": now if is_claim else None,
    }  # fmt: skip
    found = [Claimed(*row) for row in cursor.execute(_CLAIM, wanted).fetchall()]
    if len(found) < number:
        raise PoolEmpty(pool=pool)
    return found
