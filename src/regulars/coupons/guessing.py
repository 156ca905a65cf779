"""Codes are not guessed by trying: wrong ones are counted for a member, an address and the shop, and beyond so many nobody is looked at."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.coupons.refusals import TooManyWrongCodes
from regulars.lib.cursors import raw_cursor

if TYPE_CHECKING:
    from collections.abc import Sequence

_WINDOWS: Final = (timedelta(minutes=1), timedelta(hours=1), timedelta(days=1))
_KEPT: Final = _WINDOWS[-1]
#: Wrong codes in a minute, an hour and a day. A stranger must not lock a whole shop out too easily.
MOST: Final = {"member": (5, 20, 50), "address": (20, 100, 400), "shop": (300, 3_000, 20_000)}

#: When the oldest of so many that fit a window leaves it, one more may be tried.
_REST = """
    SELECT max(at) FROM (
        SELECT at FROM coupons_wrong WHERE whose = %s AND at > %s ORDER BY at DESC OFFSET %s LIMIT 1
    ) AS the_one_too_many
"""
_REMEMBER = "INSERT INTO coupons_wrong (whose, at) SELECT whose, %s FROM unnest(%s::bytea[]) AS whose"
_FORGET = """
    DELETE FROM coupons_wrong WHERE ctid = ANY(ARRAY(SELECT ctid FROM coupons_wrong WHERE at < %s LIMIT 1000))
"""


class Guesser(NamedTuple):
    """Who shows a code: the member for whom it is, and where it is typed."""

    wallet_id: int | None
    address: str

    def scopes(self) -> list[tuple[str, bytes]]:
        """Under which fingerprints wrong codes count, each with the kind of its limits."""
        named = [("address", self.address), ("shop", "")]
        if self.wallet_id is not None:
            named.insert(0, ("member", str(self.wallet_id)))
        return [(kind, sha256(f"{kind} {name}".encode()).digest()) for kind, name in named]


def refuse_if_resting(guesser: Guesser, *, now: datetime) -> None:
    """Refuse where too many wrong codes came lately, before any code is looked at."""
    wait = max(_rests(kind, whose, now) for kind, whose in guesser.scopes())
    if wait:
        raise TooManyWrongCodes(retry_after=wait)


def _rests(kind: str, whose: bytes, now: datetime) -> int:
    """For how many more seconds this one rests."""
    longest = 0
    for window, most in zip(_WINDOWS, MOST[kind], strict=True):
        row = raw_cursor().execute(_REST, (whose, now - window, most - 1)).fetchone()
        if row is not None and row[0] is not None:
            left = row[0] + window - now
            longest = max(longest, int(left.total_seconds()) + 1)
    return longest


def remember(guesser: Guesser, *, wrong: int, now: datetime) -> None:
    """Count wrong codes, and forget those of yesterday. What was typed is not kept, and a right code is never counted."""
    whose: Sequence[bytes] = [print_of for _, print_of in guesser.scopes() for _ in range(wrong)]
    cursor = raw_cursor()
    cursor.execute(_REMEMBER, (now, whose))
    cursor.execute(_FORGET, (now - _KEPT,))
