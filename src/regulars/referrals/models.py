"""Codes of members, and friends who came by one."""

from __future__ import annotations

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Code(models.Model):
    """A member's own code, drawn by chance when somebody first looks at it."""

    wallet_id = models.BigIntegerField(primary_key=True)
    code = models.TextField(unique=True)
    made_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.code


class Friend(models.Model):
    """Somebody who came by a member's code, once. `state` is waits, known, settled, rewarded or capped.

    `told_as` is what the event is called by which whoever invited them is told: it says nothing of the friend.
    `settled` is for the moment between the friend's books and those of whoever invited them.
    """

    wallet_id = models.BigIntegerField(primary_key=True)
    inviter = models.BigIntegerField(db_index=True)
    invited_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    state = models.TextField(default="waits", db_default="waits")
    points = models.BigIntegerField(default=0, db_default=0)
    currency = models.TextField(default="", db_default="")
    told_as = models.UUIDField(unique=True, db_default=RandomUUID())

    class Meta:
        indexes = (
            models.Index(fields=("settled_at",), condition=Q(state="settled"), name="friends_to_be_told_of"),
        )

    def __str__(self) -> str:
        return f"{self.wallet_id} by {self.inviter}: {self.state}"
