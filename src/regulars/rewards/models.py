"""Redemptions, from the moment a reward is paid for until it is handed over or the points went back."""

from __future__ import annotations

from typing import Final, Literal, get_args

from django.db import models
from django.db.models import Q

State = Literal["held", "redeemed", "handed_over", "cancelled", "lapsed", "unpaid"]
STATES: Final[tuple[State, ...]] = get_args(State)
#: What has not ended.
OPEN: Final = ("held", "redeemed")


class Redemption(models.Model):
    """One member's having a reward. `source` and `source_id` are those of its event, `code` what the member shows.

    `fetch_by` is the last day of the shop on which it can be fetched; null where it can wait. Where `money` (minor units) is to
    be paid too, it is held until `pay_by`, with its piece where it `is_leased`, and then had on the order `paid_with`.
    """

    source = models.TextField()
    source_id = models.TextField()
    wallet_id = models.BigIntegerField()
    reward = models.TextField()
    kind = models.TextField()
    currency = models.TextField()
    points = models.BigIntegerField()
    code = models.TextField(unique=True)
    state = models.TextField()
    redeemed_at = models.DateTimeField()
    day = models.DateField()
    fetch_by = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(db_default="")
    money = models.BigIntegerField(db_default=0)
    pay_by = models.DateTimeField(null=True)
    is_leased = models.BooleanField(db_default=False)
    paid_with = models.TextField(db_default="")

    class Meta:
        indexes = (
            models.Index(fields=("wallet_id", "-redeemed_at"), name="redemptions_of_a_member"),
            models.Index(fields=("reward", "-redeemed_at"), name="redemptions_of_a_reward"),
            models.Index(fields=("-redeemed_at",), name="redemptions_by_age"),
            models.Index(
                fields=("fetch_by",), name="redemptions_to_be_fetched", condition=Q(state="redeemed")
            ),
            models.Index(fields=("pay_by",), name="redemptions_to_be_paid", condition=Q(state="held")),
        )
        constraints = (
            models.UniqueConstraint(fields=("source", "source_id"), name="an_event_redeems_once"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="known_state_of_redemption"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at=None) | ~Q(state__in=OPEN) & Q(ended_at__isnull=False),
                name="what_ended_says_when",
            ),
            models.CheckConstraint(condition=~Q(state="held", pay_by=None), name="what_is_held_says_until"),
        )

    def __str__(self) -> str:
        return f"{self.reward} {self.code}"
