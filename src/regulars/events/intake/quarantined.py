"""What waits in the quarantine, for people: in pages, by reason, and one of them whole."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

import msgspec
from django.db.models import Count

from regulars.events.intake.mending import QuarantinedUnknown
from regulars.events.intake.sources import names_of
from regulars.events.models import Quarantined

#: So many numbers are answered for one reason; whoever has more goes on afterwards.
MOST: Final = 100_000
_SHOWN: Final = 20_000


class Waiting(NamedTuple):
    """An event that waits. `name` is the event's own, or its kind; empty where nobody could read it."""

    number: int
    source: str
    message_id: str
    received_at: datetime
    name: str
    reason: str
    facts: dict[str, object]
    is_mended: bool
    text: str
    mended: str


class Listed(NamedTuple):
    """A page of them, the newest first; `next_before` is where the next page begins, None at the end."""

    rows: tuple[Waiting, ...]
    next_before: int | None


class _Name(msgspec.Struct):
    event: object = None
    type: object = None


_decode: Final = msgspec.json.Decoder(_Name).decode


def waiting(
    *, reason: str = "", source_id: int | None = None, before: int | None = None, limit: int = 50
) -> Listed:
    """Those that wait."""
    rows = Quarantined.objects.filter(state="waiting").order_by("-id")
    if reason:
        rows = rows.filter(reason=reason)
    if source_id is not None:
        rows = rows.filter(source_id=source_id)
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = list(rows[: limit + 1])
    names = names_of({row.source_id for row in found})
    shown = tuple(_shown(row, names) for row in found[:limit])
    return Listed(shown, found[limit - 1].pk if len(found) > limit else None)


def one(number: int) -> Waiting:
    """One that waits."""
    row = Quarantined.objects.filter(pk=number, state="waiting").first()
    if row is None:
        raise QuarantinedUnknown(number=number)
    return _shown(row, names_of({row.source_id}))


def reasons() -> dict[str, int]:
    """How many wait for each reason, the most frequent first."""
    rows = Quarantined.objects.filter(state="waiting").values_list("reason")
    return dict(rows.annotate(count=Count("pk")).order_by("-count", "reason"))


def how_many(most: int) -> int:
    """How many wait, `most` at most."""
    return Quarantined.objects.filter(state="waiting")[:most].count()


def numbers_of(reason: str, *, source_id: int | None = None) -> list[int]:
    """Those that wait for one reason, the oldest first."""
    rows = Quarantined.objects.filter(state="waiting", reason=reason).order_by("id")
    if source_id is not None:
        rows = rows.filter(source_id=source_id)
    return list(rows.values_list("id", flat=True)[:MOST])


def _shown(row: Quarantined, names: dict[int, str]) -> Waiting:
    raw, mended = bytes(row.raw), bytes(row.mended) if row.mended is not None else None
    return Waiting(
        row.pk, names.get(row.source_id, str(row.source_id)), row.message_id, row.received_at, _name(raw), row.reason,
        row.facts, mended is not None, _text(raw), _text(mended or b""),
    )  # fmt: skip


def _name(raw: bytes) -> str:
    try:
        said = _decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
    found = said.event if said.event is not None else said.type
    return found if isinstance(found, str) else ""


def _text(raw: bytes) -> str:
    """The JSON as a person reads it; what is none, as it came."""
    try:
        shown = msgspec.json.format(raw, indent=2)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        shown = raw
    return shown.decode(errors="replace").replace("\0", "\N{REPLACEMENT CHARACTER}")[:_SHOWN]
