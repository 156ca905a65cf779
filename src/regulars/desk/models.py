"""What the fold knows: one wallet a member, and the receipts behind it. Made from events, and from nothing else."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Wallet(models.Model):
    """A member's state as the core left it. `levels` repeats it as `track:level` for lists and filters.

    One that a merge took over, and a merge that was taken back, `is_sealed`: it stays as it was.
    """

    wallet_id = models.BigIntegerField(primary_key=True)
    body = models.BinaryField()
    levels = ArrayField(models.TextField())
    next_due_at = models.DateTimeField(null=True)
    is_sealed = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = (
            models.Index(fields=("next_due_at",), name="wallet_due", condition=Q(next_due_at__isnull=False)),
        )

    def __str__(self) -> str:
        return str(self.wallet_id)


class Receipt(models.Model):
    """An order of which something came back, as it is now; `order_id` says its source as well.

    Of an order that stayed as it was the log keeps all that there is, beside its event.
    """

    pk = models.CompositePrimaryKey("wallet_id", "order_id")
    wallet_id = models.BigIntegerField()
    order_id = models.TextField()
    products = ArrayField(models.TextField())
    body = models.BinaryField()

    def __str__(self) -> str:
        return self.order_id


class Move(models.Model):
    """A level that changed or was renewed. `no` numbers a member's moves."""

    id = models.BigAutoField(primary_key=True)
    wallet_id = models.BigIntegerField(db_index=True)
    event_no = models.IntegerField(null=True)
    track = models.TextField()
    before = models.TextField()
    after = models.TextField()
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    cause = models.TextField()

    def __str__(self) -> str:
        return f"{self.track}: {self.before} → {self.after}"


class CameBy(models.Model):
    """As whom a member came with an event of a merge: the member to whom the identifier belonged before."""

    pk = models.CompositePrimaryKey("wallet_id", "event_no")
    wallet_id = models.BigIntegerField()
    event_no = models.IntegerField()
    person = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.wallet_id}/{self.event_no}: {self.person}"


class Archived(models.Model):
    """How this database stood when it last wrote its archive, in one row; written by `desk/archive/writing.py` alone.

    `proof` is that archive's. Of the log as it came all transactions before `through` are in it, of what was decided all that
    came before `before`: only what is later need be looked at again.
    """

    id = models.IntegerField(primary_key=True)
    proof = models.TextField()
    through = models.BigIntegerField()
    before = models.DateTimeField()

    def __str__(self) -> str:
        return self.proof
