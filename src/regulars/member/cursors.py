"""Where a history goes on, as it stands in an address."""

from __future__ import annotations

from datetime import datetime

Cursor = tuple[datetime, int]


def written(cursor: Cursor) -> str:
    """`2026-11-22T10:15:00+00:00,17`: before this moment and before this event."""
    at, no = cursor
    return f"{at.isoformat()},{no}"


def read(text: str) -> Cursor | None:
    """Read it back; an address that somebody mangled begins at the top."""
    moment, _, no = text.partition(",")
    try:
        at = datetime.fromisoformat(moment)
        number = int(no)
    except ValueError:
        return None
    return (at, number) if at.tzinfo is not None and 0 < number < 2**31 else None
