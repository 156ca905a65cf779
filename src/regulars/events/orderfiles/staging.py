"""Stages an order file: from rows in somebody's own words to members with their events, and what was found."""

from __future__ import annotations

import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import duckdb
import msgspec

from regulars.core.money import exponent
from regulars.core.periods import Calendar, instant
from regulars.events.orderfiles.aside import refuse_if_nothing_is_left, write_aside
from regulars.events.orderfiles.columns import Columns, recognise
from regulars.events.orderfiles.database import open_database, question
from regulars.events.orderfiles.mapping import Mapping
from regulars.events.orderfiles.notices import notices
from regulars.events.orderfiles.opening import Opened, open_file
from regulars.events.orderfiles.reading import give, look_into
from regulars.events.orderfiles.refusals import DateOrderUnknown, FileEmpty
from regulars.events.orderfiles.report import Anonymous, Notice, Progress, Report
from regulars.events.orderfiles.staged import Staged
from regulars.events.orderfiles.zones import place_instants, place_walls
from regulars.lib.quoting import literal

#: Lines that are gathered in memory at once; more receipts follow in the next go.
_LINES_AT_ONCE: Final = 500_000
_YEAR_LAST: Final = {"day-first": "%d/%m/%Y", "month-first": "%m/%d/%Y"}
_SCRATCH: Final = (
    "work.duckdb", "work.duckdb.wal", "staging.unfinished", "staging.unfinished.wal", "in-utf8.txt",
)  # fmt: skip


class _Wish(msgspec.Struct, frozen=True):
    """What the caller asked for."""

    path: str
    currency: str
    points: str | None
    zone: str
    folder: Path
    mapping: Mapping
    names: bool
    until: datetime | None
    tell: Progress


class _Found(msgspec.Struct, frozen=True):
    """What the file turned out to be."""

    opened: Opened
    columns: Columns
    date_order: str | None


def stage(
    path: str | Path,
    *,
    currency: str,
    zone: str,
    folder: Path,
    points: str | None = None,
    mapping: Mapping | None = None,
    names: bool = False,
    until: datetime | None = None,
    on_progress: Progress | None = None,
) -> Staged:
    """Read a whole order file into `folder`, where nothing else should be. After a refusal nothing there is staged.

    `points` is the kind of points that were used where the file does not say which. `names` keeps the names of goods, which a page shows and a back-test never asks for. Rows dated after `until`
    are set aside: in the books they would carry their members into the future.
    """
    wish = _Wish(
        str(path),
        currency,
        points,
        zone,
        folder,
        mapping or Mapping(),
        names,
        until,
        on_progress or _say_nothing,
    )
    folder.mkdir(parents=True, exist_ok=True)
    _remove(folder, "staging.duckdb", "timeline.duckdb", *_SCRATCH)
    try:
        with closing(open_database(folder / "work.duckdb")) as database:
            report = _stage(wish, database)
        (folder / "staging.unfinished").rename(folder / "staging.duckdb")
    finally:
        _remove(folder, *_SCRATCH)
    wish.tell("staged", 1.0)
    return Staged(folder, report)


def _stage(wish: _Wish, database: duckdb.DuckDBPyConnection) -> Report:
    began = time.monotonic()
    found = _read(wish, database)
    doubtful = _gather_receipts(wish, found, database)
    aside, aside_file = write_aside(
        Path(wish.path), folder=wish.folder, columns=found.columns, database=database
    )
    refuse_if_nothing_is_left(wish.path, wish.currency, aside, aside_file, database=database)
    said = notices(
        database, columns=found.columns, encoding=found.opened.encoding, date_order=found.date_order,
        doubtful=doubtful, facts={"currency": wish.currency, "zone": wish.zone},
    )  # fmt: skip
    _write_events(wish, database)
    report = _report(wish, found, said, database)
    seconds = round(time.monotonic() - began, 3)
    return msgspec.structs.replace(report, set_aside=aside, set_aside_file=aside_file, seconds=seconds)


def _read(wish: _Wish, database: duckdb.DuckDBPyConnection) -> _Found:
    wish.tell("opening", 0.0)
    opened = open_file(Path(wish.path), folder=wish.folder)
    table = look_into(opened, path=wish.path, database=database)
    columns = recognise(table.columns, mapping=wish.mapping, path=wish.path)
    wish.tell("reading", 0.05)
    give(table, columns, database=database)
    database.execute(question("macros"))
    date_order = wish.mapping.dates or _date_order(wish.path, database)
    _set(database, "unit", str(10 ** exponent(wish.currency)))
    _set(database, "currency", literal(wish.currency))
    _set(database, "points", literal(wish.points) if wish.points else "CAST(NULL AS VARCHAR)")
    _set(database, "names", str(wish.names).lower())
    _set(database, "mark", literal(columns.returns_begin_with) if columns.returns_begin_with else "NULL")
    _set(database, "year_last", literal(_YEAR_LAST.get(date_order or "", "%Y/%m/%d")))
    _set_latest(wish, database)
    wish.tell("checking", 0.2)
    database.execute(question("lines"))
    if not _one(database, "SELECT count(*) FROM lines")[0]:
        raise FileEmpty(path=wish.path)
    return _Found(opened, columns, date_order)


