"""Looks for members who are perhaps one person though no event named them together; a person decides.

A name alone says nothing: two things must resemble each other, and which they are is kept as the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from regulars.lib.cursors import raw_cursor
from regulars.people.cases import alike
from regulars.people.naming import shown_phone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: One press finds no more than a person looks through; the next press goes on.
FOUND_AT_ONCE: Final = 100
PAIRS_AT_ONCE: Final = 200_000
#: A name that more members have than this is a common one, and says nothing.
NAMESAKES_MOST: Final = 50
NAMES_ALIKE: Final = 70
ADDRESSES_ALIKE: Final = 90
SLIPS_OF_THE_PEN: Final = 1

#: Those who are called the same, and those whose addresses differ behind the @ alone; who was looked at before is not looked at again.
_PAIRS: Final = """
    WITH living AS (
        SELECT member.wallet_id, member.nickname, lower(member.nickname) AS name, one.kind, one.value,
               split_part(one.value, '@', 1) AS mailbox
        FROM people_member AS member JOIN people_identifier AS one USING (wallet_id)
        WHERE member.counts_until IS NULL AND one.kind IN ('phone', 'email') AND NOT one.is_shared
    ),
    rare AS (
        SELECT name FROM living WHERE name <> '' GROUP BY name HAVING count(DISTINCT wallet_id) BETWEEN 2 AND %s
    ),
    pair AS (
        SELECT one.wallet_id, other.wallet_id AS other, one.kind, one.value, other.value AS theirs, one.nickname, other.nickname AS called
        FROM living AS one JOIN rare USING (name) JOIN living AS other USING (name, kind)
        WHERE one.wallet_id < other.wallet_id
        UNION
        SELECT one.wallet_id, other.wallet_id, one.kind, one.value, other.value, one.nickname, other.nickname
        FROM living AS one JOIN living AS other USING (kind, mailbox)
        WHERE kind = 'email' AND length(mailbox) >= 6 AND one.wallet_id < other.wallet_id
    )
    SELECT * FROM pair WHERE NOT EXISTS (
        SELECT FROM people_case AS looked_at WHERE (looked_at.wallet_id, looked_at.other) IN ((pair.wallet_id, pair.other), (pair.other, pair.wallet_id))
    )
    ORDER BY wallet_id, other LIMIT %s
"""
_KEEP: Final = """
    INSERT INTO people_case (kind, wallet_id, other, named, value) VALUES ('alike', %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""


class Pair(NamedTuple):
    """Two members, an identifier of each, and what they are called."""

    wallet_id: int
    other: int
    kind: str
    value: str
    theirs: str
    nickname: str
    called: str


def look() -> int:
    """Keep the pairs who resemble each other for a person, each pair once for ever; answers how many are new."""
    cursor = raw_cursor()
    pairs = [Pair(*row) for row in cursor.execute(_PAIRS, (NAMESAKES_MOST, PAIRS_AT_ONCE)).fetchall()]
    found = list(_one_each(pair for pair in pairs if resemble(pair)))[:FOUND_AT_ONCE]
    for pair in found:
        cursor.execute(_KEEP, (pair.wallet_id, pair.other, pair.kind, _why(pair)))
    return len(found)


def resemble(pair: Pair) -> bool:
    """Whether both their names and what points to them are nearly the same."""
    names = alike(pair.nickname, pair.called)
    if names is None or names < NAMES_ALIKE:
        return False
    if pair.kind == "phone":
        return OSA.distance(pair.value, pair.theirs) <= SLIPS_OF_THE_PEN
    mailbox, theirs = pair.value.partition("@")[0], pair.theirs.partition("@")[0]
    return mailbox == theirs or fuzz.ratio(pair.value, pair.theirs) >= ADDRESSES_ALIKE


def _one_each(pairs: Iterable[Pair]) -> Iterator[Pair]:
    seen: set[tuple[int, int]] = set()
    for pair in pairs:
        if (pair.wallet_id, pair.other) not in seen:
            seen.add((pair.wallet_id, pair.other))
            yield pair


def _why(pair: Pair) -> str:
    both = (pair.value, pair.theirs)
    return " ≈ ".join(map(shown_phone, both) if pair.kind == "phone" else both)
