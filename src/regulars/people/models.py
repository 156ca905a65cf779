"""Members, what points to them and did once, merges, and what waits for a person."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Member(models.Model):
    """Somebody who joined, or whom a till named. `wallet_id` never changes, whatever points to it.

    `joined_into` is the wallet of the merge that took this one over. What is there in the wallet counts until `counts_until`: the moment of
    that merge, or the beginning of time for a merge that was taken back; null while the member lives.
    """

    wallet_id = models.BigAutoField(primary_key=True)
    nickname = models.TextField(default="", db_default="")
    joined_at = models.DateTimeField(db_default=Now())
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="member"
    )
    joined_into = models.BigIntegerField(null=True)
    counts_until = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("wallet_id",), condition=Q(counts_until__isnull=False), name="members_who_are_closed"
            ),
        )

    def __str__(self) -> str:
        return self.nickname or str(self.wallet_id)


class Identifier(models.Model):
    """One name by which a till, a file or a page calls a member; it points to one wallet at a time.

    `shown` is how it was printed, where that is not `value`. One that `is_shared` means nobody. In a merge, `person` is the member
    to whom it belongs. A card that was lost still points to its member, `replaced_at` some moment by another.
    """

    pk = models.CompositePrimaryKey("kind", "value")
    kind = models.TextField()
    value = models.TextField()
    wallet_id = models.BigIntegerField(db_index=True)
    shown = models.TextField(default="", db_default="")
    is_verified = models.BooleanField(default=True, db_default=True)
    is_shared = models.BooleanField(default=False, db_default=False)
    person = models.BigIntegerField(null=True)
    since = models.DateTimeField(db_default=Now())
    replaced_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class FormerIdentifier(models.Model):
    """An identifier that pointed to somebody until a moment, and why it does no more."""

    id = models.BigAutoField(primary_key=True)
    kind = models.TextField()
    value = models.TextField()
    shown = models.TextField(default="", db_default="")
    wallet_id = models.BigIntegerField(db_index=True)
    since = models.DateTimeField()
    until = models.DateTimeField(db_default=Now())
    why = models.TextField()

    class Meta:
        indexes = (models.Index(fields=("kind", "value"), name="former_identifiers_by_value"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class Merge(models.Model):
    """Two members that became one: `parts` are their wallets, `wallet_id` the one that goes on for both."""

    wallet_id = models.BigIntegerField(primary_key=True)
    parts = ArrayField(models.BigIntegerField(), size=2)
    merged_at = models.DateTimeField()
    merged_by = models.BigIntegerField(null=True)
    reason = models.TextField(default="", db_default="")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.parts} → {self.wallet_id}"


class Part(models.Model):
    """One wallet of a merge: its entry (event) of number n is that of n + `entries` (`events`) in the merge."""

    pk = models.CompositePrimaryKey("merge", "wallet_id")
    merge = models.BigIntegerField()
    wallet_id = models.BigIntegerField(db_index=True)
    entries = models.IntegerField()
    events = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.wallet_id} in {self.merge}"


class Case(models.Model):
    """Something about who is who that waits for a person: an identifier that was left out, of one member, and who else is meant."""

    id = models.BigAutoField(primary_key=True)
    kind = models.TextField()
    wallet_id = models.BigIntegerField(db_index=True)
    other = models.BigIntegerField(null=True)
    named = models.TextField()
    value = models.TextField()
    found_at = models.DateTimeField(db_default=Now())
    decision = models.TextField(default="", db_default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("wallet_id", "other", "named", "value"),
                name="each_doubt_once",
                nulls_distinct=False,
            ),
        )
        indexes = (models.Index(fields=("-id",), condition=Q(decision=""), name="cases_that_wait"),)

    def __str__(self) -> str:
        return f"{self.kind}: {self.named} of {self.wallet_id} and {self.other}"


class PrivacyNotice(models.Model):
    """A text that somebody was shown before they agreed, kept word by word under its fingerprint (SHA-256)."""

    hash = models.TextField(primary_key=True)
    purpose = models.TextField()
    version = models.TextField()
    language = models.TextField()
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.purpose} {self.version} {self.language}"


class ConsentReceipt(models.Model):
    """A member's yes or no to a purpose, as it was said; `said_at` is when, `recorded_at` when it was written down."""

    pk = models.CompositePrimaryKey("source", "source_id")
    source = models.TextField()
    source_id = models.TextField()
    wallet_id = models.BigIntegerField(db_index=True)
    purpose = models.TextField()
    is_given = models.BooleanField()
    said_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    notice_version = models.TextField(default="", db_default="")
    notice_hash = models.TextField(default="", db_default="")
    channel = models.TextField(default="", db_default="")
    language = models.TextField(default="", db_default="")
    by = models.TextField(default="", db_default="")

    def __str__(self) -> str:
        return f"{self.source} {self.source_id}"
