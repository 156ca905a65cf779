"""The programme less the one it is held against: sums, and members who gain or lose."""

from __future__ import annotations

from regulars.core.programme.compiled import Programme
from regulars.desk.backtest.comparison import LADDER, Change, Comparison, bounds_of
from regulars.desk.backtest.figures import KINDS
from regulars.desk.backtest.result import (
    Band,
    Difference,
    LevelMove,
    Money,
    Named,
    Points,
    ProgrammeFigures,
)


def difference(
    here: ProgrammeFigures, there: ProgrammeFigures, comparison: Comparison, programme: Programme
) -> Difference:
    """What changes when `here` takes the place of `there`."""
    gain, lose = _bands(comparison, 1), _bands(comparison, -1)
    return Difference(
        points=_points(here.points, there.points),
        points_by_currency=_by_currency(here, there),
        money=_money(here.money, there.money),
        cost_share=_share(here.cost_share, there.cost_share),
        tiers=_tiers(here, there),
        members_gaining=sum(band.members for band in gain),
        members_losing=sum(band.members for band in lose),
        members_same=comparison.bands[0],
        points_gained=comparison.more,
        points_lost=comparison.fewer,
        gain=gain,
        lose=lose,
        gain_most=[_named(change) for change in comparison.gain_most],
        lose_most=[_named(change) for change in comparison.lose_most],
        levels_moved=_moves(comparison, programme),
    )


def _points(here: Points, there: Points) -> Points:
    return Points(**{kind: getattr(here, kind) - getattr(there, kind) for kind in KINDS})


def _by_currency(here: ProgrammeFigures, there: ProgrammeFigures) -> dict[str, Points]:
    names = dict.fromkeys([*here.points_by_currency, *there.points_by_currency])
    return {
        name: _points(
            here.points_by_currency.get(name, Points()), there.points_by_currency.get(name, Points())
        )
        for name in names
    }


def _money(here: Money, there: Money) -> Money:
    kinds = ["given_minor", *(f"{kind}_minor" for kind in KINDS)]
    amounts = {kind: getattr(here, kind) - getattr(there, kind) for kind in kinds}
    return Money(currency=here.currency, exponent=here.exponent, **amounts)


def _share(here: float | None, there: float | None) -> float | None:
    return None if here is None or there is None else round(here - there, 6)


def _tiers(here: ProgrammeFigures, there: ProgrammeFigures) -> dict[str, dict[str, int]]:
    return {
        track: {
            level: levels.get(level, 0) - there.tiers[track].get(level, 0)
            for level in dict.fromkeys([*levels, *there.tiers[track]])
        }
        for track, levels in here.tiers.items()
        if track in there.tiers
    }


def _bands(comparison: Comparison, sign: int) -> list[Band]:
    """Bands from the smallest change to the largest that occurs, empty ones between them included."""
    counted = [comparison.bands[sign * place] for place in range(1, len(LADDER) + 1)]
    while counted and not counted[-1]:
        del counted[-1]
    return [Band(*bounds_of(place), members) for place, members in enumerate(counted, 1)]


def _named(change: Change) -> Named:
    return Named(change.member, change.given, change.against, change.difference)


def _moves(comparison: Comparison, programme: Programme) -> list[LevelMove]:
    tracks = programme.versions[0].tracks
    moves = []
    for (track, before, after), members in sorted(comparison.moved.items()):
        if before != after:
            rank = tracks[track].rank
            up = rank[after] > rank[before] if before in rank else None
            moves.append(LevelMove(track, before, after, members, up))
    return moves
