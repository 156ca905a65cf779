"""The books prove themselves: the log is folded again and compared bit for bit, and every invariant is checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter, itemgetter
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from django.db import connection, transaction

from regulars.core.books import broken_laws
from regulars.core.effects import Effects
from regulars.core.events import MembersJoined
from regulars.core.fold import Fold
from regulars.core.refusals import Refusal
from regulars.desk.beginning import begun, take_again, taken_over_otherwise
from regulars.desk.models import Move, Receipt, Wallet
from regulars.desk.receipts import set_apart
from regulars.desk.verifying_supplies import otherwise
from regulars.desk.wallets import decode_wallet, encode, level_names
from regulars.events import queries as events
from regulars.ledger import queries as ledger
from regulars.lib.instants import from_database
from regulars.referrals import queries as referrals
from regulars.referrals.actions import SOURCE as OF_FRIENDS

if TYPE_CHECKING:
    from regulars.core.effects import Allocation, Entry
    from regulars.core.programme.compiled import Programme
    from regulars.core.receipts import Receipt as ReceiptState
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
    levels: list[str]
    next_due_at: int
    events: list[Logged]
    entries: list[tuple[int | None, Entry]]
    allocations: list[Allocation]
    moves: list[tuple[object, ...]]
    receipts: dict[str, bytes]
    is_sealed: bool


class Folded:
    """What folding the log of one wallet again writes."""

    def __init__(self, fold: Fold) -> None:
        self.fold = fold
        self.written = Effects([], [], [], [], [])
        self.causes: list[int | None] = []
        self.beside: list[bytes | None] = []
        self.changed: dict[str, ReceiptState] = {}

    def note(self, effects: Effects, no: int | None) -> None:
        """Put what one step wrote to the rest; `no` is the event's, None where time alone did it."""
        written = self.written
        written.entries += effects.entries
        written.allocations += effects.allocations
        written.moves += effects.moves
        # What time alone does is told by its entries.
        written.reasons += effects.reasons if no is not None else ()
        self.causes += [None if entry.kind == "expire" else no for entry in effects.entries]


class Proof(msgspec.Struct, frozen=True):
    """What was proved, over how much; `broken` is empty when the books hold."""

    wallets: int
    events: int
    entries: int
    points: dict[str, int]
    broken: tuple[Broken, ...]
    seconds: float


def verify(programme: Programme, *, on_progress: Callable[[int, int], None] | None = None) -> Proof:
    """Fold every member's log again, while the shop goes on.

    Reads in chunks, each as it stood at one moment, so that memory stays flat and nobody waits.
    """
    began, broken, counts, points = monotonic(), list[Broken](), Counter[str](), Counter[str]()
    total = Wallet.objects.exclude(body=b"").count()
    for stored in _all_stored():
        broken += [Broken(stored.wallet_id, what) for what in _differences(programme, stored)]
        counts.update(wallets=1, events=len(stored.events), entries=len(stored.entries))
        for _, entry in stored.entries:
            points[f"{entry.kind} {entry.currency}"] += entry.points
        if on_progress:
            on_progress(counts["wallets"], total)
    broken += [
        Broken(wallet_id or 0, f"body of {source} {name}") for wallet_id, source, name in events.changed()
    ]
    broken += [Broken(wallet_id, "wallet is missing") for wallet_id in _lost()]
    broken += [
        Broken(wallet_id, "I17 a merge took over what its parts were") for wallet_id in taken_over_otherwise()
    ]
    broken += [Broken(0, f"I14 what was given was received: {name}") for name in ledger.lost_on_the_way()]
    broken += [Broken(wallet_id, "a friend who settled was told of once") for wallet_id in _told_otherwise()]
    with _one_moment():
        broken += [Broken(0, what) for what in otherwise(programme)]
    return Proof(
        counts["wallets"], counts["events"], counts["entries"], dict(sorted(points.items())), tuple(broken),
        monotonic() - began,
    )  # fmt: skip


def _differences(programme: Programme, stored: Stored) -> list[str]:
    """Fold one wallet again; answer the parts that come out otherwise, and the laws that do not hold."""
    try:
        wallet = decode_wallet(stored.body)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return ["wallet"]
    if wallet.as_of >= stored.next_due_at:
        return ["wallet"]  # Nothing is ever left due, and nobody should fold on to a time that is none.
    broken = broken_laws(wallet, [entry for _, entry in stored.entries], stored.allocations)
    return _folds_otherwise(programme, stored, wallet.as_of) + broken


