"""What stands in a member's account."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Sum

from regulars.core.effects import Allocation
from regulars.core.effects import Entry as Written
from regulars.ledger.models import Allocation as AllocationRow
from regulars.ledger.models import Entry
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import from_database
from regulars.people.merges import taken_back

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet
    from psycopg import Cursor


class Posted(NamedTuple):
    """An entry as the core wrote it, with its wallet and the event that caused it."""

    wallet_id: int
    event_no: int | None
    entry: Written


class DrawnFrom(NamedTuple):
    """Points that an entry took out of a lot, and when the lot was opened."""

    entry_no: int
    lot_no: int
    points: int
    opened_at: datetime


_RAN_OUT = """
    SELECT entry.wallet_id, entry.reverses, -sum(entry.points + coalesce(again.points, 0))::int8
    FROM unnest(%s::int8[], %s::int4[]) AS lot (wallet_id, no)
    JOIN ledger_entry AS entry
      ON entry.wallet_id = lot.wallet_id AND entry.reverses = lot.no AND entry.kind = 'expire'
    LEFT JOIN ledger_entry AS again
      ON again.wallet_id = entry.wallet_id AND again.reverses = entry.no AND again.kind = 'restore'
    GROUP BY entry.wallet_id, entry.reverses
"""
_RULES = """
    WITH RECURSIVE lots AS (
        SELECT no AS wanted, no, kind, rule, version, effect FROM ledger_entry WHERE wallet_id = %s AND no = ANY(%s)
        UNION ALL
        SELECT lots.wanted, origin.no, origin.kind, origin.rule, origin.version, origin.effect
        FROM lots JOIN ledger_entry AS origin
          ON origin.wallet_id = %s AND origin.no::text = split_part(lots.effect, ':', 3)
        WHERE lots.kind = 'restore'
    )
    SELECT wanted, rule, version FROM lots WHERE kind <> 'restore'
"""
_FIELDS = (
    "wallet_id", "event_no", "no", "kind", "currency", "points", "occurred_at", "effect", "rule", "version",
    "reverses", "activates_at", "expires_at", "funding", "slides",
)  # fmt: skip


def of_events(wallet_id: int, event_nos: list[int]) -> tuple[Posted, ...]:
    """The entries that some events of a member caused."""
    return tuple(_read(Entry.objects.filter(wallet_id=wallet_id, event_no__in=event_nos).order_by("no")))


def of_time_alone(
    wallet_id: int, *, after: datetime | None, until: datetime, before_no: int | None = None
) -> tuple[Posted, ...]:
    """The entries that no event caused, between two moments (the first one left out), up to a number left out too."""
    rows = Entry.objects.filter(wallet_id=wallet_id, event_no=None, occurred_at__lte=until)
    if before_no is not None:
        rows = rows.filter(no__lt=before_no)
    if after is not None:
        rows = rows.filter(occurred_at__gt=after)
    return tuple(_read(rows.order_by("no")))


def first_after(wallet_id: int, event_no: int) -> int | None:
    """The number of the first entry that an event after this one caused; None where there is none."""
    later = Entry.objects.filter(wallet_id=wallet_id, event_no__gt=event_no)
    return later.order_by("no").values_list("no", flat=True).first()


def numbered(wallet_id: int, numbers: list[int]) -> dict[int, Posted]:
    """Entries by their numbers."""
    rows = Entry.objects.filter(wallet_id=wallet_id, no__in=numbers)
    return {posted.entry.no: posted for posted in _read(rows)}


def opened_at(wallet_id: int, numbers: list[int]) -> dict[int, int]:
    """When some entries occurred; quick also for ten thousand of them."""
    asked = "SELECT no, occurred_at FROM ledger_entry WHERE wallet_id = %s AND no = ANY(%s::int4[])"
    rows = raw_cursor().execute(asked, (wallet_id, numbers), binary=True).fetchall()
    return {no: from_database(at) for no, at in rows}


def rules_of(wallet_id: int, lots: list[int]) -> dict[int, tuple[str, int]]:
    """Which rule of which version gave a lot; one into which points went back has those of the lot they came from."""
    rows = raw_cursor().execute(_RULES, (wallet_id, lots, wallet_id)).fetchall()
    return {no: (rule, version) for no, rule, version in rows}


def drawn(wallet_id: int, entry_nos: list[int]) -> tuple[DrawnFrom, ...]:
    """What some entries took out of which lots."""
    rows = AllocationRow.objects.filter(wallet_id=wallet_id, entry_no__in=entry_nos).order_by(
        "lot_no", "part"
    )
    found = list(rows.values_list("entry_no", "lot_no", "points"))
    opened = dict(
        Entry.objects.filter(wallet_id=wallet_id, no__in=[lot for _, lot, _ in found]).values_list(
            "no", "occurred_at"
        )
    )
    return tuple(DrawnFrom(entry, lot, points, opened[lot]) for entry, lot, points in found)


def earned_since(wallet_id: int, since: datetime) -> dict[str, int]:
    """What a member came by of each kind of points since a moment, less what returns took."""
    rows = Entry.objects.filter(wallet_id=wallet_id, kind__in=("earn", "revoke"), occurred_at__gte=since)
    return dict(rows.values_list("currency").annotate(Sum("points")))


def all_of(wallet_ids: list[int]) -> Iterator[Posted]:
    """Every entry of some wallets, each wallet's in order."""
    return _read(Entry.objects.filter(wallet_id__in=wallet_ids).order_by("wallet_id", "no"))


def allocations_of(wallet_ids: list[int]) -> Iterator[tuple[int, Allocation]]:
    """Every allocation of some wallets, with the wallet."""
    columns = ("wallet_id", "entry_no", "lot_no", "part", "points")
    rows = AllocationRow.objects.filter(wallet_id__in=wallet_ids).order_by(*columns[:4])
    for wallet_id, entry, lot, part, points in rows.values_list(*columns):
        yield wallet_id, Allocation(entry, lot, points, part)


def lost_on_the_way() -> list[str]:
    """The kinds of points of which members gave each other more or less than they received."""
    handed = Entry.objects.filter(kind__in=("transfer_out", "transfer_in")).exclude(
        wallet_id__in=taken_back()
    )
    rows = handed.values("currency").annotate(left=Sum("points")).exclude(left=0)
    return list(rows.values_list("currency", flat=True))


def ran_out(cursor: Cursor, lots: list[tuple[int, int]]) -> dict[int, dict[int, int]]:
    """How many points of some lots, by wallet and number, ran out unused; lots of which none did are left out."""
    found: dict[int, dict[int, int]] = {}
    if lots:
        wallet_ids, numbers = map(list, zip(*lots, strict=True))
        for wallet_id, lot, points in cursor.execute(_RAN_OUT, (wallet_ids, numbers), binary=True).fetchall():
            found.setdefault(wallet_id, {})[lot] = points
    return found


def _read(rows: QuerySet[Entry]) -> Iterator[Posted]:
    for (
        wallet_id, event_no, no, kind, currency, points, at, effect, rule, version, reverses, active, end, funding, slides,
    ) in rows.values_list(*_FIELDS):  # fmt: skip
        entry = Written(
            no, kind, currency, points, from_database(at), effect, rule, version, reverses or 0,
            from_database(active) if active else 0, from_database(end), funding, slides,
        )  # fmt: skip
        yield Posted(wallet_id, event_no, entry)
