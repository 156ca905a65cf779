"""The event log: what happened, as it was understood, and how it was decided."""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now


class Event(models.Model):
    """One thing that happened, once for ever by (source, source_id).

    `wallet_id` is null where nobody was known. `no` numbers a member's events without gaps, in the order
    in which they were decided; `decided_after` is how far the wallet's time stood then (microseconds), so
    that folding again takes the same steps. `day` is the local date, decided once. `receipt` is what the desk keeps of an
    order for the day on which something of it comes back.
    """

    pk = models.CompositePrimaryKey("source", "source_id")
    source = models.TextField()
    source_id = models.TextField()
    wallet_id = models.BigIntegerField(null=True)
    no = models.IntegerField(null=True)
    kind = models.TextField()
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField(db_default=Now())
    day = models.DateField()
    body = models.BinaryField()
    decided_after = models.BigIntegerField(null=True)
    version = models.IntegerField(null=True)
    reasons = models.BinaryField(null=True)
    receipt = models.BinaryField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("wallet_id", "no"), name="one_event_per_number_of_a_wallet"),
        )
        # Events are only ever added, so that where they lie says when they came: a few pages of index for millions of them.
        indexes = (BrinIndex(fields=("received_at",), autosummarize=True, name="events_by_arrival"),)

    def __str__(self) -> str:
        return f"{self.source} {self.source_id}"
