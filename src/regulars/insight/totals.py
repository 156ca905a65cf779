"""The books in one answer, as of any moment: the same figures that a back-test gives."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from django.db import connection

from regulars.events.actions import read_reasons
from regulars.programmes.queries import current

if TYPE_CHECKING:
    from datetime import datetime

_SQL = Path(__file__).parent / "sql"


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
    by_currency = {currency: PointsTotals(*figures) for currency, *figures in _rows("points_totals", at)}
    every = [msgspec.structs.astuple(one) for one in by_currency.values()]
    members, orders, returns = _rows("events_totals", at)[0]
    return Totals(
        at, members, orders, returns, _unmatched(at), PointsTotals(*(sum(column) for column in zip(*every, strict=True)))
        if every else PointsTotals(0, 0, 0, 0, 0, 0), by_currency, _tiers(at),
    )  # fmt: skip


def _tiers(at: datetime) -> dict[str, dict[str, int]]:
    """Members by level; whoever never moved stands at the lowest."""
    version = current().versions[-1]
    known = _rows("wallets_known", at)[0][0]
    found = {name: dict.fromkeys(track.levels, 0) for name, track in version.tracks.items()}
    for track, level, members in _rows("levels_held", at):
        if track in found:
            found[track][level] = members
    for name, levels in found.items():
        levels[version.tracks[name].levels[0]] += known - sum(levels.values())
    return found


def _unmatched(at: datetime) -> int:
    return sum(
        sum(reason.code == "unmatched" for reason in read_reasons(bytes(stored)))
        for (stored,) in _rows("returns_with_reasons", at)
    )


def _rows(name: str, at: datetime) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute((_SQL / f"{name}.sql").read_text(), {"at": at})
        return cursor.fetchall()
