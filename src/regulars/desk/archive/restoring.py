"""Puts the tables of an archive into an empty database, all of them or none."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from psycopg.sql import SQL, Identifier

from regulars.core.refusals import Refusal
from regulars.desk.archive.manifest import ArchiveNewer, ArchiveOlder, proved
from regulars.desk.archive.tables import FOLLOWS, LOGS, THERE_FROM_THE_BEGINNING, WHOLE
from regulars.events.intake.known import held, known, name_of, remember
from regulars.events.intake.months import make_ready
from regulars.lib.parquet import columns_of, files_of

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Cursor

    from regulars.desk.archive.manifest import Manifest

NAMES_AT_ONCE: Final = 20_000
_ALONE: Final = "SELECT pg_advisory_xact_lock(hashtext('regulars rebuild'))"
_ANYTHING: Final = "SELECT EXISTS (SELECT FROM {})"
#: Whoever opens an empty shop has these at once.
_ALWAYS_THERE: Final = {
    *THERE_FROM_THE_BEGINNING,
    "events_intakestate",
    "insight_counted",
    "insight_snapshot",
}
_MESSAGES: Final = """
    SELECT source_id, message_id FROM events_arrived UNION ALL SELECT source_id, message_id FROM events_quarantine
"""
_SEQUENCES: Final = """
    SELECT table_name, column_name, pg_get_serial_sequence(quote_ident(table_name), column_name)
    FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = ANY(%s)
      AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL
"""


class DatabaseNotEmpty(Refusal):
    """The database holds a shop already; an archive is rebuilt into an empty one. Facts: table."""


def alone(cursor: Cursor) -> None:
    """Until the end of the transaction nobody else rebuilds anything here."""
    cursor.execute(_ALONE)


def what_is_there(cursor: Cursor) -> str | None:
    """A table in which there is something that no empty shop has; None where there is none."""
    for table in (*LOGS, *WHOLE, *FOLLOWS):
        if table not in _ALWAYS_THERE:
            row = cursor.execute(SQL(_ANYTHING).format(Identifier(table))).fetchone()
            if row and row[0]:
                return table
    return None


def restore(cursor: Cursor, folder: Path, manifest: Manifest) -> None:
    """Put everything back that is in the archive, after all of it was looked at."""
    _refuse_other_age(cursor, manifest)
    paths = {kept.file: proved(folder, kept) for kept in manifest.files}
    for month in sorted({str(kept.day)[:7] for kept in manifest.of("events_arrived")}):
        make_ready(cursor, now=datetime.fromisoformat(f"{month}-01").replace(tzinfo=UTC))
    for table in THERE_FROM_THE_BEGINNING:
        cursor.execute(SQL("DELETE FROM {}").format(Identifier(table)))
    with files_of(cursor) as files:
        for table in (*WHOLE, *LOGS):
            for kept in manifest.of(table):
                files.read(table, kept.columns, paths[kept.file])
    _go_on_counting(cursor)
    make_ready(cursor, now=datetime.now(UTC))
    _remember_messages(cursor)


def _refuse_other_age(cursor: Cursor, manifest: Manifest) -> None:
    """Tables are the same in the archive and here, or somebody else's code knows how to read it."""
    if missing := sorted({*WHOLE} - {one.table for one in manifest.files}):
        raise ArchiveOlder(lacks=", ".join(missing))
    if unknown := sorted({one.table for one in manifest.files} - {*WHOLE, *LOGS}):
        raise ArchiveNewer(holds=", ".join(unknown))
    for kept in manifest.files:
        here = columns_of(cursor, kept.table)
        if more := sorted(set(kept.columns.items()) - set(here.items())):
            raise ArchiveNewer(holds=f"{kept.table}.{more[0][0]}")
        if fewer := sorted(set(here) - set(kept.columns)):
            raise ArchiveOlder(lacks=f"{kept.table}.{fewer[0]}")


def _go_on_counting(cursor: Cursor) -> None:
    """What is numbered goes on where it was."""
    for table, column, sequence in cursor.execute(_SEQUENCES, ([*WHOLE, *LOGS],)).fetchall():
        asked = SQL("SELECT setval(%s, greatest(max({column}), 1), max({column}) IS NOT NULL) FROM {table}")
        cursor.execute(asked.format(column=Identifier(column), table=Identifier(table)), (sequence,))


def _remember_messages(cursor: Cursor) -> None:
    """A message that comes once more is known for ever, also here. One that was mended stands in the log twice."""
    generation = held(cursor)
    with cursor.connection.cursor(name="messages") as messages:
        messages.execute(_MESSAGES)
        while some := messages.fetchmany(NAMES_AT_ONCE):
            names = {name_of(source, message) for source, message in some}
            remember(cursor, generation, names - known(cursor, names, {}))
