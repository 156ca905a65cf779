"""Which members became one, of which parts, and as whom somebody came."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.core.naming import card
from regulars.core.refusals import Refusal
from regulars.lib.cursors import raw_cursor
from regulars.people.models import Member, Merge
from regulars.people.models import Part as PartRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from psycopg import Cursor

#: What is in the books of a merge that was taken back never counted.
NEVER_COUNTED: Final = datetime(1970, 1, 1, tzinfo=UTC)

_PARTS = """
    WITH RECURSIVE part AS (
        SELECT merge, wallet_id, entries, 1 AS depth FROM people_part WHERE merge = ANY(%s)
        UNION ALL
        SELECT part.merge, below.wallet_id, part.entries + below.entries, part.depth + 1
        FROM part JOIN people_part AS below ON below.merge = part.wallet_id
    )
    SELECT merge, wallet_id, entries FROM part ORDER BY merge, depth, wallet_id
"""
_END = """
    WITH RECURSIVE went AS (
        SELECT wallet_id, joined_into FROM people_member WHERE wallet_id = %s
        UNION ALL
        SELECT member.wallet_id, member.joined_into FROM went JOIN people_member AS member ON member.wallet_id = went.joined_into
    )
    SELECT wallet_id FROM went WHERE joined_into IS NULL
"""
_PERSONS = """
    SELECT value, person FROM people_identifier
    WHERE kind = 'card' AND value = ANY(%b) AND person IS NOT NULL
"""
_WAS_FIRST_OF = """
    WITH RECURSIVE undone AS (
        SELECT wallet_id FROM people_merge WHERE taken_back_at IS NOT NULL AND parts[1] = ANY(%s)
        UNION
        SELECT merge.wallet_id FROM people_merge AS merge JOIN undone ON merge.parts[1] = undone.wallet_id
        WHERE merge.taken_back_at IS NOT NULL
    )
    SELECT wallet_id FROM undone
"""
_CLOSED = "SELECT wallet_id FROM people_member WHERE counts_until IS NOT NULL"
_FIRST_OF_UNDONE = "SELECT parts[1] FROM people_merge WHERE taken_back_at IS NOT NULL AND wallet_id = %s"
_POINT = """
    UPDATE people_identifier SET wallet_id = %s, person = coalesce(person, wallet_id) WHERE wallet_id = ANY(%s)
"""
_POINT_BACK = """
    UPDATE people_identifier SET wallet_id = %s, person = CASE WHEN %s THEN person END
    WHERE wallet_id = %s AND person = ANY(%s)
"""
_POINT_REST = "UPDATE people_identifier SET wallet_id = %s, person = NULL WHERE wallet_id = %s"

_ENDED = """
    SELECT member.wallet_id, coalesce(merge.taken_back_at, member.counts_until)
    FROM people_member AS member LEFT JOIN people_merge AS merge USING (wallet_id)
    WHERE member.wallet_id = ANY(%s) AND member.counts_until IS NOT NULL
