"""Streaks: a fold over credited dates, which recording and its preview share.

The rules are in `docs/algorithms/missions.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from regulars.core.missions.kept import CheckIns, Streak

if TYPE_CHECKING:
    from regulars.core.programme.missions import CheckIn


class Laid(msgspec.Struct, frozen=True):
    """What a check-in comes to: what is kept then, the streak, and the points that it gives. Nothing is new of a date known already."""

    kept: CheckIns
    streak: Streak
    points: int
    is_new: bool


class Preview(msgspec.Struct, frozen=True):
    """The next check-in: for which date, and what it will be. `current` are the days in a row that still go on."""

    day: int
    laid: Laid
    is_done_today: bool
    streak: Streak
    current: int


def lay(terms: CheckIn, kept: CheckIns, day: int, at: int, now: int) -> Laid:
    """Lay a check-in for a local date, which occurred `at`, upon the others. Whoever asks what it would give asks this too.

    It gives the difference that it makes to what all dates come to; where that is less than before, nothing.
    """
    days_before = credited(kept)
    heard = dict(sorted((kept.heard | {day: min(at, kept.heard.get(day, at))}).items()))
    told = CheckIns(kept.before, heard)
    days = credited(told)
    _, points_before = _followed(terms, kept.before, days_before)
    streak, points = _followed(terms, kept.before, days)
    is_new = day in days and day not in days_before
    return Laid(
        _settled(terms, told, days, now), streak, max(0, points - points_before) if is_new else 0, is_new
    )


def preview(terms: CheckIn, kept: CheckIns, now: int) -> Preview:
    """What the next check-in will give: asked as recording will ask it, today's as if it came now, tomorrow's as if it were tomorrow."""
    today, streak = terms.day_at(now), streak_of(terms, kept)
    laid, day = lay(terms, kept, today, now, now), today
    is_done = not laid.is_new
    if is_done:
        # Who travels may be a date ahead of the shop already.
        day = max(today, streak.last) + 1
        while terms.is_skipped(day):
            day += 1
        laid = lay(terms, kept, day, terms.noon_of(day), terms.noon_of(day))
    goes_on = laid.streak.current == streak.current + 1
    return Preview(day, laid, is_done, streak, streak.current if goes_on else 0)


def going_on(terms: CheckIn, kept: CheckIns, today: int) -> int:
    """The days in a row that still go on: what `preview` says as well, for those who ask of very many."""
    streak = streak_of(terms, kept)
    coming = today if streak.last < today else streak.last + 1
    return streak.current if after(terms, streak, coming).current == streak.current + 1 else 0


def streak_of(terms: CheckIn, kept: CheckIns) -> Streak:
    """The streak up to its last date."""
    return _followed(terms, kept.before, credited(kept))[0]


def credited(kept: CheckIns) -> list[int]:
    """The dates that count, in order: each is later than all dates of earlier moments."""
    latest, days = kept.before.last, []
    for _, day in sorted((at, day) for day, at in kept.heard.items()):
        if day > latest:
            days.append(day)
            latest = day
    return days


def after(terms: CheckIn, streak: Streak, day: int) -> Streak:
    """The streak with one more date, later than its last."""
    freezes, missed = streak.freezes, terms.missed(streak.last, day) if streak.last else 0
    if missed <= freezes:
        current, freezes = streak.current + 1, freezes - missed
    else:
        current = terms.begun_again(streak.current)
    if terms.freeze_every and current % terms.freeze_every == 0:
        freezes = min(freezes + 1, terms.freezes_most)
    return Streak(current, max(streak.longest, current), day, freezes, streak.days + 1)


def _followed(terms: CheckIn, streak: Streak, days: list[int]) -> tuple[Streak, int]:
    """The streak after some more dates, and what their rungs come to."""
    points = 0
    for day in days:
        streak = after(terms, streak, day)
        points += terms.rung(streak.current)
    return streak, points


def _settled(terms: CheckIn, kept: CheckIns, days: list[int], now: int) -> CheckIns:
    """Keep as a streak what nothing can change any more."""
    first = terms.first_open_day(now)
    if min(kept.heard) >= first:
        return kept
    streak, _ = _followed(terms, kept.before, [day for day in days if day < first])
    return CheckIns(streak, {day: at for day, at in kept.heard.items() if day >= first})
