"""A shop rebuilt from its archive: the log goes back as it was, and everything else follows by folding it again."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from django.db import transaction

from regulars.desk import receipts, wallets
from regulars.desk.archive.manifest import ArchiveMissing, load, shop_of
from regulars.desk.archive.restoring import DatabaseNotEmpty, alone, restore, what_is_there
from regulars.desk.beginning import begun, take_again
from regulars.desk.models import Wallet
from regulars.desk.posting import write_postings
from regulars.events import queries as events
from regulars.ledger.actions import Posting
from regulars.lib.collecting import no_search_for_circles
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import instant
from regulars.people import merges
from regulars.programmes.queries import current

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from psycopg import Cursor

    from regulars.core.fold import Fold
    from regulars.core.programme.compiled import Programme
    from regulars.core.receipts import Receipt
    from regulars.desk.archive.manifest import Manifest
    from regulars.events.queries import Logged

CHUNK: Final = 500


def rebuild(folder: Path, *, on_progress: Callable[[int, int], None] | None = None) -> int:
    """Put the log back and fold everybody again; answer how many wallets there are.

    The log goes back in one transaction, members in chunks: killed and begun again, it goes on. What fell due since
    the last event the clock does when the shop opens.
    """
    manifest = load(folder)
    if not manifest.files:
        raise ArchiveMissing(folder=str(folder))
    with transaction.atomic():
        _put_back(raw_cursor(), folder, manifest)
    missing, done = _missing(), 0
    programme = current() if missing else None
    while done < len(missing):
        assert programme is not None
        with no_search_for_circles(), transaction.atomic():
            fold_again(raw_cursor(), programme, missing[done : done + CHUNK])
        done = min(done + CHUNK, len(missing))
        if on_progress:
            on_progress(done, len(missing))
    return len(missing)


def fold_again(cursor: Cursor, programme: Programme, wallet_ids: list[int]) -> None:
    """Write everything that follows from some members' events; nothing of theirs may be there but the events.

    For whom a merge took over, and for a merge that was taken back, time ended then.
    """
    wallets.lock(cursor, wallet_ids)
    ended = merges.ended(cursor, wallet_ids)
    folds: dict[int, Fold] = {}
    postings: list[Posting] = []
    changed: dict[tuple[int, str], Receipt] = {}
    for wallet_id, logged in groupby(events.all_of(wallet_ids), key=attrgetter("wallet_id")):
        fold = folds[wallet_id] = _folded(programme, wallet_id, list(logged), postings, changed)
        if wallet_id in ended:
            postings.append(Posting(wallet_id, None, fold.advance(instant(ended[wallet_id]))))
    write_postings(cursor, postings)
    receipts.save(cursor, changed)
    wallets.save(cursor, folds)
    wallets.seal(cursor, list(ended))


def _folded(
    programme: Programme,
    wallet_id: int,
    logged: list[Logged],
    postings: list[Posting],
    changed: dict[tuple[int, str], Receipt],
) -> Fold:
    fold = begun(programme, logged[0].event)
    for one in logged:
        postings.append(Posting(wallet_id, None, fold.advance(one.decided_after)))
        told, effects = take_again(fold, one)
        postings.append(Posting(wallet_id, one.no, effects))
        _, touched = receipts.set_apart(told, effects)
        changed.update(((wallet_id, each.order.id), each) for each in touched)
    return fold


def _put_back(cursor: Cursor, folder: Path, manifest: Manifest) -> None:
    """Restore the tables, unless a rebuild of this very shop did so before it was killed."""
    alone(cursor)
    there = what_is_there(cursor)
    if there is None:
        restore(cursor, folder, manifest)
        wallets.seal_unopened(cursor, sorted(set(merges.closed()).difference(events.members())))
    elif shop_of(cursor) != manifest.shop or not _missing():
        raise DatabaseNotEmpty(table=there)


def _missing() -> list[int]:
    """Members with events and without a wallet, in their order."""
    there = Wallet.objects.exclude(body=b"").values("wallet_id")
    return sorted(one for one in events.members().exclude(wallet_id__in=there) if one is not None)
