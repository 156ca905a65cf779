"""Occasions, their openings, who registered, and the readings of codes at the door."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

#: A seat that is had, a place on the list, a seat that is offered; given up by the member, and an offer that nobody took.
STATES = ("seated", "waiting", "offered", "given_up", "lapsed")


class Occasion(models.Model):
    """A reading, a tasting, a preview. `key` names the form that made it.

    A seat costs `points` of `currency`, 0 for none. `last_place` is the number of the last place that was given, of seats as of the list; whoever
    locks this row decides about its seats. `moved_at` is when its time or its place was changed last, after somebody had asked.
    """

    key = models.TextField(unique=True)
    name_zh = models.TextField()
    name_en = models.TextField()
    place_zh = models.TextField()
    place_en = models.TextField()
    about_zh = models.TextField(default="", db_default="")
    about_en = models.TextField(default="", db_default="")
    begins_at = models.DateTimeField()
    points = models.BigIntegerField(default=0, db_default=0)
    currency = models.TextField(default="", db_default="")
    free_until = models.DateTimeField()
    answer_minutes = models.IntegerField(default=1440, db_default=1440)
    last_place = models.IntegerField(default=0, db_default=0)
    made_at = models.DateTimeField(db_default=Now())
    made_by = models.IntegerField(null=True)
    moved_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.IntegerField(null=True)

    class Meta:
        indexes = (models.Index(fields=("begins_at",), name="occasions_by_day"),)
        constraints = (
            models.CheckConstraint(condition=Q(points__gte=0), name="a_seat_costs_points_or_none"),
            models.CheckConstraint(
                condition=Q(free_until__lte=F("begins_at")), name="free_until_it_begins_at_the_latest"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name_zh} {self.begins_at:%Y-%m-%d}"


class Opening(models.Model):
    """A quota for a group, from a moment. `taken` counts seats that are had or offered."""

    pk = models.CompositePrimaryKey("occasion", "no")
    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, related_name="openings")
    no = models.SmallIntegerField()
    opens_at = models.DateTimeField()
    seats = models.IntegerField()
    taken = models.IntegerField(default=0, db_default=0)
    track = models.TextField(default="", db_default="")
    level = models.TextField(default="", db_default="")
    is_benefit = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(taken__gte=0, taken__lte=F("seats")), name="seats_taken_and_free_are_the_seats"
            ),
        )

    def __str__(self) -> str:
        return f"{self.occasion_id}/{self.no}"


class Registration(models.Model):
    """One member at one occasion, whatever became of it; who asks again after giving up gets the same row with a new place.

    `opening` is the quota that the seat is out of, null without a seat. `groups` are the openings whose group was the
    member's when they asked. `hold` names what is held for the seat, `holds` counts how often something was; `owed` says what the clock has still to do with it.
    """

    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, related_name="registrations")
    wallet_id = models.BigIntegerField(db_index=True)
    state = models.TextField()
    place = models.IntegerField()
    opening = models.SmallIntegerField(null=True)
    groups = ArrayField(models.SmallIntegerField())
    code = models.TextField()
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    offered_until = models.DateTimeField(null=True)
    hold = models.TextField(default="", db_default="")
    holds = models.SmallIntegerField(default=0, db_default=0)
    owed = models.TextField(default="", db_default="")
    came_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("offered_until",), name="offers_by_their_end", condition=Q(state="offered")),
            models.Index(fields=("occasion", "place"), name="who_waits", condition=Q(state="waiting")),
            models.Index(fields=("occasion",), name="points_that_are_owed", condition=~Q(owed="")),
        )
        constraints = (
            models.UniqueConstraint(fields=("occasion", "wallet_id"), name="no_member_twice"),
            models.UniqueConstraint(fields=("occasion", "place"), name="no_place_twice"),
            models.UniqueConstraint(fields=("occasion", "code"), name="no_code_twice"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="a_known_state"),
            models.CheckConstraint(
                condition=Q(state__in=("seated", "offered"), opening__isnull=False)
                | Q(state__in=("waiting", "given_up", "lapsed"), opening=None),
                name="a_seat_is_out_of_a_quota",
            ),
            models.CheckConstraint(
                condition=Q(state="offered", offered_until__isnull=False)
                | (~Q(state="offered") & Q(offered_until=None)),
                name="an_offer_has_its_end",
            ),
            models.CheckConstraint(
                condition=Q(owed__in=("", "held", "kept", "free")), name="a_known_debt_of_the_clock"
            ),
        )

    def __str__(self) -> str:
        return f"{self.wallet_id} {self.state}"


class Reading(models.Model):
    """A code that was read at the door, by the id that whoever read it gave it."""

    id = models.TextField(primary_key=True)
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="readings")
    read_at = models.DateTimeField()
    received_at = models.DateTimeField(db_default=Now())
    by = models.TextField()

    def __str__(self) -> str:
        return self.id
