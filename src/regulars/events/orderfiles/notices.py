"""Gathers what a person should know of a file that was read: what was assumed, rounded, or left unread."""

from __future__ import annotations

import duckdb

from regulars.events.orderfiles.columns import Columns
from regulars.events.orderfiles.report import Notice

_COUNTS = """
    SELECT count(*) FILTER (wall IS NOT NULL AND date_fits) AS times_without_zone,
        count(*) FILTER (has_no_time AND date_fits) AS times_missing,
        count(*) FILTER (republican AND date_fits) AS years_of_the_republic,
        count(*) FILTER (l.reason IS NULL AND o.reason IS NULL AND rounded AND NOT cancels) AS amounts_rounded,
        count(*) FILTER (o.member IS NULL AND NOT reaches) AS lines_without_member,
        count(*) FILTER (l.reason IS NULL AND o.reason IS NULL AND l.amount = 0 AND NOT cancels) AS lines_without_price
    FROM lines l LEFT JOIN orders o USING (order_id)
"""


def notices(
    database: duckdb.DuckDBPyConnection,
    *,
    columns: Columns,
    encoding: str | None,
    facts: dict[str, str | int],
    date_order: str | None,
    doubtful: int,
) -> tuple[Notice, ...]:
    """Everything worth saying; a notice with nothing to count is not made. `facts` go into every sentence."""
    made: list[Notice] = []
    if encoding not in {None, "utf-8", "utf-8-sig"}:
        made.append(
            Notice("encoding_read_as", {"encoding": "Big5 (CP950)" if encoding == "cp950" else "UTF-16"})
        )
    if columns.unused:
        made.append(Notice("columns_unused", {"columns": ", ".join(columns.unused)}))
    if columns.returns_begin_with:
        made.append(Notice("returns_marked", {"mark": columns.returns_begin_with}))
    if date_order:
        made.append(Notice("dates_" + date_order.replace("-", "_"), {}))
    row = database.execute(_COUNTS).fetchone()
    assert row is not None
    named = [name for name, *_ in database.description or []]
    counts = dict(zip(named, row, strict=True)) | {"times_doubtful": doubtful}
    made += [Notice(code, {**facts, "count": count}) for code, count in counts.items() if count]
    return tuple(made)
