"""The books in one answer, as of any moment: the same figures that a back-test gives."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from regulars.desk.clock import not_yet_done
from regulars.events.actions import read_reasons
from regulars.insight.asking import ask
from regulars.lib.instants import instant
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
    written = {currency: PointsTotals(*sums) for currency, *sums in ask("points_totals", at=at)}
    given, gone, waits = _late(waiting, instant(at))
    found = dict.fromkeys((*version.currencies, *written, *given), PointsTotals(0, 0, 0, 0, 0, 0)) | written
    return {
        currency: replace(
            one, issued=one.issued + given[currency], expired=one.expired + gone[currency],
            outstanding=one.outstanding + given[currency] - gone[currency], pending=one.pending + waits[currency],
        )
        for currency, one in found.items()
    }  # fmt: skip


def _late(waiting: list[Effects], at: int) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """What the clock has yet to write, by currency: given (prizes and gifts), run out, and of what is given what is not usable yet."""
    given, gone, waits = Counter[str](), Counter[str](), Counter[str]()
    for entry in (entry for effects in waiting for entry in effects.entries):
        if entry.kind == "expire":
            gone[entry.currency] -= entry.points
        elif entry.points:
            given[entry.currency] += entry.points
            waits[entry.currency] += entry.points if entry.activates_at > at else 0
    return given, gone, waits


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
