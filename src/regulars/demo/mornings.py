"""Who checks in at Sunny Select day by day, and who has begun to visit all three corners."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from regulars.core.events import Behaviour, Event, MissionStarted
from regulars.core.periods import instant
from regulars.demo.corners import TAIPEI

SEED: Final = 11
DAYS: Final = 45
#: Where somebody checks in; whoever is shown has been to two of the three.
PLACES: Final = ("bookshop", "cafe", "cinema")
CORNERS_MISSION: Final = "three-corners"
BEGUN_DAYS: Final = 12
STREAK_DAYS: Final = 5


def mornings(faithful: Sequence[str], others: Sequence[str], *, ends_on: date) -> list[tuple[str, Event]]:
    """Check-ins of the last weeks in the order of time, by card. The faithful were there on each of the last five days."""
    chance = Random(SEED)  # noqa: S311 - the same mornings each time are the point
    told: list[tuple[str, Event]] = []
    for card in faithful:
        days = [
            ago for ago in range(DAYS) if ago < STREAK_DAYS or (ago > STREAK_DAYS and chance.random() < 0.75)
        ]
        visits = [_visit(card, ends_on - timedelta(days=ago), chance, places=2) for ago in days]
        told += [_begun(card, ends_on - timedelta(days=BEGUN_DAYS)), *visits]
    for card in others:
        habit = chance.choice((0.15, 0.4, 0.65, 0.85))
        days = [ago for ago in range(DAYS) if chance.random() < habit]
        told += [_visit(card, ends_on - timedelta(days=ago), chance, places=3) for ago in days]
    return sorted(told, key=lambda one: (one[1].occurred_at, one[0]))


def _begun(card: str, day: date) -> tuple[str, Event]:
    at = datetime.combine(day, time(7), TAIPEI)
    return card, MissionStarted(f"begin-{card}", instant(at), day.toordinal(), CORNERS_MISSION)


def _visit(card: str, day: date, chance: Random, *, places: int) -> tuple[str, Event]:
    at = datetime.combine(day, time(8 + chance.randint(0, 12), chance.randint(0, 59)), TAIPEI)
    place = PLACES[chance.randint(0, places - 1)]
    minute = at.hour * 60 + at.minute
    name = f"check-in-{card}-{day}"
    return card, Behaviour(name, instant(at), day.toordinal(), minute, "Checked In", {"store": place})
