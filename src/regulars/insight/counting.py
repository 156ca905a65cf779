"""Sums that grow with what is new instead of being counted again: each event is counted once, when it is safe to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.db import transaction

from regulars.insight.asking import ask
from regulars.insight.models import Counted

_SALES: Final = "sales"
_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)


@transaction.atomic
def count_sales() -> datetime:
    """Count what was bought since the last time; answers until when everything received is counted.

    An event that is not committed yet is never passed over: it is counted the next time.
    """
    Counted.objects.get_or_create(name=_SALES, defaults={"until": _BEGINNING})
    counted = Counted.objects.select_for_update().get(name=_SALES)
    ((until,),) = ask("counted_until")
    assert isinstance(until, datetime)
    if until > counted.until:
        ask("count_sales", after=counted.until, until=until)
        Counted.objects.filter(name=_SALES).update(until=until)
    return until