def _set_latest(wish: _Wish, database: duckdb.DuckDBPyConnection) -> None:
    """The latest moment as a wall in the shop shows it, and as it is."""
    utc, wall = "NULL", "NULL"
    if wish.until is not None:
        here = wish.until.astimezone(ZoneInfo(wish.zone)).replace(tzinfo=UTC)
        utc, wall = str(instant(wish.until)), str(instant(here))
    _set(database, "latest_utc", utc)
    _set(database, "latest_wall", wall)


def _date_order(path: str, database: duckdb.DuckDBPyConnection) -> str | None:
    """Which of day and month comes first where the year comes last: some row has a 13th to 31st, or nobody knows."""
    example, day_first, month_first = _one(database, question("date_order"))
    if example is None:
        return None
    if bool(day_first) == bool(month_first):
        raise DateOrderUnknown(path=path, example=example)
    return "day-first" if day_first else "month-first"


def _gather_receipts(wish: _Wish, found: _Found, database: duckdb.DuckDBPyConnection) -> int:
    """Rows to receipts; answers how many times fall where a clock was changed."""
    calendar = Calendar(wish.zone)
    doubtful = place_walls(calendar, database=database)
    wish.tell("gathering", 0.4)
    database.execute(question("orders", absent=_absent(found.columns)))
    database.execute(question("milestones"))
    if _one(database, "SELECT count(*) FROM orders WHERE discount > 0")[0]:
        database.execute(question("shares"))
    place_instants(calendar, database=database)
    database.execute(question("heads"))
    return doubtful


def _absent(columns: Columns) -> list[str]:
    """What the receipts need not be asked for, under the names that `lines` has."""
    there = set(columns.sources)
    asked = (
        "member",
        "currency",
        "store",
        "channel",
        "return_of",
        "total",
        "order_discount",
        "points_used",
        "points_kind",
    )
    absent = [name for name in asked if name not in there]
    return absent if there & {"paid_with_points", "vouchers"} else [*absent, "unearning"]


def _write_events(wish: _Wish, database: duckdb.DuckDBPyConnection) -> None:
    target = literal(str(wish.folder / "staging.unfinished"))
    database.execute(f"ATTACH {target} AS staging")
    database.execute(question("members"))
    lines, events = _one(database, "SELECT coalesce(max(lines_before + line_count), 0), count(*) FROM heads")
    goes = -(-lines // _LINES_AT_ONCE)
    starts = [
        _one(
            database,
            "SELECT coalesce(min(place), 0) FROM heads WHERE lines_before >= $1",
            [go * _LINES_AT_ONCE],
        )[0]
        for go in range(goes)
    ]
    for go, (first, end) in enumerate(zip(starts, [*starts[1:], events], strict=True)):
        wish.tell("sorting", 0.5 + 0.5 * go / goes)
        database.execute(question("events"), {"first": first, "end": end})
    database.execute("DETACH staging")


def _report(
    wish: _Wish, found: _Found, said: tuple[Notice, ...], database: duckdb.DuckDBPyConnection
) -> Report:
    counts = database.execute(question("counts")).fetchone()
    assert counts is not None
    (lines, kept, orders, returns, cancellations, spends, milestones, *rest) = counts
    (members, sales, returned, first_at, last_at, *anonymous) = rest
    return Report(
        path=wish.path, fingerprint=found.opened.fingerprint, format=found.opened.format,
        encoding=found.opened.encoding, currency=wish.currency, zone=wish.zone,
        columns={field: str(source) for field, source in found.columns.sources.items()},
        lines=lines, lines_kept=kept, orders=orders, returns=returns, cancellations=cancellations, spends=spends,
        milestones=milestones, members=members,
        sales=sales, returned=returned, anonymous=Anonymous(*anonymous), first_at=first_at, last_at=last_at,
        notices=said, set_aside={}, set_aside_file=None, seconds=0.0,
    )  # fmt: skip


def _set(database: duckdb.DuckDBPyConnection, variable: str, value: str) -> None:
    database.execute(f"SET VARIABLE {variable} = {value}")


def _one(database: duckdb.DuckDBPyConnection, sql: str, values: list[int] | None = None) -> tuple[int, ...]:
    row = database.execute(sql, values).fetchone()
    assert row is not None
    return tuple(row)


def _remove(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).unlink(missing_ok=True)


def _say_nothing(step: str, done: float) -> None:
    """Nobody asked for progress."""
