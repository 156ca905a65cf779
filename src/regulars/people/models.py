"""Members, and what points to them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Member(models.Model):
    """Somebody who joined, or whom a till named. `wallet_id` never changes, whatever points to it."""

    wallet_id = models.BigAutoField(primary_key=True)
    nickname = models.TextField(default="", db_default="")
    joined_at = models.DateTimeField(db_default=Now())
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="member"
    )

    def __str__(self) -> str:
        return self.nickname or str(self.wallet_id)


class Identifier(models.Model):
    """One name by which a till or a file calls a member; it points to one wallet at a time."""

    pk = models.CompositePrimaryKey("kind", "value")
    kind = models.TextField()
    value = models.TextField()
    wallet_id = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
