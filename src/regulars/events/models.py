"""The event log: what happened, as it was understood, and how it was decided."""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.fields.json import KT
from django.db.models.functions import Now


class Event(models.Model):
    """One thing that happened, once for ever by (source, source_id).

    `wallet_id` is null where nobody was known. `no` numbers a member's events without gaps, in the order
    in which they were decided; `decided_after` is how far the wallet's time stood then (microseconds), so
    that folding again takes the same steps. `day` is the local date, decided once. `receipt` is what the desk keeps of an
    order for the day on which something of it comes back. `digest` was made of `body` when it was written.
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
    digest = models.BinaryField()
    decided_after = models.BigIntegerField(null=True)
    version = models.IntegerField(null=True)
    reasons = models.BinaryField(null=True)
    receipt = models.BinaryField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("wallet_id", "no"), name="one_event_per_number_of_a_wallet"),
        )
        # Events are only ever added, so that where they lie says when they came: a few pages of index for millions of them.
        indexes = (
            BrinIndex(fields=("received_at",), autosummarize=True, name="events_by_arrival"),
            # Of the few that begin a mission, where they lie.
            models.Index(
                fields=("wallet_id",), condition=models.Q(kind="Mission Started"), name="missions_begun"
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.source_id}"


class DecidedInMerge(models.Model):
    """How an event was decided in a merge that was taken back; the event itself went to the member by whom it came."""

    pk = models.CompositePrimaryKey("wallet_id", "no")
    wallet_id = models.BigIntegerField()
    no = models.IntegerField()
    source = models.TextField()
    source_id = models.TextField()
    decided_after = models.BigIntegerField()
    version = models.IntegerField(null=True)
    reasons = models.BinaryField(null=True)
    receipt = models.BinaryField(null=True)

    def __str__(self) -> str:
        return f"{self.source} {self.source_id} in {self.wallet_id}"


class Source(models.Model):
    """Somebody's site, app or server that sends events to the intake under a write key. Only the key's fingerprint is kept.

    Its number stands beside everything that came from it, so a source is revoked and never deleted, and no name is given
    twice. `origins` are the web pages that may send with its key, `rate` how many events a second it may send;
    null is as many as the shop can take. `is_trusted` where the key is on a server of ours, so that orders may be told with it.
    """

    id = models.AutoField(primary_key=True)
    name = models.TextField(unique=True)
    purpose = models.TextField()
    origins = models.JSONField(default=list)
    rate = models.IntegerField(null=True)
    is_trusted = models.BooleanField()
    fingerprint = models.BinaryField(unique=True)
    made_at = models.DateTimeField(db_default=Now())
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Arrived(models.Model):
    """The log of the intake as it came, in one part for each month of `received_at`; written by `intake/log.py` alone.

    (`xid`, `no`) is the order in which consumers read: the transaction that wrote the event, and its place among all.
    """

    pk = models.CompositePrimaryKey("xid", "no")
    xid = models.BigIntegerField()
    no = models.BigIntegerField()
    received_at = models.DateTimeField()
    occurred_at = models.DateTimeField()
    source_id = models.IntegerField()
    kind = models.TextField()
    message_id = models.TextField()
    name = models.TextField(null=True)  # noqa: DJ001 - null is unsaid.
    user_id = models.TextField(null=True)  # noqa: DJ001 - null is unsaid.
    anonymous_id = models.TextField(null=True)  # noqa: DJ001 - null is unsaid.
    said_at = models.TextField(null=True)  # noqa: DJ001 - null is unsaid.
    raw = models.BinaryField()
    batch = models.BinaryField(null=True)

    class Meta:
        db_table = "events_arrived"

    def __str__(self) -> str:
        return f"{self.source_id} {self.message_id}"


class KnownMessage(models.Model):
    """The name of a message that came, as 16 bytes of a hash; written by `intake/known.py` alone, in parts by generation."""

    pk = models.CompositePrimaryKey("generation", "id")
    generation = models.IntegerField()
    id = models.UUIDField()

    class Meta:
        db_table = "events_known"

    def __str__(self) -> str:
        return str(self.id)


class ClosedGeneration(models.Model):
    """A generation of known names that is only read any more, and the mark that its sieve bears; written by `intake/sieves.py`.

    The mark is drawn for exactly these names: whatever becomes of the database, a sieve never speaks for others.
    """

    number = models.IntegerField(primary_key=True)
    mark = models.UUIDField()

    class Meta:
        db_table = "events_generation"

    def __str__(self) -> str:
        return f"{self.number}"


class IntakeState(models.Model):
    """What every writer of the log must agree on, in one row.

    `generation` is the part of the known names that grows. `ahead` is added to the numbers of transactions: a database that
    moved to another server begins to count anew there, and the log goes on where it was. What came before `kept_since` is in
    the archive alone; null where everything is here.
    """

    id = models.IntegerField(primary_key=True)
    generation = models.IntegerField()
    ahead = models.BigIntegerField()
    kept_since = models.DateTimeField(null=True)

    class Meta:
        db_table = "events_intakestate"

    def __str__(self) -> str:
        return f"generation {self.generation}"


class Consumer(models.Model):
    """How far somebody has read the log that came."""

    name = models.TextField(primary_key=True)
    xid = models.BigIntegerField()
    no = models.BigIntegerField()
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name


class Quarantined(models.Model):
    """An event that could not be used, with its reason; it waits to be mended and replayed, or dropped by a person.

    One that the log has already, and the desk could not use, bears the moment that the log gave it, and what stood beside
    it in its batch.
    """

    id = models.BigAutoField(primary_key=True)
    source_id = models.IntegerField()
    message_id = models.TextField()
    received_at = models.DateTimeField()
    reason = models.TextField()
    facts = models.JSONField()
    raw = models.BinaryField()
    mended = models.BinaryField(null=True)
    state = models.TextField(default="waiting", db_default="waiting")
    batch = models.BinaryField(null=True)
    occurred_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "events_quarantine"
        indexes = (
            models.Index(fields=("state", "id"), name="quarantine_by_state"),
            # An order that comes looks for the updates of it that came before.
            models.Index(
                "source_id",
                KT("facts__order"),
                condition=models.Q(state="waiting", reason="OrderNotYet"),
                name="quarantine_by_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source_id} {self.reason}"


class TrackingPlan(models.Model):
    """A version of what the events of a source must look like, as somebody wrote it; the newest holds."""

    pk = models.CompositePrimaryKey("source_id", "version")
    source_id = models.IntegerField()
    version = models.IntegerField()
    text = models.TextField()
    made_at = models.DateTimeField(db_default=Now())
    made_by = models.IntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.source_id} version {self.version}"


class PlanWarning(models.Model):
    """How many events broke a version of a plan in one way, and were taken all the same."""

    pk = models.CompositePrimaryKey("source_id", "version", "name", "field", "problem")
    source_id = models.IntegerField()
    version = models.IntegerField()
    name = models.TextField()
    field = models.TextField()
    problem = models.TextField()
    count = models.BigIntegerField()
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.field}: {self.problem}"
