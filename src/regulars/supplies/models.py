"""Supplies: how much is left, what is set aside for a while, and what was taken day by day."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class Supply(models.Model):
    """So much of one thing. `name` says of what (`reward:tote`), `kind` what sort of thing that is.

    `planned` is what the programme put in; people may put in more. Whatever was put in is there, held or taken.
    """

    name = models.TextField(unique=True)
    kind = models.TextField()
    there = models.BigIntegerField()
    held = models.BigIntegerField(db_default=0)
    taken = models.BigIntegerField(db_default=0)
    put_in = models.BigIntegerField()
    planned = models.BigIntegerField(db_default=0)
    since = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(there__gte=0, held__gte=0, taken__gte=0), name="never_below_nothing"
            ),
            models.CheckConstraint(
                condition=Q(put_in=F("there") + F("held") + F("taken")),
                name="what_was_put_in_is_there_or_held_or_taken",
            ),
        )

    def __str__(self) -> str:
        return f"{self.there} of {self.name}"


class Lease(models.Model):
    """So much of a supply, held under a key until the database's clock says `until`."""

    pk = models.CompositePrimaryKey("supply_id", "key")
    supply = models.ForeignKey(Supply, on_delete=models.CASCADE)
    key = models.TextField(db_index=True)
    held = models.BigIntegerField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(held__gt=0), name="a_lease_holds_something"),)

    def __str__(self) -> str:
        return f"{self.held} for {self.key}"


class Day(models.Model):
    """What was taken of a supply on one day of the shop, and what was given back on it, whenever that was taken."""

    pk = models.CompositePrimaryKey("supply_id", "day")
    supply = models.ForeignKey(Supply, on_delete=models.CASCADE)
    day = models.DateField()
    taken = models.BigIntegerField(db_default=0)
    given_back = models.BigIntegerField(db_default=0)

    def __str__(self) -> str:
        return f"{self.supply_id} on {self.day}: {self.taken}"
