"""Moments at which a member can be shown: from the programme's beginning, and not for ever."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from regulars.core.periods import FIRST_YEAR, LAST_YEAR
from regulars.core.refusals import ProgrammeNotYet, Refusal
from regulars.lib.instants import Instant, day_to_database, instant

if TYPE_CHECKING:
    from datetime import datetime

    from regulars.core.programme.compiled import Programme

_LONG_YEAR: Final = re.compile(r"\+?\d{5,}-")


class MomentBeyond(Refusal):
    """Nobody looks so far ahead. Facts: given, latest (a year)."""


def refuse_unshowable(programme: Programme, at: datetime) -> None:
    """Raise where nothing can be shown: before the programme there was nothing, and at some time the calendar ends."""
    if at.year > LAST_YEAR:
        raise MomentBeyond(given=at.isoformat(timespec="seconds"), latest=LAST_YEAR)
    begins = programme.versions[0].effective_at
    if at.year < FIRST_YEAR:
        raise ProgrammeNotYet(occurred_at=at.date().isoformat(), begins_at=_day(programme, begins))
    if instant(at) < begins:
        raise ProgrammeNotYet(
            occurred_at=_day(programme, instant(at)), begins_at=_day(programme, begins)
        )  # fmt: skip


def _day(programme: Programme, at: Instant) -> str:
    return day_to_database(programme.calendar.day_of(at)).isoformat()


def refuse_long_year(text: str) -> None:
    """Raise where a year has more digits than the calendar of the machine knows; such a date cannot even be read."""
    if _LONG_YEAR.match(text.strip()):
        raise MomentBeyond(given=text.strip()[:40], latest=LAST_YEAR)
