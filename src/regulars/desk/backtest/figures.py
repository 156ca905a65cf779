"""Turns sums into figures: points by kind, their worth in money, levels month by month."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from regulars.core.money import exponent
from regulars.core.periods import MONTHS_A_YEAR
from regulars.core.programme.benefits import mission_rule, rules_of
from regulars.core.programme.compiled import Programme
from regulars.core.programme.document import Programme as Document
from regulars.core.totals import Months, Totals
from regulars.desk.backtest.budgets import summed
from regulars.desk.backtest.result import (
    BudgetFigures,
    Money,
    MonthFigures,
    Points,
    ProgrammeFigures,
    RuleFigures,
    Sales,
)

KINDS = Points.__struct_fields__


def figures(programme: Programme, totals: Totals, *, until: int) -> ProgrammeFigures:
    """Everything about one programme, from the sums over its members; months go on to the end."""
    version, counts = programme.versions[0], totals.counts
    assert not totals.unbalanced(), totals.points
    by_currency = {name: _points(totals, name) for name in version.currencies}
    money, sales = _money(programme, by_currency), _sales(totals)
    return ProgrammeFigures(
        programme=version.document.programme,
        begins=version.document.effective_from,
        members=counts["members"],
        orders=counts["orders"],
        returns=counts["returns"],
        cancellations=counts["cancellations"],
        lines_unmatched=counts["unmatched"],
        cancellations_unmatched=counts["unknown_order"],
        orders_before_programme=counts["before_programme"],
        spends_refused=counts["refused"],
        points=_sum(by_currency),
        tiers={
            name: {level: totals.levels[name, level] for level in track.levels}
            for name, track in version.tracks.items()
        },
        points_by_currency=by_currency,
        money=money,
        sales=sales,
        cost_share=share(money.given_minor, sales.earning_minor),
        rules=_rules(programme, totals),
        budgets=[BudgetFigures(*one) for one in summed(programme, totals)],
        by_month=_by_month(programme, totals, until),
    )


def share(cost: int, of: int) -> float | None:
    """A cost as a part of sales, to the millionth; None where nothing was sold."""
    return round(cost / of, 6) if of > 0 else None


def _points(totals: Totals, currency: str) -> Points:
    return Points(**{kind: totals.points[currency, kind] for kind in KINDS})


def _sum(by_currency: dict[str, Points]) -> Points:
    return Points(**{kind: sum(getattr(points, kind) for points in by_currency.values()) for kind in KINDS})


def _money(programme: Programme, by_currency: dict[str, Points]) -> Money:
    """What the points cost; each sum is rounded once, by itself."""
    money = programme.versions[0].money
    amounts = {
        f"{kind}_minor": _cost(programme, {name: getattr(each, kind) for name, each in by_currency.items()})
        for kind in KINDS
    }
    given = _cost(programme, {name: each.issued - each.revoked for name, each in by_currency.items()})
    return Money(currency=money, exponent=exponent(money), given_minor=given, **amounts)


def _cost(programme: Programme, points: dict[str, int]) -> int:
    """What so many points of each kind cost the shop, in minor units, halves up."""
    version = programme.versions[0]
    major = Fraction(0)
    for name, count in points.items():
        major += count * version.currencies[name].worth
    unit: int = 10 ** exponent(version.money)
    exact = major * unit
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def _sales(totals: Totals) -> Sales:
    counts = totals.counts
    net = counts["sales"] - counts["sales_returned"]
    return Sales(counts["sales"], counts["sales_returned"], net, net - counts["sales_before"])


def _rules(programme: Programme, totals: Totals) -> list[RuleFigures]:
    """Every rule of the programme in its order, also one that never gave anything: that is worth seeing; then missions that begin by themselves."""
    document = programme.versions[0].document
    rules = [(rule.id, rule.earn) for rule in rules_of(document)]
    return [
        RuleFigures(rule, earn, totals.rules[rule, earn, "issued"], totals.rules[rule, earn, "revoked"])
        for rule, earn in (*rules, *_missions(document))
    ]


def _missions(document: Document) -> Iterator[tuple[str, str]]:
    """Nobody asks for a mission in a file of orders, so those that members begin are begun by nobody."""
    for mission in document.missions:
        if mission.goal is not None and mission.start == "by_itself":
            of = dict.fromkeys(stage.prize.of for stage in mission.goal.stages if stage.prize)
            yield from ((mission_rule(mission.id), each) for each in of)


def _by_month(programme: Programme, totals: Totals, until: int) -> list[MonthFigures]:
    months = [month for month, *_ in (*totals.months, *totals.changes)]
    last = Months(programme.calendar).of(until)
    version = programme.versions[0]
    outstanding = dict.fromkeys(version.currencies, 0)
    members = {name: dict.fromkeys(track.levels, 0) for name, track in version.tracks.items()}
    return [
        _month(programme, totals, month, outstanding, members)
        for month in range(min(months, default=last + 1), last + 1)
    ]


def _month(
    programme: Programme,
    totals: Totals,
    month: int,
    outstanding: dict[str, int],
    members: dict[str, dict[str, int]],
) -> MonthFigures:
    """Figures of one month; `outstanding` and `members` are carried on from the month before."""
    points = {}
    for name, before in outstanding.items():
        issued, revoked, spent, expired, restored = (
            totals.months[month, name, kind] for kind in ("issued", "revoked", "spent", "expired", "restored")
        )
        outstanding[name] = before + issued - revoked - spent - expired + restored
        points[name] = Points(issued, revoked, spent, expired, outstanding[name], restored=restored)
    for track, levels in members.items():
        for level in levels:
            levels[level] += totals.changes[month, track, level]
    year, place = divmod(month, MONTHS_A_YEAR)
    return MonthFigures(
        month=f"{year:04d}-{place + 1:02d}",
        orders=totals.months[month, "", "orders"],
        sales_minor=totals.months[month, "", "sales"],
        sales_returned_minor=totals.months[month, "", "sales_returned"],
        cost_minor=_cost(programme, {name: each.issued - each.revoked for name, each in points.items()}),
        points=points,
        levels={track: dict(levels) for track, levels in members.items()},
    )
