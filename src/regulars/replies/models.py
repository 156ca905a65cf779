"""Replies to requests that bore a key."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class Reply(models.Model):
    """What a source was answered under one of its keys. `fingerprint` tells the same request from another one.

    `language` is that of a refusal's sentence, and empty where the answer speaks both.
    """

    pk = models.CompositePrimaryKey("source", "key")
    source = models.TextField()
    key = models.TextField()
    fingerprint = models.BinaryField()
    status = models.SmallIntegerField()
    language = models.TextField()
    body = models.BinaryField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = (models.Index(fields=("at",), name="replies_by_age"),)

    def __str__(self) -> str:
        return f"{self.source} {self.key}"
