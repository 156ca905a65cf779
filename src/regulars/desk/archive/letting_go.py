"""Old months of the log leave the database where the shop says so, once all of them is in the archive and proved there."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from regulars.desk.archive.manifest import load, proved
from regulars.events.intake import leaving
from regulars.lib.cursors import raw_cursor

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Cursor

    from regulars.desk.archive.manifest import Kept, Manifest
    from regulars.events.intake.leaving import Month


def let_go(folder: Path, *, now: datetime, days: int) -> list[str]:
    """Drop each month whose last day is older than so many days; answers which. A month goes whole, the oldest first.

    One that somebody has not read yet, or of which the archive lacks anything, stays, and so do all that follow it.
    """
    gone: list[str] = []
    manifest, last = load(folder), now - timedelta(days=days)
    for month in leaving.months(raw_cursor()):
        if month.end > last or not leaving.is_read(raw_cursor(), month):
            break
        for kept in _files(manifest, month):
            proved(folder, kept)
        with transaction.atomic():
            if not _goes(raw_cursor(), manifest, month):
                break
        gone.append(f"{month.begin:%Y-%m}")
    return gone


def _goes(cursor: Cursor, manifest: Manifest, month: Month) -> bool:
    """Let it go, unless something came into it after it was archived."""
    leaving.hold(cursor)
    if leaving.days_of(cursor, month) != {kept.day: kept.rows for kept in _files(manifest, month)}:
        return False
    leaving.drop(cursor, month)
    return True


def _files(manifest: Manifest, month: Month) -> list[Kept]:
    return [kept for kept in manifest.of("events_arrived") if (kept.day or "")[:7] == f"{month.begin:%Y-%m}"]
