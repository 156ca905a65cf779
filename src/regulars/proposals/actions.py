"""A correction is proposed by one person, and approved or rejected by another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from regulars.core.refusals import Refusal
from regulars.proposals.models import Proposal
from regulars.proposals.queries import Proposed, read

if TYPE_CHECKING:
    from datetime import datetime

Decision = Literal["approved", "rejected"]


class ProposalUnknown(Refusal):
    """No such correction was proposed. Facts: number."""


class ProposalDecided(Refusal):
    """Somebody has decided about it already. Facts: number, decision."""


class OwnProposal(Refusal):
    """Nobody approves what they proposed; a second person does. Facts: number."""


def propose(
    *, wallet_id: int, currency: str, points: int, reason: str, key: str, by_no: int, now: datetime
) -> tuple[int, bool]:
    """Have a correction wait. Answers its number, and whether it is new: the same `key` again proposes nothing."""
    row, is_new = Proposal.objects.get_or_create(
        key=key,
        defaults={
            "wallet_id": wallet_id, "currency": currency, "points": points, "reason": reason, "proposed_by": by_no,
            "proposed_at": now,
        },
    )  # fmt: skip
    return row.pk, is_new


def decide(*, number: int, decision: Decision, by_no: int, now: datetime) -> Proposed:
    """Decide about a correction, once; whoever comes second waits here and is told so. Call it in a transaction."""
    row = Proposal.objects.select_for_update().filter(pk=number).first()
    if row is None:
        raise ProposalUnknown(number=number)
    if row.decision:
        raise ProposalDecided(number=number, decision=row.decision)
    if decision == "approved" and row.proposed_by == by_no:
        raise OwnProposal(number=number)
    row.decision, row.decided_by, row.decided_at = decision, by_no, now
    row.save(update_fields=["decision", "decided_by", "decided_at"])
    return read(row, {})
