"""Writes the log by days, each once, and beside it what the log does not say by itself, all of one moment."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db import transaction
from msgspec.structs import replace
from psycopg.sql import SQL, Literal

from regulars.desk.archive import changes
from regulars.desk.archive.manifest import (
    ArchiveAhead,
    ArchiveOfAnotherShop,
    ArchiveWithoutPast,
    Kept,
    Manifest,
    fingerprint,
    load,
    save,
    shop_of,
)
from regulars.desk.archive.tables import LOGS, WHOLE
from regulars.events.intake.leaving import kept_since
from regulars.lib.cursors import raw_cursor
from regulars.lib.parquet import columns_of, files_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from psycopg import Cursor
    from psycopg.sql import Composed

    from regulars.lib.parquet import Files

_MOVED: Final = """
    SELECT (event.received_at AT TIME ZONE 'UTC')::date AS day, count(*)
    FROM events_decidedinmerge JOIN events_event AS event USING (source, source_id) GROUP BY 1
"""


class _Day(NamedTuple):
    """A day of a log as it is now: its rows, and how often events of it went to another member."""

    day: date
    rows: int
    moved: int


def archive(folder: Path, *, now: datetime) -> Manifest:
    """Write what is not in the archive yet, as of one moment. A day that is otherwise than it was is written again.

    Killed at any moment and begun again, it goes on: files are finished under another name, and count once the
    manifest names them.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    before = load(folder)
    with transaction.atomic():
        cursor = raw_cursor()
        # The running day too: who is who and the log must be of one moment, or a merge of this morning would have
        # taken over two members and left their points behind.
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        shop = shop_of(cursor)
        if before.shop not in {"", shop}:
            raise ArchiveOfAnotherShop(folder=str(folder))
        with files_of(cursor) as opened:
            files = tuple(_files(opened, folder, before))
        here = changes.horizon(cursor)
    manifest = Manifest(shop=shop, made_at=now.astimezone(UTC).isoformat(), files=files).proven()
    save(folder, manifest)
    changes.remember(raw_cursor(), manifest, here)
    _sweep(folder, manifest)
    return manifest


def _files(opened: Files, folder: Path, before: Manifest) -> Iterator[Kept]:
    cursor = opened.cursor
    gone = _gone(cursor, folder, before)
    yield from gone
    for table, order in LOGS.items():
        left = tuple(one for one in before.of(table) if one not in gone)
        days = _days(cursor, table, before, left)
        _refuse_to_forget(folder, left, {one.day.isoformat(): one.rows for one in days})
        known = {one.day: one for one in left}
        for one in days:
            kept = known.get(one.day.isoformat())
            is_as_it_was = kept is not None and (kept.rows, kept.moved) == (one.rows, one.moved)
            yield kept if kept and is_as_it_was else _day(opened, folder, table, one, order)
    for table in WHOLE:
        yield _written(opened, folder, table, None, SQL("TRUE"), ())


def _gone(cursor: Cursor, folder: Path, before: Manifest) -> tuple[Kept, ...]:
    """The days of the log that are in the archive alone. An archive without them would be none."""
    since = kept_since(cursor)
    if since is None:
        return ()
    gone = tuple(one for one in before.of("events_arrived") if (one.day or "") < since.date().isoformat())
    if not gone:
        raise ArchiveWithoutPast(folder=str(folder), since=since.date().isoformat())
    return gone


def _refuse_to_forget(folder: Path, before: tuple[Kept, ...], rows: dict[str, int]) -> None:
    """Nothing else ever leaves the log, so a database that knows less is an older one, and the archive all that is left."""
    for kept in before:
        here = rows.get(kept.day or "", 0)
        if here < kept.rows:
            raise ArchiveAhead(
                folder=str(folder), table=kept.table, day=kept.day, archived=kept.rows, here=here
            )


def _days(cursor: Cursor, table: str, before: Manifest, left: tuple[Kept, ...]) -> list[_Day]:
    """Every day that is here. Those on which nothing came since the last run are not counted again."""
    moved: dict[date, int] = dict(cursor.execute(_MOVED).fetchall()) if table == "events_event" else {}
    rows = {date.fromisoformat(one.day): one.rows for one in left if one.day}
    counted = changes.counted(cursor, table, before)
    found = counted if counted.is_all else changes.Counted(rows | counted.rows, is_all=True)
    return [_Day(day, many, moved.get(day, 0)) for day, many in sorted(found.rows.items())]


def _day(opened: Files, folder: Path, table: str, one: _Day, order: tuple[str, ...]) -> Kept:
    begins, ends = (
        datetime.combine(each, datetime.min.time(), UTC) for each in (one.day, one.day + timedelta(days=1))
    )
    where = SQL("received_at >= {} AND received_at < {}").format(Literal(begins), Literal(ends))
    return replace(_written(opened, folder, table, one.day.isoformat(), where, order), moved=one.moved)


def _written(
    opened: Files, folder: Path, table: str, day: str | None, where: Composed | SQL, order: tuple[str, ...]
) -> Kept:
    columns = columns_of(opened.cursor, table)
    (folder / table).mkdir(mode=0o700, exist_ok=True)
    unfinished = folder / table / f"{os.getpid()}.unfinished"
    rows = opened.write(table, columns, unfinished, where=where, order=order)
    digest, size = fingerprint(unfinished), unfinished.stat().st_size
    file = f"{table}/{day or 'all'}-{digest[:12]}.parquet"
    with unfinished.open("rb") as written:
        os.fsync(written.fileno())
    unfinished.rename(folder / file)
    return Kept(table=table, day=day, file=file, rows=rows, size=size, sha256=digest, columns=columns)


def _sweep(folder: Path, manifest: Manifest) -> None:
    """Remove what the manifest does not name: earlier writings of a table, and what a crash left."""
    named = {one.file for one in manifest.files}
    for table in (*LOGS, *WHOLE):
        for path in (folder / table).glob("*"):
            if f"{table}/{path.name}" not in named:
                path.unlink(missing_ok=True)
