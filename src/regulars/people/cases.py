"""What is doubtful about who is who waits for a person, each doubt once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from regulars.accounts.actions import record
from regulars.core.naming import IDENTIFIER_KINDS
from regulars.people.models import Case as CaseRow
from regulars.people.models import Identifier, Member
from regulars.people.naming import shown_phone

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.contrib.auth.models import User
    from psycopg import Cursor

    from regulars.core.identity import Case

_KEEP = """
    INSERT INTO people_case (kind, wallet_id, other, named, value)
    SELECT * FROM unnest(%b::text[], %b::int8[], %b::int8[], %b::text[], %b::text[])
    ON CONFLICT DO NOTHING
"""


class Doubt(NamedTuple):
    """A case of a member."""

    wallet_id: int
    case: Case


def keep(cursor: Cursor, doubts: Sequence[Doubt]) -> None:
    """Keep doubts for a person; one that was kept before is not kept again, whatever became of it."""
    if doubts:
        rows = sorted(
            {(d.case.kind, d.wallet_id, d.case.other, *d.case.identifier.key) for d in doubts},
            key=lambda row: (row[3], row[4], row[1]),
        )
        cursor.execute(_KEEP, tuple(map(list, zip(*rows, strict=True))))


class Waiting(NamedTuple):
    """A case that waits. `alike` is how much the names of both resemble each other, 0 to 100; None where one has no name."""

    number: int
    kind: str
    wallet_id: int
    nickname: str
    other: int | None
    other_nickname: str
    named: str
    value: str
    found_at: datetime
    alike: int | None


def waiting(limit: int = 50) -> tuple[Waiting, ...]:
    """The cases that wait for a person, the newest first; those whose members are one by now wait no more."""
    rows = list(CaseRow.objects.filter(decision="").order_by("-id")[:limit])
    members = {member.wallet_id: member for member in Member.objects.filter(wallet_id__in=_named_in(rows))}
    found = []
    for row in rows:
        both = [members.get(wallet_id) for wallet_id in (row.wallet_id, row.other) if wallet_id is not None]
        if all(member is not None and member.counts_until is None for member in both):
            found.append(_waiting(row, *(member.nickname for member in both if member is not None)))
    return tuple(found)


def _named_in(rows: list[CaseRow]) -> set[int]:
    return {wallet_id for row in rows for wallet_id in (row.wallet_id, row.other) if wallet_id is not None}


def _waiting(row: CaseRow, nickname: str, other_nickname: str = "") -> Waiting:
    is_phone = row.named == "phone" and row.kind != "alike"
    value = shown_phone(row.value) if is_phone else row.value
    return Waiting(
        row.id, row.kind, row.wallet_id, nickname, row.other, other_nickname, row.named, value, row.found_at,
        alike(nickname, other_nickname),
    )  # fmt: skip


def alike(one: str, other: str) -> int | None:
    """How much two names resemble each other, whatever the order of their words; None where one is missing."""
    if not one or not other:
        return None
    return round(fuzz.token_sort_ratio(one, other, processor=default_process))


def apart(*, number: int, by: User, now: datetime) -> bool:
    """Decide that two are two; the same doubt is not shown again. False where it was decided before."""
    waits = CaseRow.objects.filter(pk=number, decision="")
    if not waits.update(decision="apart", decided_at=now, decided_by=by.pk):
        return False
    record(by=by, verb="keep_members_apart", subject=f"case:{number}", now=now)
    return True


class Pointing(NamedTuple):
    """An identifier of a member, as people read it."""

    kind: str
    value: str
    is_verified: bool
    is_shared: bool
    since: datetime
    replaced_at: datetime | None


def identifiers(wallet_id: int) -> tuple[Pointing, ...]:
    """What points to a member, the strongest first."""
    rows = Identifier.objects.filter(wallet_id=wallet_id)
    ordered = sorted(rows, key=lambda row: (IDENTIFIER_KINDS.index(row.kind), row.since, row.value))
    return tuple(
        Pointing(
            row.kind, shown_phone(row.value) if row.kind == "phone" else row.shown or row.value, row.is_verified,
            row.is_shared, row.since, row.replaced_at,
        )
        for row in ordered
    )  # fmt: skip
