"""A shop rebuilt from its archive: the log goes back as it was, and everything else follows by folding it again."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from django.db import transaction
from psycopg.sql import SQL, Identifier

from regulars.core.fold import Fold, start
from regulars.core.receipts import Receipts
from regulars.core.refusals import Refusal
from regulars.desk import receipts, wallets
from regulars.desk.archive.manifest import ArchiveMissing, Manifest, load, proved
from regulars.desk.archive.writing import LOGS, WHOLE
from regulars.desk.models import Wallet
from regulars.desk.posting import write_postings
from regulars.desk.sources import under_source
from regulars.events import queries as events
from regulars.events.intake.known import held, name_of, remember
from regulars.events.intake.months import make_ready
from regulars.ledger.actions import Posting
from regulars.lib.collecting import no_search_for_circles
from regulars.lib.cursors import raw_cursor
from regulars.lib.parquet import read
from regulars.programmes.queries import current

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from psycopg import Cursor

    from regulars.core.programme.compiled import Programme
    from regulars.core.receipts import Receipt
    from regulars.events.queries import Logged

CHUNK: Final = 500
_SEQUENCES: Final = """
    SELECT table_name, column_name, pg_get_serial_sequence(quote_ident(table_name), column_name)
    FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = ANY(%s)
      AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL
"""


class DatabaseNotEmpty(Refusal):
    """The database holds a shop already; an archive is rebuilt into an empty one. No facts."""


def rebuild(folder: Path, *, on_progress: Callable[[int, int], None] | None = None) -> int:
    """Put the log back and fold everybody again; answer how many members there are.

    The log goes back in one transaction, members in chunks: killed and begun again, it goes on. What fell due since
    the last event the clock does when the shop opens.
    """
    manifest = load(folder)
    if not manifest.files:
        raise ArchiveMissing(folder=str(folder))
    with transaction.atomic():
        cursor = raw_cursor()
        if not _has_log(cursor):
            _restore(cursor, folder, manifest)
        elif not _missing():
            raise DatabaseNotEmpty
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
    """Write everything that follows from some members' events; nothing of theirs may be there but the events."""
    wallets.lock(cursor, wallet_ids)
    folds: dict[int, Fold] = {}
    postings: list[Posting] = []
    changed: dict[tuple[int, str], Receipt] = {}
    for wallet_id, logged in groupby(events.all_of(wallet_ids), key=attrgetter("wallet_id")):
        folds[wallet_id] = _folded(programme, wallet_id, list(logged), postings, changed)
    write_postings(cursor, postings)
    receipts.save(cursor, changed)
    wallets.save(cursor, folds)


def _folded(
    programme: Programme,
    wallet_id: int,
    logged: list[Logged],
    postings: list[Posting],
    changed: dict[tuple[int, str], Receipt],
) -> Fold:
    fold = Fold(programme, start(programme, logged[0].event.occurred_at), Receipts())
    for one in logged:
        postings.append(Posting(wallet_id, None, fold.advance(one.decided_after)))
        told = under_source(one.source, one.event, fold.receipts)
        effects = fold.take(told)
        postings.append(Posting(wallet_id, one.no, effects))
        _, touched = receipts.set_apart(told, effects)
        changed.update(((wallet_id, each.order.id), each) for each in touched)
    return fold


def _has_log(cursor: Cursor) -> bool:
    row = cursor.execute(
        "SELECT EXISTS (SELECT 1 FROM events_event) OR EXISTS (SELECT 1 FROM programmes_version)"
    )
    return bool((row.fetchone() or (False,))[0])


def _missing() -> list[int]:
    """Members with events and without a wallet, in their order."""
    there = Wallet.objects.exclude(body=b"").values("wallet_id")
    return sorted(one for one in events.members().exclude(wallet_id__in=there) if one is not None)


def _restore(cursor: Cursor, folder: Path, manifest: Manifest) -> None:
    for month in sorted({str(kept.day)[:7] for kept in manifest.of("events_arrived")}):
        make_ready(cursor, now=datetime.fromisoformat(f"{month}-01").replace(tzinfo=UTC))
    for table in (*WHOLE, *LOGS):
        for kept in manifest.of(table):
            read(cursor, table, kept.columns, proved(folder, kept))
    _go_on_counting(cursor)
    make_ready(cursor, now=datetime.now(UTC))
    _remember_messages(cursor)


def _go_on_counting(cursor: Cursor) -> None:
    """What is numbered goes on where it was."""
    for table, column, sequence in cursor.execute(_SEQUENCES, ([*WHOLE, *LOGS],)).fetchall():
        asked = SQL("SELECT setval(%s, greatest(coalesce(max({column}), 0), 1)) FROM {table}")
        cursor.execute(asked.format(column=Identifier(column), table=Identifier(table)), (sequence,))


def _remember_messages(cursor: Cursor) -> None:
    """A message that comes once more is known for ever, also here."""
    generation = held(cursor)
    names: set[str] = set()
    for table in ("events_arrived", "events_quarantine"):
        found = cursor.execute(SQL("SELECT source_id, message_id FROM {}").format(Identifier(table)))
        names |= {name_of(source, message) for source, message in found}
    remember(cursor, generation, names)
