"""Lotteries are drawn by the clock, each once, on the day of its draw."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from regulars.lib.agreeing import agreed
from regulars.lib.instants import date_in
from regulars.rewards import draws

if TYPE_CHECKING:
    from datetime import datetime

    from regulars.core.programme.compiled import Programme


def draw_due(programme: Programme, *, now: datetime) -> int:
    """Draw every lottery whose day has come by the shop's calendar; answer how many were drawn."""
    today = date_in(programme.calendar, now)
    return sum(
        agreed(partial(draws.draw, number=number, reward=reward, day=day, now=now))
        for number, reward, day in draws.close_due(today=today, now=now)
    )
