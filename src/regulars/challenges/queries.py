"""How challenges went: plays, what they won, by band and by day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Max, Q, Sum

from regulars.challenges.models import Play

if TYPE_CHECKING:
    from collections.abc import Collection


class Results(NamedTuple):
    """What came of a challenge so far; `by_band` holds plays and points by the number of the band, `by_day` the last days."""

    given: int
    played: int
    members: int
    prizes: int
    points: int
    by_band: dict[int, tuple[int, int]]
    by_day: tuple[tuple[date, int, int], ...]


_DAYS = 14


def results(challenge: str) -> Results:
    """The figures of one challenge."""
    return results_of([challenge])[challenge]


def results_of(challenges: Collection[str]) -> dict[str, Results]:
    """The figures of some challenges, asked for together."""
    rows = Play.objects.filter(challenge__in=challenges)
    begun = {
        challenge: (given, members)
        for challenge, given, members in rows.values_list("challenge").annotate(
            given=Count("nonce"), members=Count("wallet_id", distinct=True, filter=Q(played_at__isnull=False))
        )
    }
    played: dict[str, list[_Played]] = {challenge: [] for challenge in challenges}
    for challenge, *figures in (
        rows.filter(played_at__isnull=False)
        .values_list("challenge", "band", "day")
        .annotate(plays=Count("nonce"), won=Sum("points"), prizes=Count("nonce", filter=Q(points__gt=0)))
    ):
        played[challenge].append(_Played(*figures))
    return {one: _results(*begun.get(one, (0, 0)), played[one]) for one in challenges}


class _Played(NamedTuple):
    """What was played of one band on one day."""

    band: int
    day: date
    plays: int
    points: int
    prizes: int


def _results(given: int, members: int, played: list[_Played]) -> Results:
    by_band: dict[int, tuple[int, int]] = {}
    by_day: dict[date, tuple[int, int]] = {}
    for one in played:
        plays, points = by_band.get(one.band, (0, 0))
        by_band[one.band] = plays + one.plays, points + one.points
        plays, points = by_day.get(one.day, (0, 0))
        by_day[one.day] = plays + one.plays, points + one.points
    return Results(
        given, sum(one.plays for one in played), members, sum(one.prizes for one in played),
        sum(one.points for one in played), by_band,
        tuple((day, *by_day[day]) for day in sorted(by_day, reverse=True)[:_DAYS]),
    )  # fmt: skip


def best_scores(challenge: str, wallets: Collection[int] | None, *, since: date | None) -> dict[int, int]:
    """The best score of everybody who played, or of some of them, ever or since a local date."""
    rows = Play.objects.filter(challenge=challenge, played_at__isnull=False)
    rows = rows if wallets is None else rows.filter(wallet_id__in=wallets)
    rows = rows if since is None else rows.filter(day__gte=since)
    return {wallet_id: best or 0 for wallet_id, best in rows.values_list("wallet_id").annotate(Max("score"))}


def last_of(challenge: str, wallets: Collection[int]) -> tuple[int, int] | None:
    """The band and the points of the play that a member played last; None before the first."""
    rows = Play.objects.filter(challenge=challenge, wallet_id__in=wallets, played_at__isnull=False)
    found = rows.order_by("-played_at").values_list("band", "points").first()
    return None if found is None else (found[0] or 1, found[1] or 0)
