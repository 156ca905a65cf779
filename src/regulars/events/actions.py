"""Events are written once: a source that says something twice is heard once."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

import msgspec

from regulars.core.effects import Reason
from regulars.core.events import Event, name_of
from regulars.lib.copying import DAY, INSTANT, copy_rows, day_to_copy, to_copy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from psycopg import Cursor

_COLUMNS: Final = {
    "source": "text", "source_id": "text", "wallet_id": "int8", "no": "int4", "kind": "text",
    "occurred_at": INSTANT, "day": DAY, "body": "bytea", "digest": "bytea", "decided_after": "int8", "version": "int4",
    "reasons": "bytea", "receipt": "bytea",
}  # fmt: skip
#: So many bytes of a body's SHA-256 are written beside it: enough that nobody changes one and is not noticed.
DIGEST: Final = 8
_KNOWN = """
    SELECT source, source_id, body, wallet_id, no FROM events_event
    WHERE (source, source_id) IN (SELECT * FROM unnest(%b::text[], %b::text[]))
"""
_encode: Final = msgspec.json.Encoder().encode
_decode: Callable[[bytes], Event] = msgspec.json.Decoder(Event).decode
_decode_reasons: Final = msgspec.json.Decoder(list[Reason]).decode


class Known(NamedTuple):
    """An event that is already in the log."""

    body: bytes
    wallet_id: int | None
    no: int | None


class Told(Protocol):
    """An event by its name."""

    @property
    def source(self) -> str: ...
    @property
    def source_id(self) -> str: ...


class Decided(NamedTuple):
    """An event with how it was decided; nobody's event has no number. `receipt` is the desk's, of an order."""

    source: str
    event: Event
    known: Known
    decided_after: int | None
    version: int | None
    reasons: Sequence[Reason]
    receipt: bytes | None = None


def known(cursor: Cursor, keys: list[tuple[str, str]]) -> dict[tuple[str, str], Known]:
    """Those of the keys (source, source id) that are in the log already."""
    sources, ids = [key[0] for key in keys], [key[1] for key in keys]
    rows = cursor.execute(_KNOWN, (sources, ids), binary=True)
    return {
        (source, source_id): Known(bytes(body), wallet, no) for source, source_id, body, wallet, no in rows
    }


def record(cursor: Cursor, decided: Iterable[Decided]) -> None:
    """Write events. One that is in the log already breaks the transaction, so that nothing counts twice."""
    copy_rows(cursor, table="events_event", columns=_COLUMNS, rows=map(_row, decided))


def body(event: Event) -> bytes:
    """An event as the log keeps it: JSON that a person can read."""
    return _encode(event)


def read_body(stored: bytes) -> Event:
    """An event out of the log."""
    return _decode(stored)


def read_reasons(stored: bytes | None) -> list[Reason]:
    """The reasons that were written beside an event."""
    return _decode_reasons(stored) if stored else []


def _row(one: Decided) -> tuple[object, ...]:
    event, known = one.event, one.known
    return (
        one.source, event.id, known.wallet_id, known.no, name_of(event), to_copy(event.occurred_at),
        day_to_copy(event.day), known.body, sha256(known.body).digest()[:DIGEST], one.decided_after, one.version,
        _encode(one.reasons) if one.reasons else None, one.receipt,
    )  # fmt: skip


_PUT_ASIDE = """
    INSERT INTO events_decidedinmerge (wallet_id, no, source, source_id, decided_after, version, reasons, receipt)
    SELECT wallet_id, no, source, source_id, decided_after, version, reasons, receipt
    FROM events_event WHERE wallet_id = %s AND no = ANY(%s)
"""
_DECIDE_AGAIN = """
    UPDATE events_event SET wallet_id = %s, no = %s, decided_after = %s, reasons = %s, receipt = %s
    WHERE source = %s AND source_id = %s
"""


def put_aside(cursor: Cursor, wallet_id: int, numbers: list[int]) -> None:
    """Keep how events of a merge were decided in it, before they are decided in the books of its parts."""
    cursor.execute(_PUT_ASIDE, (wallet_id, numbers))


def decide_again(
    cursor: Cursor,
    one: Told,
    *,
    wallet_id: int,
    no: int,
    decided_after: int,
    reasons: Sequence[Reason],
    receipt: bytes | None,
) -> None:
    """Give an event to another member, as it is decided there; what was told stays as it was told."""
    kept = _encode(reasons) if reasons else None
    cursor.execute(_DECIDE_AGAIN, (wallet_id, no, decided_after, kept, receipt, one.source, one.source_id))
