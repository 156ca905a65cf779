"""Tables into Parquet files and back, to the bit; the types are those that an analyst reads."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import duckdb
from psycopg.sql import SQL, Composed, Identifier

from regulars.lib.quoting import literal, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from duckdb import DuckDBPyConnection
    from psycopg import Cursor

#: The type of a column in PostgreSQL: in the file. A moment is in UTC. What is not named here goes as text, and comes back from it.
_TYPES: Final = {
    "int2": "SMALLINT", "int4": "INTEGER", "int8": "BIGINT", "bool": "BOOLEAN", "date": "DATE",
    "timestamptz": "TIMESTAMP", "bytea": "BLOB",
}  # fmt: skip
_COLUMNS: Final = """
    SELECT column_name, udt_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = %s AND is_generated = 'NEVER'
    ORDER BY ordinal_position
"""
_NULL: Final = r"\N"
#: A row as text: an event has at most 32 KB, a programme some hundreds, and bytes are twice as long in hexadecimal.
_LINE_BYTES_MAX: Final = 16 * 1024 * 1024
#: A worker stands beside a shop on a small machine; left alone this would take four fifths of its memory.
_SMALL: Final[dict[str, str | bool | int | float | list[str]]] = {"threads": 1, "memory_limit": "256MB"}

Columns = dict[str, str]
"""The columns of a table with their types in the file."""


def columns_of(cursor: Cursor, table: str) -> Columns:
    """What a table holds, in its own order."""
    return {name: _TYPES.get(udt, "VARCHAR") for name, udt in cursor.execute(_COLUMNS, (table,))}


@contextmanager
def files_of(cursor: Cursor) -> Iterator[Files]:
    """Open what writes and reads files, for many of them: opening it takes longer than a small table."""
    with duckdb.connect(config=_SMALL) as database:
        yield Files(cursor, database)


class Files(NamedTuple):
    """Tables on one side, on the other their files."""

    cursor: Cursor
    database: DuckDBPyConnection

    def write(
        self, table: str, columns: Columns, path: Path, *, where: Composed | SQL, order: tuple[str, ...]
    ) -> int:
        """Write rows of a table into a file, and answer how many."""
        beside = path.with_suffix(".csv")
        self.cursor.execute("SET LOCAL TimeZone = 'UTC'")
        asked = SQL(
            r"COPY (SELECT {columns} FROM {table} WHERE {where} ORDER BY {order}) "
            r"TO STDOUT (FORMAT csv, NULL '\N', FORCE_QUOTE *)"
        )
        names = SQL(", ").join(map(Identifier, columns))
        sorted_by = SQL(", ").join(map(Identifier, order or tuple(columns)))
        query = asked.format(columns=names, table=Identifier(table), where=where, order=sorted_by)
        try:
            with beside.open("wb") as file, self.cursor.copy(query) as copy:
                for chunk in copy:
                    file.write(chunk)
            return self._packed(beside, columns, path)
        finally:
            beside.unlink(missing_ok=True)

    def read(self, table: str, columns: Mapping[str, str], path: Path) -> None:
        """Add the rows of a file to a table."""
        beside = path.with_suffix(f".{table}.csv")
        try:
            self._unpacked(path, columns, beside)
            names = SQL(", ").join(map(Identifier, columns))
            into = SQL(r"COPY {table} ({columns}) FROM STDIN (FORMAT csv, NULL '\N')")
            with (
                beside.open("rb") as file,
                self.cursor.copy(into.format(table=Identifier(table), columns=names)) as copy,
            ):
                while chunk := file.read(1 << 20):
                    copy.write(chunk)
        finally:
            beside.unlink(missing_ok=True)

    def _packed(self, csv: Path, columns: Columns, path: Path) -> int:
        """A file of texts as Parquet, typed."""
        texts = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in columns)
        typed = ", ".join(f"{_from_text(name, kind)} AS {quoted(name)}" for name, kind in columns.items())
        self.database.execute(
            f"COPY (SELECT {typed} FROM read_csv({literal(str(csv))}, auto_detect=false, header=false, delim=',', "  # noqa: S608 - names of columns, quoted.
            f"quote='\"', escape='\"', nullstr={literal(_NULL)}, allow_quoted_nulls=false, parallel=false, "
            f"max_line_size={_LINE_BYTES_MAX}, buffer_size={2 * _LINE_BYTES_MAX}, columns={{{texts}}})) "
            f"TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)"
        )
        found = self.database.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchone()
        return int(found[0]) if found else 0

    def _unpacked(self, path: Path, columns: Mapping[str, str], csv: Path) -> None:
        told = ", ".join(_to_text(name, kind) for name, kind in columns.items())
        self.database.execute(
            f"COPY (SELECT {told} FROM read_parquet({literal(str(path))})) TO {literal(str(csv))} "  # noqa: S608 - as above.
            f"(FORMAT csv, HEADER false, NULLSTR {literal(_NULL)}, FORCE_QUOTE *)"
        )


def _from_text(name: str, kind: str) -> str:
    if kind == "BLOB":
        return f"unhex(substr({quoted(name)}, 3))"
    if kind == "TIMESTAMP":
        return f"CAST(replace({quoted(name)}, '+00', '') AS TIMESTAMP)"
    return f"CAST({quoted(name)} AS {kind})"


def _to_text(name: str, kind: str) -> str:
    if kind == "BLOB":
        return f"'\\x' || lower(hex({quoted(name)})) AS {quoted(name)}"
    zone = " || '+00'" if kind == "TIMESTAMP" else ""
    return f"CAST({quoted(name)} AS VARCHAR){zone} AS {quoted(name)}"
