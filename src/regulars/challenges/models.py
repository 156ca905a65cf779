"""Plays of challenges."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Play(models.Model):
    """One play of one member; given, and played once or never. `day` is the local date on which it was played, and `score` what it
    counts as: one that cannot have been reached is the least that there is.
    """

    nonce = models.TextField(primary_key=True)
    challenge = models.TextField()
    wallet_id = models.BigIntegerField()
    given_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    played_at = models.DateTimeField(null=True)
    day = models.DateField(null=True)
    band = models.SmallIntegerField(null=True)
    points = models.BigIntegerField(null=True)
    score = models.BigIntegerField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("wallet_id", "challenge"), name="plays_of_a_member"),
            models.Index(
                fields=("challenge", "day"), name="plays_by_day", condition=Q(played_at__isnull=False)
            ),
        )
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("given_at")), name="a_play_has_its_time"),
            models.CheckConstraint(
                condition=Q(played_at=None, day=None, band=None, points=None, score=None)
                | Q(played_at__isnull=False, day__isnull=False, band__gte=1, points__gte=0, score__gte=0),
                name="played_whole_or_not_at_all",
            ),
        )

    def __str__(self) -> str:
        return f"{self.challenge} {self.nonce}"
