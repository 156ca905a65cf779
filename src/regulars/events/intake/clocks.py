"""Reads what clients say of time, and corrects a clock that goes wrong, once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final, NamedTuple

from regulars.core.periods import instant

_SECOND: Final = 1_000_000
_FIRST: Final = 0
_LAST: Final = instant(datetime(2200, 1, 1, tzinfo=UTC))
#: A number this large counts milliseconds: as seconds, it would be the year 5138.
_MILLISECONDS_FROM: Final = 100_000_000_000


class Moments(NamedTuple):
    """What a client says of an event's time: when it happened, and when its clock said that it sent it; None where unsaid."""

    original: int | None
    sent: int | None


def instant_of(said: str | float) -> int | None:
    """An instant out of ISO 8601 (UTC where no zone is named) or a number of (milli)seconds; None where it is neither.

    Before 1970 and after 2199 no client of a shop lived: such a moment is misread or made up.
    """
    try:
        found = _of_text(said) if isinstance(said, str) else _of_number(said)
    except (ValueError, OverflowError):
        return None
    return found if _FIRST <= found < _LAST else None


def _of_text(said: str) -> int:
    moment = datetime.fromisoformat(said)
    return instant(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _of_number(said: float) -> int:
    return int(said * (1_000 if said >= _MILLISECONDS_FROM else _SECOND))


def occurred_at(moments: Moments, received_at: int, *, is_import: bool = False) -> int:
    """When it happened by our clock: as long before it came as it happened before it was sent.

    An import tells of the past, and its clock is believed. Nothing happens after it was heard of.
    """
    if moments.original is None:
        return received_at
    skew = 0 if is_import or moments.sent is None else received_at - moments.sent
    return max(_FIRST, min(moments.original + skew, received_at))
