"""The members' accounts: entries and what they drew on, added and never changed."""

from __future__ import annotations

from typing import get_args

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from regulars.core.effects import Kind

_GIVE_DATES = ("release", "extend")


class Entry(models.Model):
    """One line of a member's account, numbered without gaps. A positive one opens the lot of its number.

    `event_no` is the number of the event that caused it; null where time alone did. One of 0 points gives dates: a
    `release` to the lot that it reverses, an `extend` to all lots of its currency that slide.
    """

    pk = models.CompositePrimaryKey("wallet_id", "no")
    wallet_id = models.BigIntegerField()
    no = models.IntegerField()
    event_no = models.IntegerField(null=True)
    kind = models.TextField()
    currency = models.TextField()
    points = models.BigIntegerField()
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    effect = models.TextField()
    rule = models.TextField()
    version = models.IntegerField()
    reverses = models.IntegerField(null=True)
    activates_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    funding = models.SmallIntegerField()
    slides = models.BooleanField(db_default=False)

    class Meta:
        indexes = (
            # Only those few entries that change when lots live, so that reading lots from the rows stays quick.
            models.Index(fields=("wallet_id",), condition=Q(kind__in=_GIVE_DATES), name="dates_given_later"),
            # And those of missions, so that what came of one is counted without reading all books.
            models.Index(
                fields=("rule",), condition=Q(rule__startswith="mission/"), name="given_by_missions"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=_GIVE_DATES) | ~Q(points=0), name="never_zero_but_to_give_dates"
            ),
            models.CheckConstraint(condition=Q(kind__in=get_args(Kind)), name="known_kind_of_entry"),
            models.CheckConstraint(
                condition=(
                    Q(kind__in=("adjust", "join"))
                    | Q(kind__in=_GIVE_DATES, points=0)
                    | Q(kind__in=("earn", "restore", "transfer_in"), points__gt=0)
                    | Q(kind__in=("spend", "expire", "revoke", "transfer_out"), points__lt=0)
                ),
                name="each_kind_adds_or_takes",
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gte=F("activates_at")) | Q(points__lt=0),
                name="a_lot_ends_no_sooner_than_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.wallet_id}/{self.no}"


class Allocation(models.Model):
    """So many points that a debit took out of a lot; what a debt took later is a part of its own."""

    pk = models.CompositePrimaryKey("wallet_id", "entry_no", "lot_no", "part")
    wallet_id = models.BigIntegerField()
    entry_no = models.IntegerField()
    lot_no = models.IntegerField()
    part = models.SmallIntegerField()
    points = models.BigIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(points__gt=0), name="an_allocation_takes_something"),
        )

    def __str__(self) -> str:
        return f"{self.wallet_id}/{self.entry_no}←{self.lot_no}"
