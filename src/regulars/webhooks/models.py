"""Who wants to hear what, what there is to tell, and how far it got."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Endpoint(models.Model):
    """An address that wants news of some kinds. Its secret is worked out from `salt`, and kept nowhere.

    While the secret is being changed there is a newer one beside it, of `newer_salt`, and both hold.
    Its number stands in the log, so it ends and is never deleted: `end` says whether somebody here `revoked` it, or whoever
    is there answered that it is `gone`.
    """

    id = models.AutoField(primary_key=True)
    url = models.TextField()
    kinds = ArrayField(models.TextField())
    salt = models.BinaryField()
    newer_salt = models.BinaryField(null=True)
    made_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    end = models.TextField(default="", db_default="")

    def __str__(self) -> str:
        return self.url


class News(models.Model):
    """Something that happened and that somebody wants to hear: `body` is what is sent, to the byte."""

    id = models.TextField(primary_key=True)
    kind = models.TextField()
    body = models.BinaryField()
    told_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = (models.Index(fields=("told_at",), name="news_by_age"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Delivery(models.Model):
    """News on its way to one endpoint. `state` is waiting, sent, given_up, or ended with the endpoint.

    It is tried again until three days after `since`. While somebody sends it, `next_at` is when it counts as not sent.
    """

    id = models.BigAutoField(primary_key=True)
    news_id = models.TextField()
    endpoint_id = models.IntegerField()
    state = models.TextField(default="waiting", db_default="waiting")
    attempts = models.IntegerField(default=0, db_default=0)
    since = models.DateTimeField(db_default=Now())
    next_at = models.DateTimeField(db_default=Now())
    tried_at = models.DateTimeField(null=True)
    status = models.IntegerField(null=True)
    problem = models.TextField(default="", db_default="")

    class Meta:
        indexes = (
            models.Index(
                fields=("endpoint_id", "next_at"), condition=Q(state="waiting"), name="deliveries_due"
            ),
            models.Index(fields=("endpoint_id", "-id"), name="deliveries_of_an_endpoint"),
            models.Index(fields=("news_id",), name="deliveries_of_news"),
        )

    def __str__(self) -> str:
        return f"{self.news_id} to {self.endpoint_id}: {self.state}"
