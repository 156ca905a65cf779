"""What is doubtful about who is who waits for a person, each doubt once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

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
