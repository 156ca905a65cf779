"""What was told, of what, when, and whether it still stands."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Alert(models.Model):
    """A line that something crossed. `about` is supply or pool, `name` which one, `line` low, spent or empty.

    `left` and `put_in` are as they were then. It is `over_at` once it was filled up, and a line is told again only after that.
    """

    id = models.BigAutoField(primary_key=True)
    about = models.TextField()
    name = models.TextField()
    line = models.TextField()
    left = models.BigIntegerField()
    put_in = models.BigIntegerField()
    at = models.DateTimeField(db_default=Now())
    over_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("about", "name", "line"), condition=Q(over_at=None), name="told_once_until_it_is_over"
            ),
        )

    def __str__(self) -> str:
        return f"{self.about} {self.name} {self.line}"
