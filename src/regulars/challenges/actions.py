"""Plays given and played, under the lock of the member's wallet."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

    from psycopg import Cursor

_COLUMNS: Final = "nonce, challenge, wallet_id, given_at, ends_at, played_at, band, points"
_FIND: Final = f"SELECT {_COLUMNS} FROM challenges_play WHERE nonce = %s FOR UPDATE"  # noqa: S608 - our own names.
_OPEN: Final = f"""
    SELECT {_COLUMNS} FROM challenges_play
    WHERE wallet_id = ANY(%s) AND challenge = %s AND played_at IS NULL AND ends_at > %s ORDER BY given_at DESC LIMIT 1
"""  # noqa: S608 - as above.
_COUNT: Final = """
    SELECT count(*) FILTER (WHERE day = %(day)s), count(*) FILTER (WHERE day = %(day)s AND points > 0), count(*) FILTER (WHERE points > 0)
    FROM challenges_play WHERE wallet_id = ANY(%(wallets)s) AND challenge = %(challenge)s AND played_at IS NOT NULL
"""
_GIVE: Final = (
    "INSERT INTO challenges_play (nonce, challenge, wallet_id, given_at, ends_at) VALUES (%s, %s, %s, %s, %s)"
)
_PLAYED: Final = """
    UPDATE challenges_play SET played_at = %s, day = %s, band = %s, points = %s, score = %s WHERE nonce = %s AND played_at IS NULL
"""


class Given(NamedTuple):
    """A play as it stands."""

    nonce: str
    challenge: str
    wallet_id: int
    given_at: datetime
    ends_at: datetime
    played_at: datetime | None = None
    band: int | None = None
    points: int | None = None


class Counted(NamedTuple):
    """How often a member has played on a day, and won on it and ever."""

    plays: int
    prizes: int
    prizes_ever: int


def find(cursor: Cursor, nonce: str) -> Given | None:
    """The play of a nonce, locked."""
    row = cursor.execute(_FIND, (nonce,)).fetchone()
    return Given(*row) if row else None


def open_play(cursor: Cursor, challenge: str, wallets: Collection[int], *, now: datetime) -> Given | None:
    """A play that was given to a member and can still be played."""
    row = cursor.execute(_OPEN, (list(wallets), challenge, now)).fetchone()
    return Given(*row) if row else None


def counted(cursor: Cursor, challenge: str, wallets: Collection[int], *, day: date) -> Counted:
    """What counts against the caps of a member."""
    facts = {"day": day, "wallets": list(wallets), "challenge": challenge}
    row = cursor.execute(_COUNT, facts).fetchone()
    assert row is not None
    return Counted(*row)


def give(cursor: Cursor, play: Given) -> None:
    """Give a play."""
    cursor.execute(_GIVE, play[:5])


def played(
    cursor: Cursor, nonce: str, *, at: datetime, day: date, band: int, points: int, score: int
) -> None:
    """Note what a play won and the score that it counts as; it is played once."""
    done = cursor.execute(_PLAYED, (at, day, band, points, score, nonce)).rowcount
    assert done == 1, "a play is found under its lock"
