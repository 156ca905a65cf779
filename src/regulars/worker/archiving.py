"""Once a day, what is over goes to the archive, beside the clock and never in its way."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from regulars.desk.archive.letting_go import let_go
from regulars.desk.archive.manifest import load
from regulars.desk.archive.writing import archive
from regulars.worker.keeping_on import keep_on

PAUSE_SECONDS: Final = 600.0
SETTLES: Final = timedelta(hours=1)
"""So long after midnight (UTC) a day is written: what began before may be committed after it, and would have it written twice."""


def archive_until(
    folder: Path,
    is_over: Callable[[float], bool],
    *,
    keep_log_days: int = 0,
    pause_seconds: float = PAUSE_SECONDS,
) -> None:
    """Look now and then whether a day is over that is not in the archive yet; and let old months go, unless all are kept (0)."""

    def look() -> int:
        now = datetime.now(UTC)
        if archive_once_a_day(folder, now=now) and keep_log_days:
            let_go(folder, now=now, days=keep_log_days)
        return 0

    keep_on(look, is_over, said="The archive could not be written", pause_seconds=pause_seconds)


def archive_once_a_day(folder: Path, *, now: datetime) -> bool:
    """Write the archive if it was not written since the last day was over."""
    made_at = load(folder).made_at
    if made_at and (datetime.fromisoformat(made_at) - SETTLES).date() >= (now - SETTLES).date():
        return False
    archive(folder, now=now)
    return True
