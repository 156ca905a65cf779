"""How levels go up, how long they hold and what happens at their end: each alone, and with each other."""

from __future__ import annotations

from collections.abc import Iterator

from regulars.core.programme.checks.numbers import one_of
from regulars.core.programme.checks.points import among
from regulars.core.programme.checks.terms import check_date
from regulars.core.programme.document import Level, Migration, Track, Validity, Window
from regulars.core.programme.mistakes import Mistake, Path

#: What has no single purchase that could make something up, or be carried over.
_SEEN = frozenset({"visits", "categories", "points_balance"})
_ANEW = frozenset({"level_term", "last_change"})


def check_terms(track: Track, path: Path) -> Iterator[Mistake]:
    """The terms of a track's levels."""
    yield from _check_validity(track.validity, track, (*path, "validity"))
    for place, level in enumerate(track.levels):
        where: Path = (*path, "levels", place, "validity")
        if level.validity is not None:
            yield from _check_validity(level.validity, track, where)
            if track.validity == "none":
                yield Mistake(where, "LevelValidityUnwanted", {"level": level.id})
    yield from _check_gifts(track, path)
    yield from _check_rise(track, path)
    yield from _check_end(track, path)


def _check_validity(validity: str | Validity, track: Track, path: Path) -> Iterator[Mistake]:
    if not isinstance(validity, Validity):
        return
    ways = {"months": validity.months, "end_of": validity.end_of, "last_day": validity.last_day}
    yield from one_of(ways, path)
    if validity.more and validity.end_of is None:
        yield Mistake((*path, "more"), "MoreUnwanted")
    if validity.end_of == "window" and not _has_periods(track):
        yield Mistake((*path, "end_of"), "PeriodNone", {"given": "window"})
    if validity.last_day is not None:
        yield from check_date(validity.last_day, (*path, "last_day"))


def _check_rise(track: Track, path: Path) -> Iterator[Mistake]:
    if track.up == "next_period" and not _has_periods(track):
        yield Mistake((*path, "up"), "PeriodNone", {"given": track.up})
    elif track.validity == "none" and _leaves_as_levels_rise(track):
        yield Mistake((*path, "up"), "NeverHeld", {"up": track.up})
    if track.on_up == "restarts":
        if track.metric == "points_balance":
            yield Mistake((*path, "on_up"), "BalanceNarrowed", {"key": "on_up"})
        elif track.validity == "none":
            yield Mistake((*path, "on_up"), "TermWithoutEnd", {"window": track.on_up})
    restarts = track.on_up == "restarts" or track.window in _ANEW
    if track.overshoot == "counts" and (not restarts or track.metric in _SEEN):
        yield Mistake((*path, "overshoot"), "OvershootUnwanted", {"metric": track.metric})


def _leaves_as_levels_rise(track: Track) -> bool:
    """Whether all that counts leaves the window at the moment at which levels go up."""
    calendar = track.window.calendar if isinstance(track.window, Window) else None
    is_monthly = calendar is not None and calendar.every == "month"
    return track.up == "next_period" or (track.up == "next_month" and is_monthly)


def _check_gifts(track: Track, path: Path) -> Iterator[Mistake]:
    """Gifts need a day on which they are loaded, and a day needs gifts; earlier is by hours or by days."""
    given = [place for place, level in enumerate(track.levels) if _gives_for_birthdays(level)]
    if track.birthday_gift is not None and not given:
        yield Mistake((*path, "birthday_gift"), "GiftEmpty")
    for place in given if track.birthday_gift is None else ():
        yield Mistake((*path, "levels", place, "points"), "GiftDayMissing", {"level": track.levels[place].id})
    for place, level in enumerate(track.levels):
        early = level.early_registration
        if early is not None:
            where: Path = (*path, "levels", place, "early_registration")
            yield from one_of({"hours": early.hours, "days": early.days}, where)
    if isinstance(track.migrate, Migration):
        known = tuple(level.id for level in track.levels)
        for old, new in track.migrate.levels.items():
            if new not in known:
                yield Mistake((*path, "migrate", "levels", old), "LevelUnknown", among(new, known))


def _gives_for_birthdays(level: Level) -> bool:
    return any(terms.birthday_gift for terms in level.points.values())


def _check_end(track: Track, path: Path) -> Iterator[Mistake]:
    said = {
        "reached_again": track.reached_again == "extends",
        "grace_days": track.grace_days is not None,
        "notices": bool(track.notices),
    }
    for key, given in said.items():
        if given and not _may_end(track):
            yield Mistake((*path, key), "EndNone", {"key": key})
    if track.grace_days is not None and track.metric in _SEEN:
        yield Mistake((*path, "grace_days"), "GraceUnwanted", {"metric": track.metric})


def _may_end(track: Track) -> bool:
    return any((level.validity or track.validity) not in {"none", "forever"} for level in track.levels)


def _has_periods(track: Track) -> bool:
    if isinstance(track.window, Window):
        return track.window.calendar is not None
    return track.window in {"calendar_year", "membership_year"}
