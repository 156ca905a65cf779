"""Every change is written down, in the same transaction as the change itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from regulars.accounts.chain import BEGINNING, Change, Fact, fingerprint
from regulars.accounts.models import AuditHead, AuditRecord

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def record(
    *,
    by: User | None,
    verb: str,
    subject: str,
    facts: Mapping[str, Fact] | None = None,
    now: datetime | None = None,
) -> int:
    """Write a change down, in the same transaction as the change; answers the record's number.

    Name things by number: neither names nor cards nor free text belong into `subject` or `facts`. Writers queue
    behind one another here, so this comes last in a transaction.
    """
    AuditHead.objects.get_or_create(pk=1, defaults={"no": 0, "hash": BEGINNING})
    head = AuditHead.objects.select_for_update().get(pk=1)
    change = Change(
        head.no + 1, now or timezone.now(), by.pk if by else None, verb, subject, dict(facts or {})
    )
    head.no, head.hash = change.no, fingerprint(change, previous=bytes(head.hash))
    AuditRecord.objects.create(**change._asdict(), hash=head.hash)
    head.save()
    return head.no
