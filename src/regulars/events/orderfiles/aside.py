"""Writes down the rows that could not be used, each with its reason, in a file that can be mended and imported."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

import duckdb

from regulars.events.orderfiles.columns import Columns
from regulars.events.orderfiles.fields import FIELDS
from regulars.events.orderfiles.refusals import CurrencyDoesNotFit, NothingUsable
from regulars.events.orderfiles.words import SET_ASIDE

#: The columns that we add; an import of the mended file passes over them.
_ADDED: Final = ("row", "reason", "原因", "why", "detail")

_ASIDE: Final = """
    FROM lines l LEFT JOIN orders o ON o.order_id = l.order_id AND o.reason IS NOT NULL
    WHERE l.reason IS NOT NULL OR o.reason IS NOT NULL
"""


def write_aside(
    path: Path, *, folder: Path, columns: Columns, database: duckdb.DuckDBPyConnection
) -> tuple[dict[str, int], Path | None]:
    """Answer how many rows have which reason, most frequent first, and the file that lists them."""
    counts = dict(
        database.execute(
            f"SELECT coalesce(l.reason, o.reason) AS why, count(*) {_ASIDE} GROUP BY why ORDER BY count(*) DESC, why"
        ).fetchall()
    )
    if not counts:
        return {}, None
    target = folder / f"{path.stem}.set-aside.csv"
    fields = [field for field in FIELDS if field in columns.sources]
    shown = ", ".join(f'g."{field}"' for field in fields)
    rows = database.execute(
        f"SELECT a.*, {shown} FROM (SELECT l.row, l.nth, coalesce(l.reason, o.reason) AS reason, o.detail {_ASIDE}) a "  # noqa: S608 - ours.
        "JOIN given g ON g.row = a.row AND g.nth = a.nth ORDER BY a.row, a.nth"
    )
    # With a mark at its start, so that a spreadsheet reads the Chinese.
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow([*_ADDED, *fields])
        while part := rows.fetchmany(10_000):
            for row, _, reason, detail, *given in part:
                words = SET_ASIDE[reason]
                out.writerow([row, reason, words["zh-Hant"], words["en"], detail, *given])
    return counts, target


def refuse_if_nothing_is_left(
    path: str,
    currency: str,
    counts: dict[str, int],
    aside: Path | None,
    *,
    database: duckdb.DuckDBPyConnection,
) -> None:
    """A file of which no row can be used is refused as a whole."""
    lines, left = _one(database, "SELECT (SELECT count(*) FROM lines), (SELECT count(*) FROM heads)")
    if left or not counts:
        return
    reason, count = next(iter(counts.items()))
    if set(counts) == {"currency_other"}:
        (found,) = _one(database, "SELECT min(currency) FROM orders")
        raise CurrencyDoesNotFit(path=path, found=found, expected=currency)
    raise NothingUsable(path=path, lines=lines, reason=reason, count=count, set_aside_file=str(aside))


def _one(database: duckdb.DuckDBPyConnection, sql: str) -> tuple[int, ...]:
    row = database.execute(sql).fetchone()
    assert row is not None
    return tuple(row)
