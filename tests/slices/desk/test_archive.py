"""The archive: the log by days as Parquet, from which a shop is rebuilt bit for bit."""

import os
from datetime import UTC, datetime, timedelta

import duckdb
import pytest
from archived_shop import emptied, every_row
from corner_shop import busy_days, everything_written, order, told

from regulars.core.periods import instant
from regulars.desk.archive import changes
from regulars.desk.archive.manifest import load
from regulars.desk.archive.rebuilding import rebuild
from regulars.desk.archive.writing import archive
from regulars.desk.clock import run_due
from regulars.desk.posting import post
from regulars.desk.verify import verify
from regulars.events.intake import log
from regulars.events.intake.arrived import Arrived
from regulars.events.intake.months import make_ready
from regulars.events.models import Event
from regulars.lib.cursors import raw_cursor
from regulars.programmes import queries

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def busy(live_shop):
    """A shop with members who were busy, nobody's orders, and what came over the wire."""
    post(live_shop, busy_days(1))
    post(live_shop, busy_days(2, sources=("web", "app")))
    run_due(live_shop, now=NOW)
    make_ready(raw_cursor(), now=NOW)
    log.append(raw_cursor(), [_arrived(number) for number in range(20)])
    return live_shop


def _arrived(number):
    at = instant(NOW) - number * 3_600_000_000
    raw = b'{"say": "a \\"quote\\", a,comma and \\\\N", "zh": "\xe6\x9b\xb8"}\n' * (number % 3)
    return Arrived(1, f"m{number}", "track", None if number % 2 else r"\N", "", None, at, at, None, raw, b"")


def arrived():
    return raw_cursor().execute("SELECT * FROM events_arrived ORDER BY xid, no").fetchall()


def test_a_shop_is_rebuilt_bit_for_bit(busy, tmp_path):
    before, rows, came = everything_written(), every_row(), arrived()
    archive(tmp_path, now=NOW)
    emptied()

    members = rebuild(tmp_path)
    run_due(queries.current(), now=NOW)

    assert members == 3
    assert everything_written() == before
    assert arrived() == came
    assert every_row() == rows
    assert verify(queries.current()).broken == ()


def test_what_was_known_stays_known_and_what_is_new_goes_on(busy, tmp_path):
    archive(tmp_path, now=NOW)
    emptied()
    rebuild(tmp_path)
    programme = queries.current()

    again = post(programme, busy_days(1))
    taken = log.append(raw_cursor(), [_arrived(3), _arrived(99)])
    (answer,) = told(programme, order("new", "2026-11-20 10:00", ("tea", 2)), member="Eve")

    assert {one.status for one in again} <= {"repeated", "refused"}
    assert (taken.new, taken.known) == (1, 1)
    assert answer.status == "decided"
    assert verify(programme).broken == ()


def _came_at(at):
    Event.objects.update(received_at=at)


def test_a_run_holds_the_running_day_too_and_writes_it_again_when_it_grew(busy, tmp_path):
    """Who is who is of that moment, and so the log must be."""
    first = archive(tmp_path, now=NOW)
    assert load_rows(first, "events_event") == Event.objects.count()

    told(busy, order("late", "2026-11-20 10:00", ("tea", 2)), member="Eve")
    second = archive(tmp_path, now=NOW)

    assert load_rows(second, "events_event") == load_rows(first, "events_event") + 1
    assert len(list((tmp_path / "events_event").iterdir())) == 1


def load_rows(manifest, table):
    return sum(kept.rows for kept in manifest.of(table))


def test_a_day_is_written_once_and_again_only_where_more_came(busy, tmp_path):
    today = datetime.now(UTC)
    _came_at(today)
    first = archive(tmp_path, now=today + timedelta(days=1))
    second = archive(tmp_path, now=today + timedelta(days=2))
    assert first.of("events_event") == second.of("events_event")

    told(busy, order("late", "2026-11-20 10:00", ("tea", 2)), member="Eve")
    third = archive(tmp_path, now=today + timedelta(days=3))

    assert load_rows(third, "events_event") == load_rows(first, "events_event") + 1
    assert len(list((tmp_path / "events_event").iterdir())) == 1


def test_what_lies_still_is_not_counted_again(busy, tmp_path, monkeypatch):
    _came_at(NOW - timedelta(days=400))
    archive(tmp_path, now=NOW)
    asked, count = [], changes._rows
    monkeypatch.setattr(
        changes, "_rows", lambda cursor, table, where: asked.append(where) or count(cursor, table, where)
    )

    again = archive(tmp_path, now=NOW)
    assert [where for where in asked if where == "TRUE" or "2025" in where] == []

    log.append(raw_cursor(), [_arrived(number) for number in (5, 30)])
    more = archive(tmp_path, now=NOW)
    assert load_rows(more, "events_arrived") == load_rows(again, "events_arrived") + 1
    assert "TRUE" not in asked


def test_an_archive_that_this_database_did_not_write_last_is_counted_whole(busy, tmp_path, monkeypatch):
    archive(tmp_path / "one", now=NOW)
    archive(tmp_path / "two", now=NOW + timedelta(days=1))
    asked, count = [], changes._rows
    monkeypatch.setattr(
        changes, "_rows", lambda cursor, table, where: asked.append(where) or count(cursor, table, where)
    )

    archive(tmp_path / "one", now=NOW)

    assert asked == ["TRUE", "TRUE"]


def test_an_analyst_reads_the_files_as_they_are(busy, tmp_path):
    archive(tmp_path, now=NOW)

    files = str(tmp_path / "events_event" / "*.parquet")
    counted = duckdb.sql(f"SELECT count(*), min(day), max(no) FROM '{files}'").fetchall()[0]
    compression = duckdb.sql(f"SELECT DISTINCT compression FROM parquet_metadata('{files}')").fetchall()

    assert counted[0] == Event.objects.count()
    assert counted[1] == Event.objects.order_by("day").first().day
    assert compression == [("ZSTD",)]


def test_a_crash_leaves_the_archive_of_before(busy, tmp_path, monkeypatch):
    _came_at(NOW)
    before = archive(tmp_path, now=NOW + timedelta(days=1))
    told(busy, order("late", "2026-11-20 10:00", ("tea", 2)), member="Eve")

    monkeypatch.setattr(os, "fsync", _power_goes)
    with pytest.raises(OSError, match="the power went"):
        archive(tmp_path, now=NOW + timedelta(days=9))
    monkeypatch.undo()

    assert load(tmp_path) == before
    emptied()
    rebuild(tmp_path)
    archive(tmp_path, now=NOW + timedelta(days=9))
    assert not list(tmp_path.rglob("*.unfinished"))


def _power_goes(_file):
    raise OSError("the power went")


def test_a_rebuild_that_was_killed_goes_on(busy, tmp_path, monkeypatch):
    before = everything_written()
    archive(tmp_path, now=NOW)
    emptied()
    monkeypatch.setattr("regulars.desk.archive.rebuilding.CHUNK", 1)
    with pytest.raises(KeyboardInterrupt):
        rebuild(tmp_path, on_progress=_killed)

    monkeypatch.undo()
    assert rebuild(tmp_path) == 2
    run_due(queries.current(), now=NOW)

    assert everything_written() == before


def _killed(_done, _all):
    raise KeyboardInterrupt
