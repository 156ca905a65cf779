"""How much is left, what was taken day by day, and where the sums contradict the leases."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import get_default_timezone, localdate

from regulars.core.running_out import LONG_DAYS, Forecast, forecast
from regulars.supplies.models import Day, Supply

if TYPE_CHECKING:
    from collections.abc import Collection

_COLUMNS: Final = ("name", "kind", "there", "held", "taken", "put_in", "since")


class Left(NamedTuple):
    """A supply as it stands: `there` can be taken, `held` is set aside for a while."""

    name: str
    kind: str
    there: int
    held: int
    taken: int
    put_in: int
    since: datetime

    @property
    def spent_percent(self) -> int:
        """How much of what was put in is gone or held; 100 where nothing was."""
        return (self.put_in - self.there) * 100 // self.put_in if self.put_in else 100


def left(names: Collection[str]) -> dict[str, Left]:
    """What is left of some supplies; one in which nothing was put yet is left out."""
    rows = Supply.objects.filter(name__in=names).values_list(*_COLUMNS)
    return {row[0]: Left(*row) for row in rows}


def much_taken(percent: int, *, or_named: Collection[str] = ()) -> tuple[Left, ...]:
    """The supplies of which so much of what was put in is taken, and some more by their names."""
    hundredfold = Supply.objects.annotate(hundredfold=F("taken") * 100)
    rows = hundredfold.filter(Q(put_in__gt=0, hundredfold__gte=F("put_in") * percent) | Q(name__in=or_named))
    return tuple(Left(*row) for row in rows.order_by("name").values_list(*_COLUMNS))


def of_kind(kind: str) -> tuple[Left, ...]:
    """All supplies of a kind, by name."""
    return tuple(
        Left(*row) for row in Supply.objects.filter(kind=kind).order_by("name").values_list(*_COLUMNS)
    )


def taken_by_day(name: str, *, until: date, days: int = LONG_DAYS) -> tuple[int, ...]:
    """What was taken less what was given back on each day before `until`, the latest last; not from before there was any."""
    found = left([name]).get(name)
    return by_day([found], until=until, days=days)[name] if found else ()


def forecasts(found: Collection[Left], *, today: date) -> dict[str, Forecast | None]:
    """When each of some supplies runs out, by the days that are over; None where they are too few to say."""
    taken = by_day(found, until=today)
    return {one.name: forecast(one.there, taken[one.name]) for one in found}


def by_day(found: Collection[Left], *, until: date, days: int = LONG_DAYS) -> dict[str, tuple[int, ...]]:
    """What `taken_by_day` says of one, of many supplies by their names, with one question."""
    rows = Day.objects.filter(
        supply__name__in=[one.name for one in found], day__gte=until - timedelta(days=days), day__lt=until
    )
    net = {
        (name, day): number
        for name, day, number in rows.values_list("supply__name", "day", F("taken") - F("given_back"))
    }
    taken: dict[str, tuple[int, ...]] = {}
    for one in found:
        first = max(until - timedelta(days=days), localdate(one.since, get_default_timezone()))
        spans = range((until - first).days)
        taken[one.name] = tuple(net.get((one.name, first + timedelta(days=number)), 0) for number in spans)
    return taken


def contradictions() -> list[str]:
    """The supplies that hold something else than their leases say; a law says that there are none."""
    rows = Supply.objects.annotate(leased=Coalesce(Sum("lease__held"), 0)).exclude(held=F("leased"))
    return list(rows.order_by("name").values_list("name", flat=True))