"""


class Part(NamedTuple):
    """A wallet of a merge, or of a merge in it: its entries have numbers higher by `entries` in the merge."""

    into: int
    wallet_id: int
    entries: int


class MergeUnknown(Refusal):
    """This is no merge, or it was taken back. Facts: given."""


class MergedMeanwhile(Refusal):
    """The member is part of a later merge, which is taken back first. Facts: given, into."""


class MemberClosed(Refusal):
    """The member goes on as another one, or was a merge that was taken back. Facts: given, into."""


class SameMember(Refusal):
    """Both are one member already. Facts: given."""


def parts_of(cursor: Cursor, merges: list[int]) -> list[Part]:
    """Every part of some merges, also the parts of parts; the nearest first."""
    return [Part(*row) for row in cursor.execute(_PARTS, (merges,)).fetchall()]


def persons_in(cursor: Cursor, wallet_id: int) -> set[int]:
    """Everybody as whom somebody may come who is this member: of a merge also its parts, and theirs."""
    return {wallet_id, *(part.wallet_id for part in parts_of(cursor, [wallet_id]))}


def everybody_of(cursor: Cursor, wallet_id: int) -> set[int]:
    """The wallets under which anything may be kept that is this member's by now.

    Of a merge also its parts, and theirs; and what was kept under a merge that was taken back goes with the first of the two.
    """
    persons = persons_in(cursor, wallet_id)
    undone = cursor.execute(_WAS_FIRST_OF, (list(persons),)).fetchall()
    return persons | {merge for (merge,) in undone}


def lives_as(cursor: Cursor, wallet_id: int) -> int | None:
    """The wallet that goes on for this one; itself where no merge took it over, None where nobody has it."""
    row = cursor.execute(_END, (wallet_id,)).fetchone()
    return row[0] if row else None


def goes_on_as(cursor: Cursor, wallet_id: int) -> int | None:
    """The same for what is kept under a wallet: what was under a merge that was taken back goes with the first of the two."""
    lives = lives_as(cursor, wallet_id)
    undone = cursor.execute(_FIRST_OF_UNDONE, (lives,)).fetchone()
    return lives if undone is None else goes_on_as(cursor, undone[0])


def all_go_on_as(cursor: Cursor, wallet_ids: Sequence[int]) -> dict[int, int]:
    """The same for many, of whom few were merged; those whom nobody has are left out."""
    closed = {wallet_id for (wallet_id,) in cursor.execute(_CLOSED).fetchall()}
    found = {one: goes_on_as(cursor, one) if one in closed else one for one in wallet_ids}
    return {one: lives for one, lives in found.items() if lives is not None}


def are_one(cursor: Cursor, first: int, second: int) -> bool:
    """Whether two wallets are one member by now."""
    return lives_as(cursor, first) == lives_as(cursor, second)


def persons_of(cursor: Cursor, *, values: Iterable[str]) -> dict[str, int]:
    """As whom somebody comes with a card, for the cards of merged members."""
    kept = {value: card(value) for value in values}
    found: dict[str, int] = dict(cursor.execute(_PERSONS, (list(kept.values()),)).fetchall())
    return {value: found[one] for value, one in kept.items() if one in found}


def begin(*, first: Member, second: Member, at: datetime) -> int:
    """Make the member who goes on for two: named as the first, joined when the earlier one did."""
    joined = Member.objects.create(
        nickname=first.nickname or second.nickname, joined_at=min(first.joined_at, second.joined_at)
    )
    Member.objects.filter(wallet_id__in=(first.wallet_id, second.wallet_id)).update(
        joined_into=joined.wallet_id, counts_until=at
    )
    return joined.wallet_id


def keep(
    cursor: Cursor,
    wallet_id: int,
    parts: Sequence[tuple[int, int, int]],
    *,
    at: datetime,
    by: int | None,
    reason: str,
) -> None:
    """Keep what was merged, as (wallet, entries, events), and let all identifiers point to the merge."""
    more_entries = more_events = 0
    for part, entries, events in parts:
        PartRow.objects.create(merge=wallet_id, wallet_id=part, entries=more_entries, events=more_events)
        more_entries, more_events = more_entries + entries, more_events + events
    wallets = [part for part, _, _ in parts]
    Merge.objects.create(wallet_id=wallet_id, parts=wallets, merged_at=at, merged_by=by, reason=reason)
    cursor.execute(_POINT, (wallet_id, wallets))


def undo(cursor: Cursor, merge: Merge, *, at: datetime, by: int | None) -> None:
    """Let the parts of a merge be members again, each with the identifiers of its own."""
    first, second = merge.parts
    for part in (second, first):
        persons = persons_in(cursor, part)
        cursor.execute(_POINT_BACK, (part, persons != {part}, merge.wallet_id, list(persons)))
    # What came in the merge and is nobody's in particular goes with the first.
    cursor.execute(_POINT_REST, (first, merge.wallet_id))
    Member.objects.filter(wallet_id__in=merge.parts).update(joined_into=None, counts_until=None)
    Member.objects.filter(wallet_id=merge.wallet_id).update(counts_until=NEVER_COUNTED)
    Merge.objects.filter(wallet_id=merge.wallet_id).update(taken_back_at=at, taken_back_by=by)


def living(wallet_id: int) -> Member:
    """A member whom no merge took over, locked until the end of the transaction; others are refused."""
    found = Member.objects.select_for_update(of=("self",)).filter(wallet_id=wallet_id).first()
    if found is None:
        raise MergeUnknown(given=wallet_id)
    if found.counts_until is not None:
        raise MemberClosed(given=wallet_id, into=found.joined_into)
    return found


def lasting() -> list[int]:
    """The wallets of all merges that were not taken back."""
    return list(Merge.objects.filter(taken_back_at=None).values_list("wallet_id", flat=True))


def ended(cursor: Cursor, wallet_ids: list[int]) -> dict[int, datetime]:
    """When time ended for those of some wallets that a merge took over, or that are a merge which was taken back."""
    return dict(cursor.execute(_ENDED, (wallet_ids,)).fetchall())


def closed() -> list[int]:
    """The wallets of all members whom a merge took over, and of merges that were taken back."""
    return list(Member.objects.exclude(counts_until=None).values_list("wallet_id", flat=True))


def taken_back() -> list[int]:
    """The wallets of all merges that were taken back: what is in their books counts nowhere."""
    return list(Merge.objects.exclude(taken_back_at=None).values_list("wallet_id", flat=True))


def merge_of(wallet_id: int) -> Merge:
    """The merge that a wallet is and that may be taken back; refused where a later one took it over."""
    merge = Merge.objects.filter(wallet_id=wallet_id, taken_back_at=None).first()
    if merge is None:
        raise MergeUnknown(given=wallet_id)
    into = Member.objects.values_list("joined_into", flat=True).get(wallet_id=wallet_id)
    if into is not None:
        raise MergedMeanwhile(given=wallet_id, into=into)
    return merge


class Story(NamedTuple):
    """What became of a member: the one who goes on for them by now, or the two whom they are or were, since when and why."""

    into: int | None
    parts: tuple[int, ...] = ()
    at: datetime | None = None
    reason: str = ""
    is_taken_back: bool = False


_STORY = """
    SELECT member.joined_into IS NOT NULL, merge.parts, merge.merged_at, merge.reason, merge.taken_back_at IS NOT NULL
    FROM people_member AS member LEFT JOIN people_merge AS merge USING (wallet_id) WHERE member.wallet_id = %s
