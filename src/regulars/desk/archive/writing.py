"""Writes days of the log that are over, once, and beside them what the log does not say by itself."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from psycopg.sql import SQL, Literal

from regulars.desk.archive.manifest import Kept, Manifest, fingerprint, load, save
from regulars.lib.cursors import raw_cursor
from regulars.lib.parquet import columns_of, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from psycopg import Cursor
    from psycopg.sql import Composed

#: The logs by day, each with the order of its rows: what came, and what was decided.
LOGS: Final = {"events_arrived": ("xid", "no"), "events_event": ("received_at", "source", "source_id")}
#: What is kept whole: the rules, who is who and what they said, and where the log comes from.
WHOLE: Final = (
    "programmes_version", "people_member", "people_identifier", "people_formeridentifier", "people_merge", "people_part",
    "people_case", "people_privacynotice", "people_consentreceipt", "events_source", "events_consumer",
    "events_trackingplan", "events_quarantine",
)  # fmt: skip
#: Columns that point to sign-ins, which are none of the archive's business: a back-up has them.
_SIGN_INS: Final = {"people_member": "user_id", "programmes_version": "published_by_id"}
#: What began before midnight may be written after it; an hour is longer than any of our transactions.
SETTLES: Final = timedelta(hours=1)

_DAYS: Final = (
    "SELECT (received_at AT TIME ZONE 'UTC')::date AS day, count(*) FROM {table} GROUP BY 1 ORDER BY 1"
)


def archive(folder: Path, *, now: datetime, with_today: bool = False) -> Manifest:
    """Write what is not in the archive yet. A day whose rows are more than it holds is written again.

    Killed at any moment and begun again, it goes on: files are finished under another name, and count once the
    manifest names them.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    before = load(folder)
    with transaction.atomic():
        cursor = raw_cursor()
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        files = list(_files(cursor, folder, before, now=now, with_today=with_today))
    manifest = Manifest(now.astimezone(UTC).isoformat(), tuple(files))
    save(folder, manifest)
    _sweep(folder, manifest)
    return manifest


def _files(
    cursor: Cursor, folder: Path, before: Manifest, *, now: datetime, with_today: bool
) -> Iterator[Kept]:
    last = None if with_today else (now.astimezone(UTC) - SETTLES).date()
    for table, order in LOGS.items():
        known = {one.day: one for one in before.of(table)}
        for day, rows in _days(cursor, table):
            kept = known.get(day.isoformat())
            is_over = last is None or day < last
            if is_over and (kept is None or kept.rows != rows):
                kept = _day(cursor, folder, table, day, order)
            # The running day may be in the archive from before; once it is over it is written again, whole.
            if kept is not None:
                yield kept
    for table in WHOLE:
        yield _written(cursor, folder, table, None, SQL("TRUE"), ())


def _days(cursor: Cursor, table: str) -> list[tuple[date, int]]:
    return cursor.execute(_DAYS.format(table=table).encode()).fetchall()


def _day(cursor: Cursor, folder: Path, table: str, day: date, order: tuple[str, ...]) -> Kept:
    begins, ends = (datetime.combine(one, datetime.min.time(), UTC) for one in (day, day + timedelta(days=1)))
    where = SQL("received_at >= {} AND received_at < {}").format(Literal(begins), Literal(ends))
    return _written(cursor, folder, table, day.isoformat(), where, order)


def _written(
    cursor: Cursor, folder: Path, table: str, day: str | None, where: Composed | SQL, order: tuple[str, ...]
) -> Kept:
    columns = columns_of(cursor, table)
    columns.pop(_SIGN_INS.get(table, ""), None)
    (folder / table).mkdir(mode=0o700, exist_ok=True)
    unfinished = folder / table / f"{os.getpid()}.unfinished"
    rows = write(cursor, table, columns, unfinished, where=where, order=order)
    digest = fingerprint(unfinished)
    file = f"{table}/{day or 'all'}-{digest[:12]}.parquet"
    with unfinished.open("rb") as written:
        os.fsync(written.fileno())
    unfinished.rename(folder / file)
    return Kept(table=table, day=day, file=file, rows=rows, sha256=digest, columns=columns)


def _sweep(folder: Path, manifest: Manifest) -> None:
    """Remove what the manifest does not name: earlier writings of a table, and what a crash left."""
    named = {one.file for one in manifest.files}
    for table in (*LOGS, *WHOLE):
        for path in (folder / table).glob("*"):
            if f"{table}/{path.name}" not in named:
                path.unlink(missing_ok=True)
