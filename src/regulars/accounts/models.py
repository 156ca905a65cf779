"""Who may do what, and who did it: staff, keys of tills and servers, and the audit trail."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class ApiKey(models.Model):
    """A key with which a till or a server speaks to the API. Only its fingerprint is kept.

    `source` is the name under which the event log remembers what comes with the key, so it never changes and is never
    given to another: two sources may use the same order numbers.
    """

    source = models.TextField(primary_key=True)
    fingerprint = models.BinaryField(unique=True)
    made_at = models.DateTimeField(db_default=Now())
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.source


class AuditRecord(models.Model):
    """One change. The database refuses to alter or delete it.

    `by_no` is the number of the staff account, null for the program itself. `subject` and `facts` name things
    by their numbers and never hold a name, a card or anybody's words, so the trail survives an erasure.
    """

    no = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by_no = models.IntegerField(null=True)
    verb = models.TextField()
    subject = models.TextField()
    facts = models.JSONField()
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.no}: {self.verb} {self.subject}"


class AuditHead(models.Model):
    """Where the trail ends, so that a missing end shows; its one row is also what writers queue for."""

    no = models.BigIntegerField()
    hash = models.BinaryField()

    def __str__(self) -> str:
        return str(self.no)


class FailedSignIn(models.Model):
    """A password that was wrong. Name and network address are kept as fingerprints, and for an hour."""

    name = models.BinaryField()
    place = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("name", "at"), name="failed_sign_ins_of_a_name"),)

    def __str__(self) -> str:
        return f"{self.at}"
