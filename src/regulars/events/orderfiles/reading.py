"""Brings a file's rows into DuckDB as text under our column names, whatever the file's format."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Final

import duckdb
import msgspec

from regulars.events.orderfiles.columns import NESTED, Columns, Source
from regulars.events.orderfiles.fields import FIELDS
from regulars.events.orderfiles.opening import Opened
from regulars.events.orderfiles.refusals import (
    ColumnsTwice,
    CsvBroken,
    FileEmpty,
    JsonBroken,
    ParquetBroken,
)
from regulars.lib.quoting import literal, quoted

DELIMITERS: Final = (",", ";", "\t", "|")
#: What is cut off at both ends of a cell; a till pads with any of these.
_BLANKS: Final = "' \t\r\n\u00a0\u3000\ufeff'"
_WHOLE_FLOATS_BELOW: Final = 2**53
_LINES_ARE_CALLED: Final = ("lines", "line_items", "lineItems", "items", "products", "details", "明細")


class Table(msgspec.Struct, frozen=True):
    """The file as the database sees it: its columns, and how to load those that are needed.

    `load` makes the table `file`; then `text(column)` is a column's text, and `row` and `nth` say where it stands.
    """

    columns: tuple[str, ...]
    load: Callable[[list[str]], None]
    text: Callable[[str], str]
    row: str
    nth: str = "0"


def look_into(opened: Opened, *, path: str, database: duckdb.DuckDBPyConnection) -> Table:
    """Find out a file's columns; refuses what is broken as a file."""
    match opened.format:
        case "csv":
            return _csv(opened, path=path, database=database)
        case "json":
            return _json(opened, path=path, database=database)
        case "parquet":
            return _parquet(opened, path=path, database=database)


def give(table: Table, columns: Columns, *, database: duckdb.DuckDBPyConnection) -> None:
    """Load the file and show it as the view `given`: row, nth, and each of our fields as trimmed text or NULL."""
    table.load(columns.used())
    fields = {field: _field(columns.sources.get(field), table.text) for field in FIELDS}
    shown = ", ".join(f'{text} AS "{field}"' for field, text in fields.items())
    database.execute(f"CREATE VIEW given AS SELECT {table.row} AS row, {table.nth} AS nth, {shown} FROM file")  # noqa: S608 - names are quoted below.


def _field(source: Source | None, text: Callable[[str], str]) -> str:
    if source is None:
        return "CAST(NULL AS VARCHAR)"
    parts = [f"nullif(trim({text(column)}, {_BLANKS}), '')" for column in source.columns]
    if len(parts) == 1:
        return parts[0]
    return " || '-' || ".join(parts) if source.joined else f"coalesce({', '.join(parts)})"


def _csv(opened: Opened, *, path: str, database: duckdb.DuckDBPyConnection) -> Table:
    header, delimiter = _header(opened.path, path)
    # Names in the database are positions, so that a header may repeat or leave out names.
    places = {name: f"c{place}" for place, name in reversed(list(enumerate(header)))}

    def load(used: list[str]) -> None:
        for name in used:
            if header.count(name) > 1:
                raise ColumnsTwice(path=path, column=name)
        types = ", ".join(f"c{place}: 'VARCHAR'" for place in range(len(header)))
        wanted = ", ".join(places[name] for name in used)
        database.execute(
            f"CREATE TABLE file AS SELECT {wanted} FROM read_csv({literal(str(opened.path))}, "  # noqa: S608 - names are ours.
            f"columns={{{types}}}, delim={literal(delimiter)}, quote='\"', escape='\"', header=true, "
            "auto_detect=false, strict_mode=true, null_padding=false, max_line_size=16000000, "
            "store_rejects=true, rejects_limit=1)"
        )
        _refuse_broken(path, database)

    return Table(tuple(header), load, lambda name: places[name], "rowid + 1")


