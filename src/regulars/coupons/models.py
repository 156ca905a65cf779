"""Codes with their states, the baskets that hold some, what was taken off by each, and wrong codes of a day."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

STATES = ("free", "issued", "held", "redeemed", "void", "expired")


class Code(models.Model):
    """One code of a pool: a coupon's own, or a partner's (`partner:taxi`).

    `key` is the code as it is compared, `code` as it is shown. One that is `issued` belongs to `wallet_id`, or to
    whoever holds the paper. It can be used until `ends_at`, null for as long as the coupon is there. While a basket holds it,
    `held_until` says how long; afterwards it is what it was before.
    """

    id = models.BigAutoField(primary_key=True)
    pool = models.TextField()
    key = models.TextField()
    code = models.TextField()
    state = models.TextField(db_default="free", default="free")
    wallet_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField(db_default=Now())
    issued_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    hold_id = models.BigIntegerField(null=True)
    held_until = models.DateTimeField(null=True)
    redeemed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("key", "pool"), name="a_code_stands_once_in_its_pool"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="a_state_that_codes_have"),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(hold_id__isnull=False, held_until__isnull=False),
                name="held_by_somebody_for_so_long",
            ),
            models.CheckConstraint(
                condition=~Q(state="free") | Q(wallet_id=None, issued_at=None), name="free_is_nobodys"
            ),
        )
        indexes = (
            models.Index(fields=("pool", "id"), condition=Q(state="free"), name="codes_that_are_free"),
            models.Index(
                fields=("wallet_id", "id"), condition=Q(wallet_id__isnull=False), name="codes_of_a_member"
            ),
            models.Index(fields=("pool", "state"), name="codes_by_state"),
        )

    def __str__(self) -> str:
        return f"{self.pool}: {self.state}"


class Hold(models.Model):
    """A set of coupons that a till holds for a basket, and later the order with which it was used.

    `name` is the till's own. `digest` tells the basket from every other one. `is_open` until it was committed
    or released; its time may be up all the same. `leased` are the supplies of which it holds one.
    """

    id = models.BigAutoField(primary_key=True)
    source = models.TextField()
    name = models.TextField()
    digest = models.BinaryField()
    asked = models.BinaryField()
    wallet_id = models.BigIntegerField(null=True)
    until = models.DateTimeField()
    end = models.TextField(db_default="", default="")
    order_id = models.TextField(db_default="", default="")
    leased = ArrayField(models.TextField(), default=list)
    made_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("source", "name"), name="a_till_names_a_basket_once"),
            models.CheckConstraint(
                condition=Q(end__in=("", "committed", "released", "rolled_back")), name="an_end_that_there_is"
            ),
            models.CheckConstraint(
                condition=~Q(end__in=("committed", "rolled_back")) | ~Q(order_id=""),
                name="committed_with_an_order",
            ),
        )
        indexes = (
            models.Index(fields=("source", "order_id"), condition=~Q(order_id=""), name="holds_of_an_order"),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.name}"


class Use(models.Model):
    """One coupon of a held set: what it takes off, by line and in all, and for whom, where and when limits count it.

    It counts while it is `held` and its time is not up, and for ever once `redeemed`.
    """

    id = models.BigAutoField(primary_key=True)
    hold = models.ForeignKey(Hold, on_delete=models.CASCADE)
    coupon = models.TextField()
    key = models.TextField()
    code_id = models.BigIntegerField(null=True)
    wallet_id = models.BigIntegerField(null=True)
    store = models.TextField(db_default="", default="")
    staff = models.TextField(db_default="", default="")
    day = models.IntegerField()
    amount = models.BigIntegerField()
    parts = ArrayField(models.BigIntegerField())
    state = models.TextField(db_default="held", default="held")
    until = models.DateTimeField()
    redeemed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("hold", "coupon"), name="a_coupon_once_on_a_basket"),
            models.UniqueConstraint(
                fields=("code_id",),
                condition=Q(state="redeemed", code_id__isnull=False),
                name="a_code_is_redeemed_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("held", "redeemed", "rolled_back", "released")),
                name="a_state_that_uses_have",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_coupon_takes_something_off"),
        )
        indexes = (
            models.Index(fields=("coupon", "wallet_id"), name="uses_of_a_member"),
            models.Index(fields=("coupon", "day"), name="uses_of_a_day"),
            models.Index(fields=("coupon", "store"), name="uses_in_a_store"),
            models.Index(fields=("coupon", "staff"), name="uses_by_a_person"),
        )

    def __str__(self) -> str:
        return f"{self.coupon}: {self.state}"


class Wrong(models.Model):
    """A wrong code, counted for a member, an address and the shop as fingerprints, and kept for a day. What was typed is not."""

    whose = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("whose", "at"), name="wrong_codes_of_somebody"),)

    def __str__(self) -> str:
        return f"{self.at}"


class Given(models.Model):
    """A partner's offer that an order brought, once: with its code, or with none because the pool was empty."""

    pk = models.CompositePrimaryKey("source", "order_id", "offer")
    source = models.TextField()
    order_id = models.TextField()
    offer = models.TextField()
    wallet_id = models.BigIntegerField(db_index=True)
    code_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = (models.Index(fields=("offer", "at"), name="given_of_an_offer"),)
        constraints = (
            models.UniqueConstraint(
                fields=("code_id",), condition=Q(code_id__isnull=False), name="a_code_is_given_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.offer} with {self.order_id}"


class CodeList(models.Model):
    """A file of codes that somebody gave: for a pool, or a partner's report of codes that were used.

    `percent` says how far it is while it is `running`; whoever gives no sign of life has died with its machine. Of rows that were not taken, `aside`
    keeps the first ones with why, and no code.
    """

    target = models.TextField()
    kind = models.TextField()
    name = models.TextField()
    asked_by = models.TextField()
    asked_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    state = models.TextField(default="running", db_default="running")
    percent = models.SmallIntegerField(default=0, db_default=0)
    taken = models.IntegerField(default=0, db_default=0)
    left_out = models.IntegerField(default=0, db_default=0)
    aside = models.JSONField(default=list)
    problem = models.TextField(default="", db_default="")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=("codes", "report")), name="a_list_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(state__in=("running", "done", "refused", "failed")),
                name="a_state_that_lists_have",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.target})"


class Reporter(models.Model):
    """A secret with which a partner signs reports of an offer. It is worked out from `salt`, and kept nowhere. Until it ended it holds."""

    id = models.AutoField(primary_key=True)
    offer = models.TextField(db_index=True)
    salt = models.BinaryField()
    made_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.offer} {self.pk}"


class Report(models.Model):
    """A partner's message, by the name that it bore: `codes` were told as used, of which `known` had been given to somebody."""

    pk = models.CompositePrimaryKey("offer", "name")
    offer = models.TextField()
    name = models.TextField()
    digest = models.BinaryField()
    at = models.DateTimeField(db_default=Now())
    codes = models.IntegerField(db_default=0)
    known = models.IntegerField(db_default=0)

    class Meta:
        indexes = (models.Index(fields=("at",), name="reports_by_age"),)

    def __str__(self) -> str:
        return f"{self.offer} {self.name}"
