"""The books prove themselves: the log is folded again and compared bit for bit, and every invariant is checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import attrgetter, itemgetter
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from regulars.core.books import broken_laws
from regulars.core.effects import Effects
from regulars.core.fold import Fold, start
from regulars.core.state import Receipts
from regulars.desk.models import Move, Receipt, Wallet
from regulars.desk.wallets import decode_wallet, encode
from regulars.events import queries as events
from regulars.ledger import queries as ledger
from regulars.lib.instants import from_database

if TYPE_CHECKING:
    from regulars.core.effects import Allocation, Entry
    from regulars.core.programme.compiled import Programme
    from regulars.events.queries import Logged

CHUNK = 500


class Broken(NamedTuple):
    """Something that does not hold for a wallet. `what` is a law, or a part that folds differently."""

    wallet_id: int
    what: str


class Stored(NamedTuple):
    """All that the database holds of one wallet."""

    wallet_id: int
    body: bytes
    events: list[Logged]
    entries: list[tuple[int | None, Entry]]
    allocations: list[Allocation]
    moves: list[tuple[object, ...]]
    receipts: dict[str, bytes]


class Proof(msgspec.Struct, frozen=True):
    """What was proved, over how much; `broken` is empty when the books hold."""

    wallets: int
    events: int
    entries: int
    points: dict[str, int]
    broken: tuple[Broken, ...]
    seconds: float


def verify(programme: Programme, *, on_progress: Callable[[int, int], None] | None = None) -> Proof:
    """Fold every member's log again. Reads in chunks, so that memory stays flat; a wallet that moves is read whole."""
    began, broken, counts, points = monotonic(), list[Broken](), Counter[str](), Counter[str]()
    total = Wallet.objects.exclude(body=b"").count()
    for stored in _all_stored():
        broken += [Broken(stored.wallet_id, what) for what in _differences(programme, stored)]
        counts.update(wallets=1, events=len(stored.events), entries=len(stored.entries))
        for _, entry in stored.entries:
            points[f"{entry.kind} {entry.currency}"] += entry.points
        if on_progress:
            on_progress(counts["wallets"], total)
    return Proof(
        counts["wallets"], counts["events"], counts["entries"], dict(sorted(points.items())), tuple(broken),
        monotonic() - began,
    )  # fmt: skip


def _differences(programme: Programme, stored: Stored) -> list[str]:
    """Fold one wallet again; answer the parts that come out otherwise, and the laws that do not hold."""
    written = Effects([], [], [], [], [])
    causes: list[int | None] = []
    fold = _folded(programme, stored, written, causes)
    found = {
        "wallet": encode(fold.wallet) == stored.body,
        "entries": written.entries == [entry for _, entry in stored.entries],
        "causes": causes == [cause for cause, _ in stored.entries],
        "allocations": sorted(written.allocations, key=_place) == stored.allocations,
        "moves": [tuple(getattr(move, name) for name in _MOVED) for move in written.moves] == stored.moves,
        "receipts": {key: encode(one) for key, one in fold.receipts.by_order.items()} == stored.receipts,
        "numbers": [one.no for one in stored.events] == list(range(1, len(stored.events) + 1)),
    }
    broken = broken_laws(
        decode_wallet(stored.body), [entry for _, entry in stored.entries], stored.allocations
    )
    return [part for part, holds in found.items() if not holds] + broken


def _folded(programme: Programme, stored: Stored, written: Effects, causes: list[int | None]) -> Fold:
    first = stored.events[0].event.occurred_at
    fold = Fold(programme, start(programme, first), Receipts())
    for logged in stored.events:
        _note(written, causes, fold.advance(logged.decided_after), None)
        _note(written, causes, fold.take(logged.event), logged.no)
    _note(written, causes, fold.advance(decode_wallet(stored.body).as_of), None)
    return fold


def _note(written: Effects, causes: list[int | None], effects: Effects, no: int | None) -> None:
    written.entries += effects.entries
    written.allocations += effects.allocations
    written.moves += effects.moves
    causes += [None if entry.kind == "expire" else no for entry in effects.entries]


def _place(one: Allocation) -> tuple[int, int]:
    return one.entry, one.lot


_MOVED = ("track", "before", "after", "at", "until", "cause")


def _all_stored() -> Iterator[Stored]:
    last = 0
    while True:
        rows = Wallet.objects.filter(wallet_id__gt=last).exclude(body=b"").order_by("wallet_id")
        chunk = {wallet_id: bytes(body) for wallet_id, body in rows.values_list("wallet_id", "body")[:CHUNK]}
        if not chunk:
            return
        last = max(chunk)
        yield from _stored(chunk)


def _stored(chunk: dict[int, bytes]) -> Iterator[Stored]:
    ids = list(chunk)
    logged = {key: list(rows) for key, rows in groupby(events.all_of(ids), key=attrgetter("wallet_id"))}
    entries = {
        key: [(row.event_no, row.entry) for row in rows]
        for key, rows in groupby(ledger.all_of(ids), key=attrgetter("wallet_id"))
    }
    taken = {
        key: [one for _, one in rows] for key, rows in groupby(ledger.allocations_of(ids), key=itemgetter(0))
    }
    moves, receipts = _moves(ids), _receipts(ids)
    for wallet_id, body in chunk.items():
        yield Stored(
            wallet_id, body, logged.get(wallet_id, []), entries.get(wallet_id, []),
            taken.get(wallet_id, []), moves.get(wallet_id, []), receipts.get(wallet_id, {}),
        )  # fmt: skip


def _moves(ids: list[int]) -> dict[int, list[tuple[object, ...]]]:
    found: dict[int, list[tuple[object, ...]]] = {}
    for row in Move.objects.filter(wallet_id__in=ids).order_by("id"):
        moved = (row.track, row.before, row.after, from_database(row.at), from_database(row.until), row.cause)
        found.setdefault(row.wallet_id, []).append(moved)
    return found


def _receipts(ids: list[int]) -> dict[int, dict[str, bytes]]:
    found: dict[int, dict[str, bytes]] = {}
    for row in Receipt.objects.filter(wallet_id__in=ids):
        found.setdefault(row.wallet_id, {})[row.order_id] = bytes(row.body)
    return found
