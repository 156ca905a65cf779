"""Which corrections wait, and how the last ones were decided."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth import get_user_model

from regulars.proposals.models import Proposal

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Proposed(NamedTuple):
    """A correction with the accounts of those concerned; `decision` is empty while it waits."""

    number: int
    key: str
    wallet_id: int
    currency: str
    points: int
    reason: str
    proposed_by: int
    proposer: str
    proposed_at: datetime
    decision: str
    decider: str
    decided_at: datetime | None


def waiting(*, wallet_id: int | None = None, limit: int = 200) -> tuple[Proposed, ...]:
    """What waits, the longest waiting first; of one member where asked."""
    rows = Proposal.objects.filter(decision="").order_by("proposed_at", "pk")
    return _read(rows if wallet_id is None else rows.filter(wallet_id=wallet_id), limit)


def decided(*, limit: int = 20) -> tuple[Proposed, ...]:
    """What was decided last."""
    return _read(Proposal.objects.exclude(decision="").order_by("-decided_at"), limit)


def _read(rows: QuerySet[Proposal], limit: int) -> tuple[Proposed, ...]:
    found = list(rows[:limit])
    people = {one for row in found for one in (row.proposed_by, row.decided_by) if one is not None}
    names = dict(get_user_model().objects.filter(pk__in=people).values_list("pk", "username"))
    return tuple(read(row, names) for row in found)


def read(row: Proposal, names: dict[int, str]) -> Proposed:
    """A row as others may have it; an account that is gone goes by its number."""
    decider = "" if row.decided_by is None else names.get(row.decided_by, f"#{row.decided_by}")
    return Proposed(
        row.pk, row.key, row.wallet_id, row.currency, row.points, row.reason, row.proposed_by,
        names.get(row.proposed_by, f"#{row.proposed_by}"), row.proposed_at, row.decision, decider, row.decided_at,
    )  # fmt: skip
