"""Codes are given, friends are bound, and what became of them is written, each in the transaction of whoever decided it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.core.codes import BITS
from regulars.core.codes import code_of as coded
from regulars.lib.instants import Instant, moment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from psycopg import Cursor

    from regulars.core.effects import Reason

#: The source of what whoever invited is told; each friend is named once.
SOURCE: Final = "referral"
#: Reasons in a friend's books of which whoever invited them may read.
SAID: Final = frozenset({"friend_settled", "friend_known"})
_GIVE = """
    INSERT INTO referrals_code (wallet_id, code) VALUES (%s, %s)
    ON CONFLICT DO NOTHING RETURNING code
"""
_OF = "SELECT code FROM referrals_code WHERE wallet_id = %s"
_BIND = """
    INSERT INTO referrals_friend (wallet_id, inviter, invited_at)
    SELECT * FROM unnest(%b::int8[], %b::int8[], %b::timestamptz[]) ON CONFLICT DO NOTHING
"""
_NOTE = """
    UPDATE referrals_friend AS friend SET state = new.state, settled_at = new.settled_at
    FROM unnest(%b::int8[], %b::text[], %b::timestamptz[]) AS new (wallet_id, state, settled_at)
    WHERE friend.wallet_id = new.wallet_id AND friend.state = 'waits'
"""
_WAIT_AGAIN = "UPDATE referrals_friend SET state = 'waits' WHERE wallet_id = %s AND state = 'known'"
_TO_TELL = """
    SELECT wallet_id, inviter, invited_at, settled_at, told_as::text FROM referrals_friend WHERE state = 'settled'
    ORDER BY settled_at, wallet_id LIMIT %s FOR UPDATE SKIP LOCKED
"""
_TOLD = """
    UPDATE referrals_friend AS friend SET state = new.state, points = new.points, currency = new.currency
    FROM unnest(%b::int8[], %b::text[], %b::int8[], %b::text[]) AS new (wallet_id, state, points, currency)
    WHERE friend.wallet_id = new.wallet_id
"""


class Noted(NamedTuple):
    """What a friend's own books said: they settled at a moment, or turned out to be known (then None)."""

    wallet_id: int
    settled_at: datetime | None


class ToTell(NamedTuple):
    """A friend who settled, of whom whoever invited them was not told yet."""

    wallet_id: int
    inviter: int
    invited_at: datetime
    settled_at: datetime
    told_as: str


class Told(NamedTuple):
    """What was given for a friend; nothing where a limit was reached."""

    wallet_id: int
    points: int
    currency: str


def code_of(cursor: Cursor, wallet_id: int) -> str:
    """The member's own code; the first who asks makes it."""
    while True:
        found = cursor.execute(_OF, (wallet_id,)).fetchone()
        if found is not None:
            return str(found[0])
        # One that somebody else has already is drawn again.
        cursor.execute(_GIVE, (wallet_id, coded(secrets.randbits(BITS))))


def noted(wallet_id: int, reason: Reason) -> Noted:
    """What a reason in a friend's books says of them."""
    if reason.code == "friend_known":
        return Noted(wallet_id, None)
    settled_at = reason.facts[2]
    assert isinstance(settled_at, int)
    return Noted(wallet_id, moment(Instant(settled_at)))


def bind(cursor: Cursor, friends: Sequence[tuple[int, int, datetime]]) -> None:
    """Write who came by whom: (friend, inviter, when)."""
    wallets, inviters, moments = zip(*friends, strict=True)
    cursor.execute(_BIND, (list(wallets), list(inviters), list(moments)))


def note(cursor: Cursor, noted: Sequence[Noted]) -> None:
    """Write what friends' books said, in the transaction in which they did; once."""
    states = ["known" if one.settled_at is None else "settled" for one in noted]
    cursor.execute(_NOTE, ([one.wallet_id for one in noted], states, [one.settled_at for one in noted]))


def wait_again(cursor: Cursor, wallet_id: int) -> None:
    """Let a friend wait whom a merge had shown to be known, now that it is taken back."""
    cursor.execute(_WAIT_AGAIN, (wallet_id,))


def to_tell(cursor: Cursor, limit: int) -> list[ToTell]:
    """Friends who settled, locked until the end of the transaction; somebody else's are left out."""
    return [ToTell(*row) for row in cursor.execute(_TO_TELL, (limit,))]


def told(cursor: Cursor, those: Sequence[Told]) -> None:
    """Write what was given for each."""
    columns = (
        [one.wallet_id for one in those], ["rewarded" if one.points else "capped" for one in those],
        [one.points for one in those], [one.currency for one in those],
    )  # fmt: skip
    cursor.execute(_TOLD, columns)
