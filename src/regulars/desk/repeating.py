"""What was decided about an event, for somebody who tells of it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.effects import Effects, Move
from regulars.desk.models import Move as MoveRow
from regulars.events import queries as events
from regulars.ledger import queries as ledger
from regulars.lib.instants import from_database

if TYPE_CHECKING:
    from regulars.events.queries import Logged


def event_of(source: str, source_id: str) -> Logged | None:
    """A member's event by its name at its source."""
    return events.told_by(source, source_id)


def is_known(source: str, source_id: str) -> bool:
    """True where the event is in the log, a member's or nobody's."""
    return events.was_told(source, source_id)


def effects_of(wallet_id: int, number: int) -> Effects:
    """What an event wrote: entries, levels and reasons. What they drew on is left out."""
    entries = [posted.entry for posted in ledger.of_events(wallet_id, [number])]
    rows = MoveRow.objects.filter(wallet_id=wallet_id, event_no=number).order_by("id")
    moves = [_move(row) for row in rows]
    return Effects(entries, [], moves, list(events.numbered(wallet_id, number).reasons), [])


def _move(row: MoveRow) -> Move:
    return Move(row.track, row.before, row.after, from_database(row.at), from_database(row.until), row.cause)  # type: ignore[arg-type]  # the column holds what the core wrote
