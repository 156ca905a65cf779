"""Sets aside what cannot be used, with its reason; nothing is dropped in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regulars.lib.copying import INSTANT, copy_rows, to_copy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from psycopg import Cursor

    from regulars.events.intake.arrived import Aside

_COLUMNS: Final = {
    "source_id": "int4", "message_id": "text", "received_at": INSTANT, "reason": "text", "facts": "jsonb", "raw": "bytea",
    "batch": "bytea", "occurred_at": INSTANT,
}  # fmt: skip


def set_aside(cursor: Cursor, events: Iterable[Aside]) -> None:
    """Write events into the quarantine, where they wait for a person."""
    copy_rows(cursor, table="events_quarantine", columns=_COLUMNS, rows=map(_row, events))


def _row(one: Aside) -> tuple[object, ...]:
    # A null character is the one that the database cannot keep in a text; the bytes of the event have it still.
    facts = {
        name: fact.replace("\0", "�") if isinstance(fact, str) else fact for name, fact in one.facts.items()
    }
    received_at = to_copy(one.received_at)
    occurred_at = None if one.occurred_at is None else to_copy(one.occurred_at)
    return (
        one.source_id, one.message_id, received_at, one.reason, facts, one.raw, one.batch, occurred_at,
    )  # fmt: skip
