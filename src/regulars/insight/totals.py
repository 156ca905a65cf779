"""The books in one answer, as of any moment: the same figures that a back-test gives."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from regulars.desk.clock import not_yet_done
from regulars.events.actions import read_reasons
from regulars.insight.asking import ask
from regulars.programmes.queries import current

if TYPE_CHECKING:
    from datetime import datetime

    from regulars.core.effects import Effects
    from regulars.core.programme.compiled import Version


class PointsTotals(msgspec.Struct, frozen=True):
    """What happened to points. issued − revoked − spent + restored − expired = outstanding; pending is part of it."""

    issued: int
    revoked: int
    spent: int
    expired: int
    outstanding: int
    pending: int
    restored: int = 0


class Totals(msgspec.Struct, frozen=True):
    """The books at a moment. Orders and returns are those of members."""

    at: datetime
    members: int
    orders: int
    returns: int
    lines_unmatched: int
    points: PointsTotals
    points_by_currency: dict[str, PointsTotals]
    tiers: dict[str, dict[str, int]]


def totals(*, at: datetime) -> Totals:
    """Count everything that happened up to a moment, that moment included, also what the clock has yet to write."""
    programme = current()
    waiting = [effects for _, effects in not_yet_done(programme, at=at)]
    newest = programme.versions[-1]
    points, levels = _points(newest, at, waiting), _levels(newest, at, waiting)
    members, orders, returns = ask("events_totals", at=at)[0]
    for name, held in levels.items():
        # Whoever never moved stands at the lowest.
        lowest = newest.tracks[name].levels[0]
        held[lowest] += members - sum(held.values())
    whole = [sum(each) for each in zip(*map(msgspec.structs.astuple, points.values()), strict=True)]
    in_all = PointsTotals(*whole) if whole else PointsTotals(0, 0, 0, 0, 0, 0)
    return Totals(at, members, orders, returns, _unmatched(at), in_all, points, levels)


def _points(version: Version, at: datetime, waiting: list[Effects]) -> dict[str, PointsTotals]:
    """By currency; one of which nothing was ever given stands there with nothing."""
    late = Counter[str]()
    for effects in waiting:
        for entry in effects.entries:
            late[entry.currency] += entry.points
    none = dict.fromkeys(version.currencies, PointsTotals(0, 0, 0, 0, 0, 0))
    return none | {
        currency: PointsTotals(
            issued, revoked, spent, expired - late[currency], left + late[currency], pending, restored
        )
        for currency, issued, revoked, spent, expired, left, pending, restored in ask("points_totals", at=at)
    }


def _levels(version: Version, at: datetime, waiting: list[Effects]) -> dict[str, dict[str, int]]:
    found = {name: dict.fromkeys(track.levels, 0) for name, track in version.tracks.items()}
    late = [move for effects in waiting for move in effects.moves]
    changes = [*ask("levels_held", at=at), *((move.track, move.after, 1) for move in late)]
    for track, level, members in [*changes, *((move.track, move.before, -1) for move in late)]:
        if level in found.get(track, {}):
            found[track][level] += members
    return found


def _unmatched(at: datetime) -> int:
    return sum(
        sum(reason.code == "unmatched" for reason in read_reasons(bytes(stored)))
        for (stored,) in ask("returns_with_reasons", at=at)
    )
