"""The books in one answer, as of any moment: the same figures that a back-test gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from regulars.events.actions import read_reasons
from regulars.insight.asking import ask
from regulars.programmes.queries import current

if TYPE_CHECKING:
    from datetime import datetime


class PointsTotals(msgspec.Struct, frozen=True):
    """What happened to points. issued − revoked − spent − expired = outstanding; pending is part of it."""

    issued: int
    revoked: int
    spent: int
    expired: int
    outstanding: int
    pending: int


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
    """Count everything that happened up to a moment, that moment included."""
    by_currency = {currency: PointsTotals(*figures) for currency, *figures in ask("points_totals", at=at)}
    every = [msgspec.structs.astuple(one) for one in by_currency.values()]
    members, orders, returns = ask("events_totals", at=at)[0]
    return Totals(
        at, members, orders, returns, _unmatched(at), PointsTotals(*(sum(column) for column in zip(*every, strict=True)))
        if every else PointsTotals(0, 0, 0, 0, 0, 0), by_currency, _tiers(at, members),
    )  # fmt: skip


def _tiers(at: datetime, known: int) -> dict[str, dict[str, int]]:
    """Members by level; whoever never moved stands at the lowest."""
    version = current().versions[-1]
    found = {name: dict.fromkeys(track.levels, 0) for name, track in version.tracks.items()}
    for track, level, members in ask("levels_held", at=at):
        if track in found:
            found[track][level] = members
    for name, levels in found.items():
        levels[version.tracks[name].levels[0]] += known - sum(levels.values())
    return found


def _unmatched(at: datetime) -> int:
    return sum(
        sum(reason.code == "unmatched" for reason in read_reasons(bytes(stored)))
        for (stored,) in ask("returns_with_reasons", at=at)
    )