"""


def story_of(wallet_id: int) -> Story:
    """Whether a member is part of a merge, or one, or one that was taken back."""
    cursor = raw_cursor()
    row = cursor.execute(_STORY, (wallet_id,)).fetchone()
    if row is None:
        return Story(None)
    is_part, parts, at, reason, is_taken_back = row
    into = lives_as(cursor, wallet_id) if is_part else None
    return Story(into, tuple(parts), at, reason, is_taken_back) if parts else Story(into)


class Before(NamedTuple):
    """A member who was before a merge, and the cards that are theirs."""

    wallet_id: int
    cards: tuple[str, ...]


_CARDS = """
    SELECT coalesce(nullif(shown, ''), value) FROM people_identifier
    WHERE kind = 'card' AND coalesce(person, wallet_id) = ANY(%s) ORDER BY value
"""


def before(wallet_id: int) -> tuple[Before, ...]:
    """Everybody who this member was before merges made them one, the nearest first; nobody where there was no merge."""
    cursor = raw_cursor()
    found = []
    for part in parts_of(cursor, [wallet_id]):
        rows = cursor.execute(_CARDS, (list(persons_in(cursor, part.wallet_id)),)).fetchall()
        found.append(Before(part.wallet_id, tuple(card for (card,) in rows)))
    return tuple(found)
