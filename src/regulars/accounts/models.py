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
