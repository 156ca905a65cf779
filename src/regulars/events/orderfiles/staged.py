"""A staged order file: everybody's events, ready to be read by member or in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import duckdb
import msgspec

from regulars.core.events import Cancellation, Event, Milestone, Order, Return, Spend
from regulars.events.orderfiles.database import open_database
from regulars.events.orderfiles.report import Anonymous, Report
from regulars.lib.quoting import literal

_CHUNK: Final = 20_000
_decode_events: Final = msgspec.json.Decoder(list[Order | Return | Cancellation | Milestone | Spend]).decode
_decode_event: Final = msgspec.json.Decoder(Order | Return | Cancellation | Milestone | Spend).decode


class Staged(msgspec.Struct, frozen=True):
    """Knows a folder and a report, so that it can be sent to another process; each reader opens the folder itself."""

    folder: Path
    report: Report

    def by_member(self, part: int = 0, parts: int = 1) -> Iterator[tuple[str, list[Event]]]:
        """Members of one of `parts` shares with about equal numbers of lines, each with all their events in order."""
        with closing(open_database(self.folder / "staging.duckdb", read_only=True)) as database:
            first, end = _share(database, part=part, parts=parts)
            whose: str | None = None
            texts: list[str] = []
            for member, body in _rows(database, first=first, end=end):
                if member != whose:
                    if whose is not None:
                        yield whose, _events(texts)
                    whose, texts = member, []
                texts.append(body)
            if whose is not None:
                yield whose, _events(texts)

    def in_time_order(
        self, *, after: int = 0, part: int = 0, parts: int = 1
    ) -> Iterator[tuple[str | None, Event]]:
        """Everybody's events as they happened; no member means an anonymous receipt.

        The order is the same each time, so an import that was interrupted goes on `after` so many events. Of several
        parts each has members of its own; the anonymous receipts are all in part 0.
        """
        with closing(self._timeline()) as database:
            whose = _whose(part, parts)
            for member, body in _rows(
                database, first=after, end=self.report.events, table="timeline", whose=whose
            ):
                yield member, _decode_event(body)

    def sort(self) -> None:
        """Put the events in the order of time now: where several processes are to read them, one must do it first."""
        self._timeline().close()

    def anonymous(self) -> Anonymous:
        """What was bought without a customer's number."""
        return self.report.anonymous

    def _timeline(self) -> duckdb.DuckDBPyConnection:
        """The events sorted by time. Made when first asked for: a back-test never needs it."""
        path = self.folder / "timeline.duckdb"
        if not path.exists():
            # Sorted beside the final name, so that a kill in the middle leaves no half of it.
            unfinished = path.with_suffix(".unfinished")
            unfinished.unlink(missing_ok=True)
            with closing(open_database(unfinished)) as database:
                database.execute(
                    f"ATTACH {literal(str(self.folder / 'staging.duckdb'))} AS staging (READ_ONLY)"
                )
                database.execute(
                    "CREATE TABLE timeline AS SELECT row_number() OVER () - 1 AS place, member, body FROM "
                    '(SELECT member, body FROM staging.events ORDER BY "at", part, id)'
                )
            unfinished.rename(path)
        return open_database(path, read_only=True)


def _share(database: duckdb.DuckDBPyConnection, *, part: int, parts: int) -> tuple[int, int]:
    found = database.execute(
        "SELECT coalesce(min(first_place), 0), coalesce(max(first_place + events), 0) FROM members "
        "WHERE lines_before * $parts // (SELECT sum(lines) FROM members) = $part",
        {"part": part, "parts": parts},
    ).fetchone()
    assert found is not None
    return found[0], found[1]


def _rows(
    database: duckdb.DuckDBPyConnection, *, first: int, end: int, table: str = "events", whose: str = "true"
) -> Iterator[tuple[str, str]]:
    sql = f"SELECT member, body FROM {table} WHERE place >= ? AND place < ? AND {whose} ORDER BY place"  # noqa: S608 - ours.
    for start in range(first, end, _CHUNK):
        yield from database.execute(sql, [start, min(start + _CHUNK, end)]).fetchall()


def _whose(part: int, parts: int) -> str:
    """Which members belong to a part, whoever asks and whenever."""
    return f"coalesce(CASE WHEN member IS NOT NULL THEN hash(member) % {parts} END, 0) = {part}"


def _events(texts: list[str]) -> list[Event]:
    events: list[Event] = [*_decode_events("[" + ",".join(texts) + "]")]
    return events
