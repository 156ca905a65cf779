"""What somebody should look at."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from regulars.alerts.models import Alert

#: What nobody looked at for so long is shown no more.
SHOWN_FOR: Final = timedelta(days=30)
SHOWN_MOST: Final = 12


class Shown(NamedTuple):
    """Something that was crossed, still stands, and nobody has seen."""

    about: str
    name: str
    line: str
    left: int
    put_in: int
    at: datetime


def unseen(*, now: datetime) -> tuple[Shown, ...]:
    """The latest first, and of each thing the last line alone."""
    rows = Alert.objects.filter(over_at=None, seen_at=None, at__gt=now - SHOWN_FOR).order_by("-id")
    found: dict[tuple[str, str], Shown] = {}
    for row in rows:
        found.setdefault(
            (row.about, row.name), Shown(row.about, row.name, row.line, row.left, row.put_in, row.at)
        )
    return tuple(found.values())[:SHOWN_MOST]
