"""What will have happened to a member by itself, up to a moment ahead: told from a copy, and written nowhere."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from regulars.core.periods import NEVER
from regulars.core.totals import Months
from regulars.desk.answers import Drawn
from regulars.desk.history import move_view, of_time
from regulars.ledger import queries as ledger
from regulars.ledger.queries import Posted
from regulars.lib.instants import Instant, moment, to_database

if TYPE_CHECKING:
    from regulars.core.effects import Allocation, Effects, Entry, Move
    from regulars.core.programme.compiled import Programme
    from regulars.desk.answers import Happening, MoveView

#: So many moments are told; whoever looks decades ahead learns how many more there are.
MOMENTS_MOST: Final = 100
#: Where more run out at one moment, they are told by the month in which they were earned.
ENTRIES_MOST: Final = 100


def ahead(programme: Programme, wallet_id: int, effects: Effects) -> tuple[tuple[Happening, ...], int]:
    """What time alone will do, the soonest first, and how many moments were left out after those."""
    moments = sorted(
        {*(entry.occurred_at for entry in effects.entries), *(move.at for move in effects.moves)}
    )
    last = moments[:MOMENTS_MOST][-1] if moments else NEVER
    posted, drawn = _told_together(programme, wallet_id, effects, last)
    told = of_time(
        programme, posted, tuple(_move(programme, move) for move in effects.moves if move.at <= last), drawn
    )  # fmt: skip
    return tuple(sorted(told, key=lambda one: one.at)), max(0, len(moments) - MOMENTS_MOST)


def _move(programme: Programme, move: Move) -> MoveView:
    return move_view(
        programme, track=move.track, before=move.before, after=move.after, at=moment(Instant(move.at)),
        until=to_database(move.until), cause=move.cause,
    )  # fmt: skip


def _told_together(
    programme: Programme, wallet_id: int, effects: Effects, last: int
) -> tuple[tuple[Posted, ...], dict[int, tuple[Drawn, ...]]]:
    """The entries up to a moment, with what they will have taken out of which lots; a crowd of them by months."""
    entries = [entry for entry in effects.entries if entry.occurred_at <= last]
    numbers = {entry.no for entry in entries}
    taken: dict[int, list[Allocation]] = {}
    for one in effects.allocations:
        if one.entry in numbers:
            taken.setdefault(one.entry, []).append(one)
    opened = _opened(wallet_id, effects, taken)
    heaps = _heaped(programme, entries, taken, opened)
    drawn = {heap[0].no: _drawn(heap, taken[heap[0].no], opened) for heap in heaps if heap[0].no in taken}
    return tuple(Posted(wallet_id, None, _summed(heap)) for heap in heaps), drawn


def _heaped(
    programme: Programme, entries: list[Entry], taken: dict[int, list[Allocation]], opened: dict[int, int]
) -> list[list[Entry]]:
    """Each entry by itself, but where more than anybody reads run out at one moment: these by the month of their lots."""
    crowd = Counter([entry.occurred_at for entry in entries if entry.kind == "expire"])
    months = Months(programme.calendar)
    heaps: dict[object, list[Entry]] = {}
    for entry in entries:
        key: object = entry.no
        if crowd[entry.occurred_at] > ENTRIES_MOST and entry.kind == "expire":
            key = (entry.occurred_at, entry.currency, months.of(opened[taken[entry.no][0].lot]))
        heaps.setdefault(key, []).append(entry)
    return list(heaps.values())


def _summed(heap: list[Entry]) -> Entry:
    return replace(heap[0], points=sum([entry.points for entry in heap])) if len(heap) > 1 else heap[0]


def _drawn(heap: list[Entry], taken: list[Allocation], opened: dict[int, int]) -> tuple[Drawn, ...]:
    """What a heap will have taken; of many lots the first stands for all."""
    points = {one.lot: one.points for one in taken}
    if len(heap) > 1:
        points = {taken[0].lot: -sum([entry.points for entry in heap])}
    return tuple(Drawn(lot, part, moment(Instant(opened[lot]))) for lot, part in points.items())


def _opened(wallet_id: int, effects: Effects, taken: dict[int, list[Allocation]]) -> dict[int, int]:
    """When each of these lots was opened: it may be only on the way to the moment ahead."""
    on_the_way = {entry.no: entry.occurred_at for entry in effects.entries if entry.opens_lot}
    lots = {one.lot for parts in taken.values() for one in parts} - on_the_way.keys()
    return ledger.opened_at(wallet_id, list(lots)) | on_the_way
