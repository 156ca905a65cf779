"""Turns wall clocks into instants and instants into local days, asking the calendar once a day and not once a row."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import duckdb

from regulars.core.periods import Calendar, Instant, moment

_DAY: Final = 86_400_000_000
_MINUTE: Final = 60_000_000
_EPOCH_DAY: Final = 719_163
"""`date(1970, 1, 1).toordinal()`."""


def place_walls(calendar: Calendar, *, database: duckdb.DuckDBPyConnection) -> int:
    """Write for each local day that occurs how far its clock is ahead of UTC; times on days with a change one by one.

    Answers how many rows have a time that the clocks skip or show twice.
    """
    days = [day for (day,) in database.execute(
        "SELECT DISTINCT wall // 86400000000 FROM lines WHERE wall IS NOT NULL AND date_fits").fetchall()]  # fmt: skip
    even, odd = {}, []
    for day in days:
        start, end = calendar.start_of(day + _EPOCH_DAY), calendar.start_of(day + _EPOCH_DAY + 1)
        if end - start == _DAY:
            even[day] = day * _DAY - start
        else:
            odd.append(day)
    _write(database, "wall_days", ("day", "shift"), list(even.items()))
    times: list[tuple[int, ...]] = []
    doubtful = 0
    for day in odd:
        for wall, rows in database.execute(
            "SELECT wall, count(*) FROM lines WHERE wall // 86400000000 = ? GROUP BY wall", [day]
        ).fetchall():
            times.append((wall, at := calendar.read(_naive(wall))))
            doubtful += rows if _is_doubtful(calendar, wall, at) else 0
    _write(database, "wall_times", ("wall", "at"), times)
    return doubtful


def place_instants(calendar: Calendar, *, database: duckdb.DuckDBPyConnection) -> None:
    """Write for each UTC day on which something happened how far the local clock is ahead, and for the others each time."""
    days = [day for (day,) in _times(database, 'SELECT DISTINCT "at" // 86400000000', '"at" IS NOT NULL')]
    even, odd = {}, []
    for day in days:
        ahead = _ahead(calendar, day * _DAY)
        if ahead == _ahead(calendar, (day + 1) * _DAY - _MINUTE):
            even[day] = ahead
        else:
            odd.append(day)
    _write(database, "utc_days", ("day", "shift"), list(even.items()))
    times: list[tuple[int, ...]] = []
    for day in odd:
        for (at,) in _times(database, 'SELECT DISTINCT "at"', f'"at" // 86400000000 = {day}'):
            times.append((at, *calendar.local(Instant(at))))
    _write(database, "utc_times", ("at", "day", "minute"), times)


def _times(database: duckdb.DuckDBPyConnection, asked: str, where: str) -> list[tuple[int]]:
    """Ask of all times at which something happened, to an order or to what it reached."""
    happened = '(SELECT "at" FROM orders UNION ALL SELECT "at" FROM milestones)'
    return database.execute(f"{asked} FROM {happened} WHERE {where}").fetchall()


def _ahead(calendar: Calendar, at: int) -> int:
    day, minute = calendar.local(Instant(at))
    return (day - _EPOCH_DAY) * _DAY + minute * _MINUTE - at


def _naive(wall: int) -> datetime:
    return moment(Instant(wall)).replace(tzinfo=None)


def _is_doubtful(calendar: Calendar, wall: int, at: int) -> bool:
    """Whether the clocks of that day never show this time, or show it twice."""
    shown_at = _wall(calendar, at)
    # Clocks move by at most some hours; the same reading an hour or two later is the second of two.
    again = any(_wall(calendar, at + half * 30 * _MINUTE) == shown_at for half in range(1, 7))
    return shown_at // _MINUTE != wall // _MINUTE or again


def _wall(calendar: Calendar, at: int) -> int:
    return at + _ahead(calendar, at // _MINUTE * _MINUTE)


def _write(
    database: duckdb.DuckDBPyConnection, table: str, columns: tuple[str, ...], rows: list[tuple[int, ...]]
) -> None:
    shape = ", ".join(f'"{column}" BIGINT' for column in columns)
    database.execute(f"CREATE TABLE {table} ({shape})")
    if rows:
        lists = [list(values) for values in zip(*rows, strict=True)]
        shown = ", ".join("unnest(?::BIGINT[])" for _ in columns)
        database.execute(f"INSERT INTO {table} SELECT {shown}", lists)
