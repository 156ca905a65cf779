"""Time does its work: points run out, levels end, versions begin, for those members alone whom it concerns."""

from __future__ import annotations

from datetime import datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Final

from django.db import transaction

from regulars.core.fold import Fold
from regulars.core.receipts import Receipts
from regulars.desk import news, wallets
from regulars.desk.models import Wallet
from regulars.desk.posting import write_postings
from regulars.ledger.actions import Posting
from regulars.lib.collecting import no_search_for_circles
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import instant
from regulars.lib.turns import is_our_turn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Cursor

    from regulars.core.effects import Effects
    from regulars.core.programme.compiled import Programme

#: A history that is being loaded holds this lock in share mode, so that old events do not find a wallet of today.
HISTORY_LOCK: Final = 0x52454755
#: How long a process goes by its own clock before it asks for the database's again.
CARRIED_ON_SECONDS: Final = 1.0

_asked: tuple[float, datetime] | None = None

_DUE = """
    SELECT wallet_id, body FROM desk_wallet WHERE next_due_at <= %s AND body <> ''
    ORDER BY next_due_at LIMIT %s FOR UPDATE SKIP LOCKED
"""
_CALL_ALL = (
    "UPDATE desk_wallet SET next_due_at = %s"
    " WHERE (next_due_at IS NULL OR next_due_at > %s) AND body <> '' AND NOT is_sealed"
)
_OLDEST = "SELECT min(next_due_at) FROM desk_wallet WHERE next_due_at <= %s"


def now_of_database() -> datetime:
    """The moment on the one clock that every process of a shop shares; holds begin and end by it."""
    row = raw_cursor().execute("SELECT clock_timestamp()").fetchone()
    assert row is not None
    now: datetime = row[0]
    return now


def now_nearly() -> datetime:
    """The same moment to within milliseconds, for what a till asks a thousand times a second: asked once a second, and carried on."""
    global _asked  # noqa: PLW0603 - one a process, like its own clock.
    found, passed = _asked, monotonic()
    if found is None or passed - found[0] > CARRIED_ON_SECONDS:
        # How long asking took is part of it: the later end keeps it from running ahead of the database.
        now = now_of_database()
        found = _asked = (monotonic(), now)
        return now
    return found[1] + timedelta(seconds=passed - found[0])


def run_due(programme: Programme, *, now: datetime, limit: int = 500) -> int:
    """Apply what fell due to up to `limit` members; answer to how many. 0 means that nothing waits.

    One clock works at a time, however many there are, and leaves out members whom a till holds: it waits for nobody. A
    till waits for it as long as one such transaction lasts, which is some hundredths of a second.
    """
    with no_search_for_circles(), transaction.atomic():
        return _run_due(raw_cursor(), programme, now, limit)


def is_the_clocks_turn(cursor: Cursor) -> bool:
    """Whether nobody else does what time brings, until the end of this transaction, and no history is being loaded."""
    return is_our_turn(cursor, HISTORY_LOCK)


def _run_due(cursor: Cursor, programme: Programme, now: datetime, limit: int) -> int:
    if not is_the_clocks_turn(cursor):
        return 0
    # Nobody was told of it: should the machine fall over before it is on disk, it is due again.
    cursor.execute("SET LOCAL synchronous_commit = off")
    due = cursor.execute(_DUE, (now, limit), binary=True).fetchall()
    folds = {w: Fold(programme, wallets.decode_wallet(body), Receipts()) for w, body in due}
    postings = [Posting(wallet_id, None, fold.advance(instant(now))) for wallet_id, fold in folds.items()]
    write_postings(cursor, postings)
    news.tell(cursor, programme, postings)
    wallets.save(cursor, folds)
    return len(folds)


def not_yet_done(programme: Programme, *, at: datetime) -> Iterator[tuple[int, Effects]]:
    """What fell due by a moment and waits for the clock, by wallet; read it where an answer must be right before the clock is."""
    rows = Wallet.objects.filter(next_due_at__lte=at).exclude(body=b"").values_list("wallet_id", "body")
    for wallet_id, body in rows.iterator(chunk_size=2000):
        yield wallet_id, Fold(programme, wallets.decode_wallet(bytes(body)), Receipts()).advance(instant(at))


def call_everybody(*, at: datetime) -> None:
    """Have every member looked at when a version begins."""
    raw_cursor().execute(_CALL_ALL, (at, at))


def waiting_since(*, now: datetime) -> datetime | None:
    """Since when the member who has waited longest is due; None where nobody waits."""
    row = raw_cursor().execute(_OLDEST, (now,)).fetchone()
    return row[0] if row else None
