"""What is in the log about a member."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import connection
from django.db.models import F, Q

from regulars.core.events import EVENT_NAMES, MembersJoined
from regulars.events.actions import DIGEST, read_body, read_reasons
from regulars.events.models import DecidedInMerge, Event
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import instant

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from regulars.core.effects import Reason
    from regulars.core.events import Event as Happened


class Logged(NamedTuple):
    """An event of the log, read. `decided_after` is how far the wallet's time stood before it, `receipt` what the desk keeps of an order."""

    wallet_id: int
    no: int
    source: str
    source_id: str
    kind: str
    occurred_at: datetime
    event: Happened
    decided_after: int
    version: int | None
    reasons: tuple[Reason, ...]
    receipt: bytes | None


_FIELDS = (
    "wallet_id", "no", "source", "source_id", "kind", "occurred_at", "body", "decided_after", "version", "reasons", "receipt",
)  # fmt: skip


def newest(
    wallet_id: int, *, before_no: int | None, until: datetime, limit: int, known_at: datetime | None = None
) -> tuple[Logged, ...]:
    """A member's events, the last decided first; `known_at` leaves out what was decided only after that moment."""
    rows = Event.objects.filter(wallet_id=wallet_id, occurred_at__lte=until).order_by(F("no").desc())
    if before_no is not None:
        rows = rows.filter(no__lt=before_no)
    if known_at is not None:
        rows = rows.filter(decided_after__lte=instant(known_at))
    return tuple(_read(rows[:limit]))


def last_known_at(wallet_id: int, at: datetime) -> int:
    """The number of the last event that was decided by a moment; 0 where there was none."""
    rows = Event.objects.filter(wallet_id=wallet_id, occurred_at__lte=at, decided_after__lte=instant(at))
    return rows.order_by(F("no").desc()).values_list("no", flat=True).first() or 0


def all_of(wallet_ids: list[int]) -> Iterator[Logged]:
    """Every event of some wallets, each wallet's in the order in which they were decided.

    Of a merge that was taken back also those that went to its parts again, as they had been decided in it.
    """
    own = _read(Event.objects.filter(wallet_id__in=wallet_ids).order_by("wallet_id", "no"))
    if not DecidedInMerge.objects.filter(wallet_id__in=wallet_ids).exists():
        return own
    gone = map(_decided_in_merge, DecidedInMerge.objects.filter(wallet_id__in=wallet_ids))
    return iter(sorted([*own, *gone], key=lambda one: (one.wallet_id, one.no)))


def _decided_in_merge(row: DecidedInMerge) -> Logged:
    event = Event.objects.get(source=row.source, source_id=row.source_id)
    reasons = tuple(read_reasons(bytes(row.reasons or b"")))
    return Logged(
        row.wallet_id, row.no, row.source, row.source_id, event.kind, event.occurred_at, read_body(bytes(event.body)),
        row.decided_after, row.version, reasons, bytes(row.receipt) if row.receipt else None,
    )  # fmt: skip


def changed(limit: int = 1000) -> list[tuple[int | None, str, str]]:
    """Events whose body is not the one that was written, by wallet, source and id; nobody's too."""
    asked = f"""
        SELECT wallet_id, source, source_id FROM events_event
        WHERE digest <> substring(sha256(body) FROM 1 FOR {DIGEST}) ORDER BY wallet_id, no LIMIT {limit}
    """  # noqa: S608 - two numbers of ours.
    return raw_cursor().execute(asked).fetchall()


def members() -> QuerySet[Event, int | None]:
    """The wallets of everybody to whom something happened."""
    begins = Q(no=1) | Q(kind=EVENT_NAMES[MembersJoined])
    return Event.objects.filter(begins).values_list("wallet_id", flat=True)


def merges(wallet_ids: list[int]) -> Iterator[tuple[int, MembersJoined]]:
    """The first events of some merges, with their wallets."""
    joined = Event.objects.filter(wallet_id__in=wallet_ids, kind=EVENT_NAMES[MembersJoined])
    rows = joined.values_list("wallet_id", "body")
    for wallet_id, body in rows.iterator():
        event = read_body(bytes(body))
        if wallet_id is not None and isinstance(event, MembersJoined):
            yield wallet_id, event


def told_by(source: str, source_id: str) -> Logged | None:
    """A member's event by its name at its source; None where there is none, or it is nobody's."""
    return next(_read(Event.objects.filter(source=source, source_id=source_id, no__isnull=False)), None)


def reasons_with(*codes: str) -> Iterator[list[Reason]]:
    """The reasons of every event that has one of these codes among them."""
    has = " OR ".join(["position(%s::bytea in reasons) > 0"] * len(codes))
    asked = f"SELECT reasons FROM events_event WHERE {has}"  # noqa: S608 - as many places as codes.
    with connection.cursor() as cursor:
        cursor.execute(asked, [code.encode() for code in codes])
        for (reasons,) in cursor:
            yield read_reasons(bytes(reasons))


def names_of(source: str) -> set[str]:
    """The names under which a source told of anything; for sources of our own, which tell of little."""
    return set(Event.objects.filter(source=source).values_list("source_id", flat=True))


def was_told(source: str, source_id: str) -> bool:
    """True where a source told of something under this name, of a member or of nobody."""
    return Event.objects.filter(source=source, source_id=source_id).exists()


def numbered(wallet_id: int, number: int) -> Logged:
    """A member's event by its number."""
    return next(_read(Event.objects.filter(wallet_id=wallet_id, no=number)))


def _read(rows: QuerySet[Event]) -> Iterator[Logged]:
    for (
        wallet_id,
        no,
        source,
        source_id,
        kind,
        at,
        body,
        after,
        version,
        reasons,
        receipt,
    ) in rows.values_list(*_FIELDS):
        yield Logged(
            wallet_id, no, source, source_id, kind, at, read_body(bytes(body)), after, version,
            tuple(read_reasons(bytes(reasons) if reasons else None)), None if receipt is None else bytes(receipt),
        )  # fmt: skip
