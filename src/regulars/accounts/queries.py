"""What the audit trail says, and whether it is whole."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

from django.contrib.auth import get_user_model
from django.db import connection

from regulars.accounts.chain import BEGINNING, Change, Fact, fingerprint
from regulars.accounts.models import AuditHead, AuditRecord


class Recorded(NamedTuple):
    """One change, with the name of the account that made it; empty for the program itself."""

    no: int
    at: datetime
    by: str
    verb: str
    subject: str
    facts: dict[str, Fact]


class Broken(NamedTuple):
    """The first place where the trail is not what was written.

    `how` is missing (a number is skipped), changed (a record, or its place in the order) or cut_off (the end).
    """

    no: int
    how: Literal["missing", "changed", "cut_off"]


class Verdict(NamedTuple):
    """How many records were read, and where the trail breaks; None where it is whole."""

    records: int
    broken: Broken | None


def audit_trail(*, before: int | None = None, verb: str = "", limit: int = 50) -> tuple[Recorded, ...]:
    """The latest changes first; `before` is the number of the last one already seen."""
    rows = AuditRecord.objects.order_by("-no")
    if before is not None:
        rows = rows.filter(no__lt=before)
    if verb:
        rows = rows.filter(verb=verb)
    found = list(rows[:limit])
    names = dict(
        get_user_model().objects.filter(pk__in={row.by_no for row in found}).values_list("pk", "username")
    )
    return tuple(
        Recorded(
            row.no, row.at, _name(row.by_no, names), row.verb, row.subject, row.facts
        )
        for row in found
    )  # fmt: skip


def _name(by_no: int | None, names: dict[int, str]) -> str:
    return "" if by_no is None else names.get(by_no, f"#{by_no}")


def verify_audit() -> Verdict:
    """Read the whole trail again and name the first broken place.

    What it cannot see: somebody who rewrites every record after a place and the head with them. Keep copies of
    the head elsewhere against that.
    """
    previous, count = BEGINNING, 0
    for row in AuditRecord.objects.order_by("no").iterator(chunk_size=2_000):
        if row.no != count + 1:
            return Verdict(count, Broken(count + 1, "missing"))
        change = Change(row.no, row.at, row.by_no, row.verb, row.subject, row.facts)
        previous = fingerprint(change, previous=previous)
        if previous != bytes(row.hash):
            return Verdict(count, Broken(row.no, "changed"))
        count += 1
    head = AuditHead.objects.first()
    if (head.no, bytes(head.hash)) != (count, previous) if head else count:
        return Verdict(count, Broken(count + 1, "cut_off"))
    return Verdict(count, None)


def adjusted_since(by_no: int, since: datetime) -> int:
    """How many points this account adjusted since then, added or taken, of whatever kind."""
    with connection.cursor() as cursor:
        cursor.execute(_ADJUSTED, (by_no, since))
        (points,) = cursor.fetchone() or (0,)
    return int(points)


_ADJUSTED = """
    SELECT coalesce(sum(abs((facts->>'points')::bigint)), 0) FROM accounts_auditrecord
    WHERE by_no = %s AND verb = 'adjust_points' AND at >= %s
"""
