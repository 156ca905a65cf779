"""The versions of the programme, and the draft on somebody's desk."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Version(models.Model):
    """A published version: the file as it was, never changed. It holds from `effective_at` on.

    `document` is what the file was understood to say, so that a later, stricter reading cannot unmake it.
    """

    number = models.IntegerField(primary_key=True)
    text = models.TextField()
    document = models.BinaryField()
    effective_at = models.DateTimeField(unique=True)
    published_at = models.DateTimeField(db_default=Now())
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)

    def __str__(self) -> str:
        return str(self.number)


class Draft(models.Model):
    """The next version while somebody works on it; there is one."""

    text = models.TextField()
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)

    def __str__(self) -> str:
        return f"{self.updated_at:%Y-%m-%d %H:%M}"
