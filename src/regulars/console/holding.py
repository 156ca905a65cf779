"""What staff do about occasions, each change written into the audit trail with it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from regulars.accounts.actions import record
from regulars.desk import occasions
from regulars.lib.cursors import raw_cursor
from regulars.registrations import door
from regulars.registrations.making import OccasionPlanned, make

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from regulars.registrations.door import Read


@transaction.atomic
def hold(planned: OccasionPlanned, *, key: str, by: User, now: datetime) -> int:
    """Make an occasion; the same form again makes none."""
    number, is_new = make(planned, key=f"console:{key}", now=now, by=by.pk)
    if is_new:
        facts = {"seats": planned.seats, "points": planned.points}
        record(by=by, verb="make_occasion", subject=f"occasion:{number}", facts=facts, now=now)
    return number


@transaction.atomic
def change(number: int, planned: OccasionPlanned, *, by: User, now: datetime) -> bool:
    """Change an occasion; answers whether its time or place moved for somebody."""
    is_moved = occasions.change(number, planned, now=now)
    facts: dict[str, str | int | bool | None] = {
        "seats": planned.seats,
        "begins_at": planned.begins_at.isoformat(),
        "is_moved": is_moved,
    }
    record(by=by, verb="change_occasion", subject=f"occasion:{number}", facts=facts, now=now)
    return is_moved


@transaction.atomic
def cancel(number: int, *, by: User, now: datetime) -> bool:
    """Call an occasion off; answers whether it was on until now."""
    done = occasions.cancel(number, now=now, by=by.pk)
    if done:
        record(by=by, verb="cancel_occasion", subject=f"occasion:{number}", now=now)
    return done


@transaction.atomic
def read_code(number: int, text: str, *, key: str, by: User, now: datetime) -> Read:
    """Take a code that was typed or scanned at the door. Who did it stands with the reading."""
    return door.read(raw_cursor(), number, text, name=f"console:{key}", at=now, by=f"staff:{by.pk}")
