"""Tracks: levels that rise from zero in the unit of their metric."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from regulars.core.programme.checks.conditions import Checked, check_condition
from regulars.core.programme.checks.levels import check_terms
from regulars.core.programme.checks.numbers import (
    check_number,
    decimal_of,
    decimals,
    is_too_fine,
    one_of,
    too_fine,
)
from regulars.core.programme.checks.points import among, check_level, check_named
from regulars.core.programme.checks.repeated import check_ids
from regulars.core.programme.document import Level, Programme, Track, Window
from regulars.core.programme.mistakes import Mistake, Path
from regulars.core.programme.purposes import MEMBERSHIP


def check_tracks(document: Programme, checked: Checked) -> Iterator[Mistake]:
    """All tracks, each by itself."""
    for name, track in document.tracks.items():
        path: Path = ("tracks", name)
        yield from _check_metric(track, path, document)
        yield from check_condition(track.when, (*path, "when"), checked=checked, per_line=False, purpose=None)
        yield from check_condition(
            track.lines, (*path, "lines"), checked=checked, per_line=True, purpose=None
        )
        yield from _check_member(track, path, checked)
        yield from _check_window(track, (*path, "window"))
        yield from check_terms(track, path)
        if track.on_refund == "next_review" and _is_never_reviewed(track):
            yield Mistake((*path, "on_refund"), "ReviewNever", {"validity": str(track.validity)})
        yield from _check_levels(track, (*path, "levels"), document)


def _check_member(track: Track, path: Path, checked: Checked) -> Iterator[Mistake]:
    """What a track reads of a member without a condition: the day of joining, and the month of birth."""
    anchored = track.window == "membership_year"
    read = {"window": "member.days" if anchored else None, "birthday_gift": "member.birth_month"}
    for key, field in read.items():
        belongs = MEMBERSHIP if field is None or getattr(track, key) is None else checked.purposes.of(field)
        if belongs != MEMBERSHIP:
            facts = {"field": field, "purpose": belongs, "given": MEMBERSHIP}
            yield Mistake((*path, key), "PurposeOfTrack", facts)


def _check_window(track: Track, path: Path) -> Iterator[Mistake]:
    window = track.window
    if isinstance(window, Window):
        yield from one_of({"rolling": window.rolling, "calendar": window.calendar}, path)
        if window.rolling is not None:
            spans = {"months": window.rolling.months, "days": window.rolling.days}
            yield from one_of(spans, (*path, "rolling"))
    elif window in {"level_term", "last_change"} and track.validity == "none":
        yield Mistake(path, "TermWithoutEnd", {"window": window})


def _check_metric(track: Track, path: Path, document: Programme) -> Iterator[Mistake]:
    counts_points = track.metric in {"points_earned", "points_balance"}
    if counts_points and track.points is None:
        facts = {"metric": track.metric, "known": tuple(document.points)}
        yield Mistake((*path, "metric"), "MetricPointsMissing", facts)
    elif track.points is not None and not counts_points:
        yield Mistake((*path, "points"), "MetricPointsUnwanted", {"metric": track.metric})
    elif track.points is not None:
        yield from check_named(track.points, document, (*path, "points"))
    yield from _check_counter(track, path)
    yield from _check_missions(track, path, document)
    if track.depth != 1 and track.metric != "categories":
        yield Mistake((*path, "depth"), "DepthUnwanted", {"metric": track.metric})
    if track.metric == "points_balance":
        yield from _check_balance(track, path)


def _check_counter(track: Track, path: Path) -> Iterator[Mistake]:
    if track.metric == "counter" and track.counter is None:
        yield Mistake((*path, "metric"), "CounterMissing")
    elif track.metric != "counter" and track.counter is not None:
        yield Mistake((*path, "counter"), "CounterUnwanted", {"metric": track.metric})


def _check_missions(track: Track, path: Path, document: Programme) -> Iterator[Mistake]:
    """A badge counts stages of missions with a goal, and looks at no receipt."""
    known = tuple(mission.id for mission in document.missions if mission.goal is not None)
    if track.metric != "missions":
        if track.missions:
            yield Mistake((*path, "missions"), "MetricMissionsUnwanted", {"metric": track.metric})
        return
    if not track.missions:
        yield Mistake((*path, "metric"), "MetricMissionsMissing", {"known": known})
    for place, name in enumerate(track.missions):
        if name not in known:
            yield Mistake((*path, "missions", place), "MissionUnknown", among(name, known))
    for key, value in (("when", track.when), ("lines", track.lines)):
        if value:
            yield Mistake((*path, key), "MissionsNarrowed", {"key": key})


def _check_balance(track: Track, path: Path) -> Iterator[Mistake]:
    """A balance is what there is now: no purchase and no stretch of time can be picked out of it."""
    narrowed = {"when": track.when, "lines": track.lines, "window": track.window != "lifetime"}
    for key, value in narrowed.items():
        if value:
            yield Mistake((*path, key), "BalanceNarrowed", {"key": key})


def _is_never_reviewed(track: Track) -> bool:
    return track.validity == "forever" or (track.validity, track.window) == ("none", "lifetime")


def _check_levels(track: Track, path: Path, document: Programme) -> Iterator[Mistake]:
    yield from check_ids((level.id for level in track.levels), path, "LevelTwice", "level")
    for place, level in enumerate(track.levels):
        yield from _check_threshold(level, (*path, place, "threshold"), track, document)
        yield from check_level(level, (*path, place), document)
    if track.levels and decimal_of(track.levels[0].threshold) not in {0, None}:
        first = track.levels[0]
        facts = {"level": first.id, "threshold": str(first.threshold)}
        yield Mistake((*path, 0, "threshold"), "FirstThreshold", facts)
    for place, (below, level) in enumerate(pairwise(track.levels), start=1):
        yield from _check_step(below, level, (*path, place, "threshold"))


def _check_threshold(level: Level, path: Path, track: Track, document: Programme) -> Iterator[Mistake]:
    yield from check_number(level.threshold, path, may_be_zero=True)
    if track.metric != "net_spend":
        if decimals(level.threshold):
            facts = {"given": str(level.threshold), "metric": track.metric}
            yield Mistake(path, "ThresholdNotWhole", facts)
    elif is_too_fine(level.threshold, document):
        yield too_fine(level.threshold, path, document)


def _check_step(below: Level, level: Level, path: Path) -> Iterator[Mistake]:
    lower, upper = decimal_of(below.threshold), decimal_of(level.threshold)
    if lower is None or upper is None or lower < upper:
        return
    if lower == upper:
        facts = {"level": level.id, "threshold": str(level.threshold), "before": below.id}
        yield Mistake(path, "ThresholdTwice", facts)
    else:
        facts = {
            "level": level.id,
            "threshold": str(level.threshold),
            "before": below.id,
            "before_threshold": str(below.threshold),
        }
        yield Mistake(path, "LevelsUnordered", facts)
