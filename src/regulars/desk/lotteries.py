"""Lotteries are drawn by the clock, each once, on the day of its draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regulars.lib.agreeing import until_agreed
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import day_to_database, instant
from regulars.rewards import draws

if TYPE_CHECKING:
    from datetime import date, datetime

    from regulars.core.programme.compiled import Programme


def draw_due(programme: Programme, *, now: datetime) -> int:
    """Draw every lottery whose day has come by the shop's calendar; answer how many were drawn."""
    today = day_to_database(programme.calendar.local(instant(now))[0])
    return sum(
        _draw(number, reward, day, now) for number, reward, day in draws.close_due(today=today, now=now)
    )


def _draw(number: int, reward: str, day: date, now: datetime) -> bool:
    def drawn() -> bool:
        with transaction.atomic():
            return draws.draw(raw_cursor(), number, reward, day, now=now)

    return until_agreed(drawn)
