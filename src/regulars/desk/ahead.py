"""What will have happened to a member by itself, up to a moment ahead: told from a copy, and written nowhere."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from regulars.core.periods import NEVER
from regulars.desk.answers import Drawn
from regulars.desk.history import move_view, of_time
from regulars.ledger import queries as ledger
from regulars.ledger.queries import Posted
from regulars.lib.instants import Instant, moment, to_database

if TYPE_CHECKING:
    from regulars.core.effects import Effects, Move
    from regulars.core.programme.compiled import Programme
    from regulars.desk.answers import Happening, MoveView

#: So many moments are told; whoever looks decades ahead learns how many more there are.
MOMENTS_MOST: Final = 100


def ahead(programme: Programme, wallet_id: int, effects: Effects) -> tuple[tuple[Happening, ...], int]:
    """What time alone will do, the soonest first, and how many moments were left out after those."""
    moments = sorted(
        {*(entry.occurred_at for entry in effects.entries), *(move.at for move in effects.moves)}
    )
    last = moments[:MOMENTS_MOST][-1] if moments else NEVER
    entries = [entry for entry in effects.entries if entry.occurred_at <= last]
    told = of_time(
        programme,
        tuple(Posted(wallet_id, None, entry) for entry in entries),
        tuple(_move(programme, move) for move in effects.moves if move.at <= last),
        _drawn(wallet_id, effects, {entry.no for entry in entries}),
    )
    return tuple(sorted(told, key=lambda one: one.at)), max(0, len(moments) - MOMENTS_MOST)


def _move(programme: Programme, move: Move) -> MoveView:
    return move_view(
        programme, track=move.track, before=move.before, after=move.after, at=moment(Instant(move.at)),
        until=to_database(move.until), cause=move.cause,
    )  # fmt: skip


def _drawn(wallet_id: int, effects: Effects, entries: set[int]) -> dict[int, tuple[Drawn, ...]]:
    """What those entries will have taken out of which lots."""
    parts = sorted([one for one in effects.allocations if one.entry in entries], key=lambda one: one.entry)
    opened = ledger.numbered(wallet_id, [one.lot for one in parts])
    return {
        entry: tuple(
            Drawn(one.lot, one.points, moment(Instant(opened[one.lot].entry.occurred_at)))
            for one in group
            if one.lot in opened
        )
        for entry, group in groupby(parts, key=lambda one: one.entry)
    }
