"""Entries and allocations are added, in the transaction of whoever decided them, and never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.lib.copying import INSTANT, copy_rows, to_copy

if TYPE_CHECKING:
    from psycopg import Cursor

    from regulars.core.effects import Effects, Entry

_ENTRY: Final = {
    "wallet_id": "int8", "no": "int4", "event_no": "int4", "kind": "text", "currency": "text", "points": "int8",
    "occurred_at": INSTANT, "effect": "text", "rule": "text", "version": "int4", "reverses": "int4",
    "activates_at": INSTANT, "expires_at": INSTANT, "funding": "int2", "slides": "bool",
}  # fmt: skip
_ALLOCATION: Final = {
    "wallet_id": "int8",
    "entry_no": "int4",
    "lot_no": "int4",
    "part": "int2",
    "points": "int8",
}


class Posting(NamedTuple):
    """What one step of the fold wrote for one wallet; `event_no` is None where time alone did."""

    wallet_id: int
    event_no: int | None
    effects: Effects


def post(cursor: Cursor, postings: list[Posting]) -> None:
    """Add entries and what they drew on. A number that is taken breaks the transaction."""
    entries = (_entry(posting, entry) for posting in postings for entry in posting.effects.entries)
    copy_rows(cursor, table="ledger_entry", columns=_ENTRY, rows=entries)
    allocations = (
        (posting.wallet_id, one.entry, one.lot, one.part, one.points)
        for posting in postings
        for one in posting.effects.allocations
    )
    copy_rows(cursor, table="ledger_allocation", columns=_ALLOCATION, rows=allocations)


def _entry(posting: Posting, entry: Entry) -> tuple[object, ...]:
    # A release opens no lot and says when one lives from now on.
    has_dates = entry.opens_lot or not entry.points
    return (
        posting.wallet_id, entry.no, None if entry.kind == "expire" else posting.event_no, entry.kind,
        entry.currency, entry.points, to_copy(entry.occurred_at), entry.effect, entry.rule, entry.version,
        entry.reverses or None, to_copy(entry.activates_at) if entry.activates_at else None,
        to_copy(entry.expires_at) if has_dates else None, entry.funding, entry.slides,
    )  # fmt: skip
