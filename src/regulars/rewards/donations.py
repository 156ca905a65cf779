"""Donations: what came in for each cause on each day, and that it was passed on; from then on none of that day is cancelled."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db.models import Count, Q, Sum

from regulars.core.refusals import Refusal
from regulars.rewards.actions import Ended, end
from regulars.rewards.models import Redemption

if TYPE_CHECKING:
    from datetime import datetime

    from psycopg import Cursor

_LOCK: Final = """
    SELECT source, source_id FROM rewards_redemption
    WHERE kind = 'donation' AND cause = %s AND day = %s AND state = 'redeemed' ORDER BY id FOR UPDATE
"""


class DonationsStillCome(Refusal):
    """The day is not over yet, so its sum may grow. Facts: cause, day."""


class NothingToPassOn(Refusal):
    """Nothing of that day waits to be passed on to the cause. Facts: cause, day."""


class DaySum(NamedTuple):
    """What came in for a cause on a day. `waiting` of its points are still to be passed on."""

    cause: str
    day: date
    currency: str
    points: int
    donations: int
    waiting: int


def sums(*, before: date | None = None, limit: int = 60) -> tuple[DaySum, ...]:
    """The sums of the latest days, before another day where that is said; what was cancelled is in none."""
    rows = Redemption.objects.filter(kind="donation", state__in=("redeemed", "handed_over"))
    rows = rows if before is None else rows.filter(day__lt=before)
    summed = rows.values_list("cause", "day", "currency").annotate(
        total=Sum("points"),
        donations=Count("id"),
        waiting=Sum("points", filter=Q(state="redeemed"), default=0),
    )
    return tuple(DaySum(*row) for row in summed.order_by("-day", "cause", "currency")[:limit])


def sums_of(day: date) -> tuple[DaySum, ...]:
    """The sums of one day."""
    return tuple(one for one in sums(before=day + timedelta(days=1), limit=1000) if one.day == day)


def pass_on(cursor: Cursor, cause: str, day: date, *, today: date, by: str, now: datetime) -> int:
    """Say that a day's sum was passed on; answer of how many donations. Call it in a transaction."""
    if day >= today:
        raise DonationsStillCome(cause=cause, day=day.isoformat())
    names = cursor.execute(_LOCK, (cause, day)).fetchall()
    if not names:
        raise NothingToPassOn(cause=cause, day=day.isoformat())
    end(cursor, [Ended((source, name), "handed_over", now, by) for source, name in names])
    return len(names)
