"""Corrections that one person proposed and another decides about."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class Proposal(models.Model):
    """Points to be added to a member, or taken away, with the reason that the member will read.

    `key` names the form that was sent. People are named by the number of their account.
    """

    key = models.TextField(unique=True)
    wallet_id = models.BigIntegerField(db_index=True)
    currency = models.TextField()
    points = models.BigIntegerField()
    reason = models.TextField()
    proposed_by = models.IntegerField()
    proposed_at = models.DateTimeField(db_default=Now())
    decision = models.TextField(default="", db_default="")
    decided_by = models.IntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("proposed_at",), name="proposals_that_wait", condition=Q(decision="")),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(decision="", decided_by=None, decided_at=None)
                | Q(
                    decision__in=("approved", "rejected"), decided_by__isnull=False, decided_at__isnull=False
                ),
                name="decided_by_somebody_or_waiting",
            ),
            models.CheckConstraint(
                condition=~Q(decision="approved") | ~Q(decided_by=F("proposed_by")),
                name="nobody_approves_their_own",
            ),
        )

    def __str__(self) -> str:
        return f"{self.points} {self.currency} for {self.wallet_id}"
