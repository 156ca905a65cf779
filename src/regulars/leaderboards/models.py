"""Those who take part in leaderboards."""

from __future__ import annotations

from django.db import models


class Participant(models.Model):
    """Somebody who asked to stand on a board, `called` as they chose. Whoever leaves has no row.

    `number` is what the board counts as it was last looked at, 0 where nothing is shown, and `reached_at` since when. `seen` is the mark of
    the wallet as it was then; from `until` on it is to be looked at again though nothing happened.
    """

    pk = models.CompositePrimaryKey("board", "wallet_id")
    board = models.TextField()
    wallet_id = models.BigIntegerField(db_index=True)
    called = models.TextField()
    since = models.DateTimeField()
    number = models.BigIntegerField(default=0, db_default=0)
    reached_at = models.DateTimeField()
    seen = models.BigIntegerField(default=0, db_default=0)
    until = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("board", "-number", "reached_at", "wallet_id"),
                name="places_of_a_board",
                condition=models.Q(number__gt=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.called} on {self.board}"