def _folds_otherwise(programme: Programme, stored: Stored, until: int) -> list[str]:
    if not _are_numbered(stored.events):
        return ["events"]
    try:
        folded = _folded(programme, stored, until)
    except Refusal:
        return ["events"]  # What was taken in once is refused now, so the log is not what it was.
    fold, written = folded.fold, folded.written
    found = {
        "wallet": encode(fold.wallet) == stored.body,
        "entries": written.entries == [entry for _, entry in stored.entries],
        "causes": folded.causes == [cause for cause, _ in stored.entries],
        "allocations": sorted(written.allocations, key=_place) == stored.allocations,
        "moves": [tuple(getattr(move, name) for name in _MOVED) for move in written.moves] == stored.moves,
        "receipts": folded.beside == [one.receipt for one in stored.events]
        and {key: encode(one) for key, one in folded.changed.items()} == stored.receipts,
        "reasons": written.reasons == [reason for one in stored.events for reason in one.reasons],
        "levels": level_names(fold.wallet) == stored.levels,
        # Earlier is right too: somebody may have asked for everybody to be looked at. For what is sealed no time passes.
        "due": stored.is_sealed or stored.next_due_at <= fold.next_due_at,
    }
    return [part for part, holds in found.items() if not holds]


def _are_numbered(logged: list[Logged]) -> bool:
    """From 1 on without gaps, or in a merge from where the numbers of its parts end."""
    if not logged:
        return False
    first = logged[0].no if isinstance(logged[0].event, MembersJoined) else 1
    return [one.no for one in logged] == list(range(first, first + len(logged)))


def _folded(programme: Programme, stored: Stored, until: int) -> Folded:
    folded = Folded(begun(programme, stored.events[0].event))
    fold = folded.fold
    for logged in stored.events:
        folded.note(fold.advance(logged.decided_after), None)
        told, effects = take_again(fold, logged)
        folded.note(effects, logged.no)
        own, changed = set_apart(told, effects)
        folded.beside.append(own)
        folded.changed.update((one.order.id, one) for one in changed)
    folded.note(fold.advance(until), None)
    return folded


def _place(one: Allocation) -> tuple[int, int, int]:
    return one.entry, one.lot, one.part


_MOVED = ("track", "before", "after", "at", "until", "cause")


def _all_stored() -> Iterator[Stored]:
    last = 0
    while True:
        with _one_moment():
            rows = Wallet.objects.filter(wallet_id__gt=last).exclude(body=b"").order_by("wallet_id")[:CHUNK]
            chunk = list(_stored(list(rows)))
        if not chunk:
            return
        yield from chunk
        last = chunk[-1].wallet_id


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read as of one moment, so that what is posted meanwhile does not look broken."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _told_otherwise() -> list[int]:
    """Friends whose row says that whoever invited them was told, and the log does not; and the other way round (0)."""
    rows, logged = referrals.names_told(), events.names_of(OF_FRIENDS)
    return sorted([wallet_id for name, wallet_id in rows.items() if name not in logged]) + [0] * len(
        logged - rows.keys()
    )


def _lost() -> list[int]:
    """Members whose events are in the log, and who have no wallet."""
    told_of = events.members()
    if told_of.count() == Wallet.objects.exclude(body=b"").count():
        return []
    there = set(Wallet.objects.exclude(body=b"").values_list("wallet_id", flat=True))
    return sorted(wallet_id for wallet_id in told_of if wallet_id is not None and wallet_id not in there)


def _stored(rows: list[Wallet]) -> Iterator[Stored]:
    ids = [row.wallet_id for row in rows]
    logged = {key: list(rows) for key, rows in groupby(events.all_of(ids), key=attrgetter("wallet_id"))}
    entries = {
        key: [(row.event_no, row.entry) for row in rows]
        for key, rows in groupby(ledger.all_of(ids), key=attrgetter("wallet_id"))
    }
    taken = {
        key: [one for _, one in rows] for key, rows in groupby(ledger.allocations_of(ids), key=itemgetter(0))
    }
    moves, receipts = _moves(ids), _receipts(ids)
    for row in rows:
        key = row.wallet_id
        yield Stored(
            key, bytes(row.body), row.levels, from_database(row.next_due_at), logged.get(key, []),
            entries.get(key, []), taken.get(key, []), moves.get(key, []), receipts.get(key, {}),
            row.is_sealed,
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
