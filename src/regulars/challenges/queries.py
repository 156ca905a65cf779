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
    rows = Play.objects.filter(challenge=challenge)
    played = rows.filter(played_at__isnull=False)
    whole = played.aggregate(
        plays=Count("nonce"), members=Count("wallet_id", distinct=True), won=Sum("points"),
        prizes=Count("nonce", filter=Q(points__gt=0)),
    )  # fmt: skip
    by_band = played.values_list("band").annotate(Count("nonce"), Sum("points"))
    by_day = played.values_list("day").annotate(Count("nonce"), Sum("points")).order_by("-day")[:_DAYS]
    return Results(
        rows.count(), whole["plays"], whole["members"], whole["prizes"], whole["won"] or 0,
        {band: (plays, points) for band, plays, points in by_band if band is not None},
        tuple((day, plays, points) for day, plays, points in by_day if day is not None),
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
