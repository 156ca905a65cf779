"""Redemptions, from the moment a reward is paid for until it is handed over or the points went back."""

from __future__ import annotations

from typing import Final, Literal, get_args

from django.db import models
from django.db.models import Q

State = Literal["held", "redeemed", "handed_over", "cancelled", "lapsed", "unpaid", "drawn"]
STATES: Final[tuple[State, ...]] = get_args(State)
#: What has not ended.
OPEN: Final = ("held", "redeemed")


class Redemption(models.Model):
    """One member's having a reward. `source` and `source_id` are those of its event, `code` what the member shows.

    `fetch_by` is the last day of the shop on which it can be fetched; null where it can wait. Where `money` (minor units) is to
    be paid too, it is held until `pay_by`, with its piece where it `is_leased`, and then had on the order `paid_with`. A donation is for a `cause`. A `ticket` of a lottery bears its number in the draw of the
    day `draw`, and then what it `won`, in both languages.
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
    cause = models.TextField(db_default="")
    draw = models.DateField(null=True)
    ticket = models.BigIntegerField(null=True)
    won = models.JSONField(null=True)
    #: The day on which it is told next that this will lapse; null where nothing is to be told any more.
    tell_on = models.DateField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("wallet_id", "-redeemed_at"), name="redemptions_of_a_member"),
            models.Index(fields=("reward", "-redeemed_at"), name="redemptions_of_a_reward"),
            models.Index(fields=("-redeemed_at",), name="redemptions_by_age"),
            models.Index(
                fields=("fetch_by",), name="redemptions_to_be_fetched", condition=Q(state="redeemed")
            ),
            models.Index(fields=("tell_on",), name="redemptions_to_be_told", condition=Q(state="redeemed")),
            models.Index(fields=("pay_by",), name="redemptions_to_be_paid", condition=Q(state="held")),
            models.Index(fields=("cause", "day"), name="donations_by_cause", condition=Q(kind="donation")),
        )
        constraints = (
            models.UniqueConstraint(fields=("source", "source_id"), name="an_event_redeems_once"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="known_state_of_redemption"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at=None) | ~Q(state__in=OPEN) & Q(ended_at__isnull=False),
                name="what_ended_says_when",
            ),
            models.UniqueConstraint(fields=("reward", "draw", "ticket"), name="a_ticket_is_numbered_once"),
            models.CheckConstraint(condition=~Q(state="held", pay_by=None), name="what_is_held_says_until"),
        )

    def __str__(self) -> str:
        return f"{self.reward} {self.code}"


class Draw(models.Model):
    """One draw of a lottery. `seed` is nobody's to know before `drawn_at`; its `seal` and the `prizes` stand from the first ticket on.

    Tickets are numbered up to `last`. `prizes` are [how many, name in Chinese, name in English].
    """

    reward = models.TextField()
    day = models.DateField()
    seed = models.BinaryField()
    seal = models.TextField()
    prizes = models.JSONField()
    last = models.BigIntegerField(db_default=0)
    closed_at = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("reward", "day"), name="a_lottery_is_drawn_once_a_day"),
            models.CheckConstraint(
                condition=Q(drawn_at=None) | Q(closed_at__isnull=False), name="what_is_drawn_is_closed"
            ),
        )
        indexes = (models.Index(fields=("day",), name="draws_to_come", condition=Q(drawn_at=None)),)

    def __str__(self) -> str:
        return f"{self.reward} on {self.day}"


class Picture(models.Model):
    """The picture of a reward, and what is on it in both languages. `digest` is the SHA-256 of the bytes, by which it is addressed."""

    reward = models.TextField(unique=True)
    kind = models.TextField()
    body = models.BinaryField()
    digest = models.TextField(db_index=True)
    alt_zh = models.TextField()
    alt_en = models.TextField()

    def __str__(self) -> str:
        return f"{self.reward}: {self.alt_en}"
