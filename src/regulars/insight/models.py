"""What reports keep so that they need not count everything again: sums by day, and the last answer to a question."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class SalesDay(models.Model):
    """What was bought on one local day, before anything came back; amounts in minor units."""

    day = models.DateField(primary_key=True)
    member_orders = models.BigIntegerField()
    member_sales = models.BigIntegerField()
    other_orders = models.BigIntegerField()
    other_sales = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.day}"


class Counted(models.Model):
    """How far a sum has come: everything received before this moment is in it, once."""

    name = models.TextField(primary_key=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} until {self.until}"


class Snapshot(models.Model):
    """The last answer to a question, as of a moment, and how long it took to find."""

    name = models.TextField(primary_key=True)
    as_of = models.DateTimeField()
    seconds = models.FloatField()
    body = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.name} as of {self.as_of}"


class BackTest(models.Model):
    """A draft tried on the shop's own history. `state` is waiting, running, done, refused or failed.

    `beat_at` is the last sign of life of whoever folds; a running one that fell silent has failed.
    """

    text = models.TextField()
    against = models.TextField()
    against_number = models.IntegerField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    asked_at = models.DateTimeField(db_default=Now())
    state = models.TextField(default="waiting")
    phase = models.TextField(default="")
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True)
    seconds_left = models.FloatField(null=True)
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    result = models.BinaryField(null=True)
    refusal = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"