def _header(path: Path, shown: str) -> tuple[list[str], str]:
    """First line of a CSV file, and the delimiter that cuts it into the most cells."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        start = list(itertools.islice(file, 50))
    cut = {delimiter: next(csv.reader(start, delimiter=delimiter)) for delimiter in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda each: len(cut[each]))
    header = [name.strip() for name in cut[delimiter]]
    if not any(header):
        raise CsvBroken(path=shown, line=1, problem="HEADER EMPTY", expected=None, found=None)
    return header, delimiter


def _refuse_broken(path: str, database: duckdb.DuckDBPyConnection) -> None:
    broken = database.execute(
        "SELECT line, error_type, error_message FROM reject_errors ORDER BY line LIMIT 1"
    ).fetchone()
    if broken:
        line, problem, message = broken
        counts = [int(word) for word in str(message).split() if word.isdigit()]
        expected, found = counts if len(counts) == 2 else (None, None)
        raise CsvBroken(path=path, line=line, problem=problem, expected=expected, found=found)


def _parquet(opened: Opened, *, path: str, database: duckdb.DuckDBPyConnection) -> Table:
    rows = f"read_parquet({literal(str(opened.path))}, file_row_number=true)"
    try:
        described = database.execute(f"DESCRIBE SELECT * EXCLUDE (file_row_number) FROM {rows}").fetchall()  # noqa: S608 - quoted.
    except duckdb.Error:
        raise ParquetBroken(path=path) from None
    types = {name: kind for name, kind, *_ in described}

    def load(used: list[str]) -> None:
        wanted = ", ".join(quoted(name) for name in used)
        try:
            database.execute(f"CREATE TABLE file AS SELECT file_row_number, {wanted} FROM {rows}")  # noqa: S608 - quoted.
        except (duckdb.InvalidInputException, duckdb.IOException, duckdb.ConversionException):
            raise ParquetBroken(path=path) from None

    return Table(tuple(types), load, lambda name: _as_text(name, types[name]), "file_row_number + 1")


def _as_text(name: str, kind: str) -> str:
    column = quoted(name)
    if kind in {"DOUBLE", "FLOAT"}:
        # A spreadsheet makes 13085.0 of a customer's number; beyond 2^53 a float no longer knows its last digit.
        return (
            f"CASE WHEN {column} = trunc({column}) AND abs({column}) < {_WHOLE_FLOATS_BELOW} "
            f"THEN CAST(CAST({column} AS BIGINT) AS VARCHAR) ELSE CAST({column} AS VARCHAR) END"
        )
    return f"CAST({column} AS VARCHAR)"


def _json(opened: Opened, *, path: str, database: duckdb.DuckDBPyConnection) -> Table:
    # A control character cannot stand in valid JSON, so as a delimiter it never cuts a line.
    database.execute(
        f"CREATE TABLE documents AS SELECT doc FROM read_csv({literal(str(opened.path))}, columns={{doc: 'VARCHAR'}}, "  # noqa: S608 - quoted.
        "delim='\x01', quote='', escape='', header=false, auto_detect=false, max_line_size=16000000, "
        "store_rejects=true, rejects_limit=1)"
    )
    broken = database.execute(
        "SELECT least((SELECT min(line) FROM reject_errors), (SELECT min(rowid) + 1 FROM documents "
        "WHERE trim(doc) <> '' AND (NOT json_valid(doc) OR json_type(doc) <> 'OBJECT')))"
    ).fetchone()
    if broken and broken[0]:
        raise JsonBroken(path=path, line=broken[0])
    columns, inside = _keys(database)
    if not columns:
        raise FileEmpty(path=path)
    items, places = _items(inside)

    def load(_used: list[str]) -> None:
        database.execute(
            f"CREATE VIEW file AS SELECT rowid + 1 AS row, {places} AS nth, doc, {items} AS item "  # noqa: S608 - quoted.
            "FROM documents WHERE trim(doc) <> ''"
        )

    def text(name: str) -> str:
        if inside and name.startswith(inside + NESTED):
            return f"json_extract_string(item, {_key(name.removeprefix(inside + NESTED))})"
        return f"json_extract_string(doc, {_key(name)})"

    return Table(tuple(columns), load, text, "row", "nth")


def _items(inside: str | None) -> tuple[str, str]:
    """The lines of a document and their places. A receipt without lines is one empty line, so that it is seen."""
    if inside is None:
        return "CAST(NULL AS JSON)", "0"
    nested = f"json_extract(doc, {_key(inside)})"
    has_lines = f"coalesce(json_array_length(doc, {_key(inside)}), 0) > 0"
    items = f"CASE WHEN {has_lines} THEN CAST({nested} AS JSON[]) ELSE [CAST(NULL AS JSON)] END"
    return f"unnest({items})", f"generate_subscripts({items}, 1)"


def _key(name: str) -> str:
    return literal('$."' + name.replace('"', '\\"') + '"')


def _keys(database: duckdb.DuckDBPyConnection) -> tuple[list[str], str | None]:
    """All keys that the documents have, and the key under which their lines are nested, if one is."""
    top = _distinct_keys(database, "doc", "trim(doc) <> ''")
    for name in top:
        if name in _LINES_ARE_CALLED:
            inner = f"SELECT unnest(CAST(json_extract(doc, {_key(name)}) AS JSON[])) AS item FROM documents"  # noqa: S608 - quoted.
            rows = f"({inner} WHERE json_type(doc, {_key(name)}) = 'ARRAY')"
            keys = _distinct_keys(database, "item", "true", source=rows)
            if keys:
                return [*(key for key in top if key != name), *(name + NESTED + key for key in keys)], name
    return top, None


def _distinct_keys(
    database: duckdb.DuckDBPyConnection, document: str, condition: str, *, source: str = "documents"
) -> list[str]:
    found = database.execute(
        f"SELECT key FROM (SELECT unnest(json_keys({document})) AS key FROM {source} WHERE {condition}) "  # noqa: S608 - quoted.
        "GROUP BY key ORDER BY count(*) DESC, key"
    )
    return [key for (key,) in found.fetchall()]
