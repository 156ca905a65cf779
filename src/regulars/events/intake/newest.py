"""The latest events of the log, for people who watch them arrive."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from regulars.events.intake.sources import names_of
from regulars.events.models import Arrived

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: What a page of the watch looks through at most: a filter that nothing fits must not read a year.
_LOOKED_THROUGH: Final = 5_000
_SHOWN: Final = 20_000


class Seen(NamedTuple):
    """An event that came. `occurred_at` has its skew corrected; `said_at` is what the client wrote."""

    xid: int
    no: int
    source: str
    kind: str
    name: str
    message_id: str
    user_id: str
    anonymous_id: str
    received_at: datetime
    occurred_at: datetime
    said_at: str
    text: str


def newest(*, source_id: int | None = None, name: str = "", limit: int = 50) -> tuple[Seen, ...]:
    """The latest first; of one source, or of one name, where that is asked. Only the last thousands are looked through."""
    latest = Arrived.objects.order_by("-xid", "-no")
    fitting = [row for row in _looked_through(latest) if _fits(row, source_id, name)]
    rows = fitting[:limit]
    names = names_of({row.source_id for row in rows})
    return tuple(
        Seen(
            row.xid, row.no, names.get(row.source_id, str(row.source_id)), row.kind, row.name or "", row.message_id,
            row.user_id or "", row.anonymous_id or "", row.received_at, row.occurred_at, row.said_at or "", _text(bytes(row.raw)),
        )
        for row in rows
    )  # fmt: skip


def _looked_through(latest: QuerySet[Arrived]) -> QuerySet[Arrived]:
    return latest[:_LOOKED_THROUGH]


def _fits(row: Arrived, source_id: int | None, name: str) -> bool:
    return source_id in {None, row.source_id} and (not name or name.lower() in (row.name or row.kind).lower())


def _text(raw: bytes) -> str:
    return msgspec.json.format(raw, indent=2).decode(errors="replace")[:_SHOWN]
