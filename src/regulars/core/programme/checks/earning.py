"""Earning rules: each says one way to earn, and together they say who goes first."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from regulars.core.programme.checks.behaviour import check_rule_on_behaviour
from regulars.core.programme.checks.budgets import check_budget
from regulars.core.programme.checks.conditions import Checked, check_condition
from regulars.core.programme.checks.numbers import check_number, decimal_of, is_too_fine, too_fine
from regulars.core.programme.checks.points import among, check_named
from regulars.core.programme.checks.purposes import check_event_read, check_purpose_named
from regulars.core.programme.checks.repeated import check_ids, said_again
from regulars.core.programme.checks.terms import check_expiry, check_pending, slides
from regulars.core.programme.document import EarningRule, PointsCurrency, Programme, Rate
from regulars.core.programme.mistakes import Mistake, Path
from regulars.core.programme.purposes import MEMBERSHIP
from regulars.core.programme.vocabulary import ORDER_COMPLETED

WAYS = ("rate", "each", "multiply", "bonus")


def check_earning(document: Programme, checked: Checked) -> Iterator[Mistake]:
    """All rules, one by one and with each other."""
    for place, rule in enumerate(document.earning):
        path: Path = ("earning", place)
        yield from _check_way(rule, path, document)
        yield from _check_names(rule, path, document)
        yield from _check_terms(rule, path, document)
        if rule.budget is not None:
            yield from check_budget(
                rule.budget, document, (*path, "budget"), earn=rule.earn, least=rule.bonus or 1
            )
        yield from check_rule_on_behaviour(rule, path)
        yield from check_purpose_named(rule.purpose, document, path)
        when = checked if rule.on == ORDER_COMPLETED else checked.of_behaviour(document)
        purpose = rule.purpose or MEMBERSHIP
        yield from check_event_read(rule.on, purpose, checked.purposes, path)
        yield from check_condition(rule.when, (*path, "when"), checked=when, per_line=False, purpose=purpose)
        yield from check_condition(
            rule.lines, (*path, "lines"), checked=checked, per_line=True, purpose=purpose
        )
    yield from check_ids((rule.id for rule in document.earning), ("earning",), "RuleTwice", "rule")
    yield from _check_groups(document)


def _check_way(rule: EarningRule, path: Path, document: Programme) -> Iterator[Mistake]:
    given = tuple(way for way in WAYS if getattr(rule, way) is not None)
    if not given:
        yield Mistake(path, "WaysNone", {"rule": rule.id, "ways": WAYS})
    if len(given) > 1:
        yield Mistake(path, "WaysSeveral", {"rule": rule.id, "given": given, "ways": WAYS})
    if rule.rate is not None:
        yield from _check_rate(rule.rate, (*path, "rate"), document)
    if rule.each is not None:
        yield from check_number(rule.each, (*path, "each"), may_be_zero=False)
    if rule.multiply is not None:
        yield from _check_multiply(rule, (*path, "multiply"), document)


def _check_rate(rate: Rate, path: Path, document: Programme) -> Iterator[Mistake]:
    yield from check_number(rate.points, (*path, "points"), may_be_zero=False)
    yield from check_number(rate.per, (*path, "per"), may_be_zero=False)
    if is_too_fine(rate.per, document):
        yield too_fine(rate.per, (*path, "per"), document)


def _check_multiply(rule: EarningRule, path: Path, document: Programme) -> Iterator[Mistake]:
    """Benefits only add: to multiply by one or less would give nothing, or take away."""
    factor = decimal_of(rule.multiply or 0)
    if factor is None or factor <= 0 or factor > 1000:
        yield from check_number(rule.multiply or 0, path, may_be_zero=False)
    if factor is not None and Decimal(0) < factor <= Decimal(1):
        yield Mistake(path, "MultiplyTooSmall", {"given": str(rule.multiply)})
    given = [other.rate or other.each for other in document.earning if other.earn == rule.earn]
    if rule.earn in document.points and not any(given):
        yield Mistake(path, "MultiplyAlone", {"points": rule.earn})


def _check_names(rule: EarningRule, path: Path, document: Programme) -> Iterator[Mistake]:
    yield from check_named(rule.earn, document, (*path, "earn"))
    if rule.group is not None and rule.group not in document.groups:
        yield Mistake((*path, "group"), "GroupUnknown", among(rule.group, tuple(document.groups)))


def _check_terms(rule: EarningRule, path: Path, document: Programme) -> Iterator[Mistake]:
    yield from check_expiry(rule.expiry, (*path, "expiry"))
    if slides(rule.expiry):
        yield Mistake((*path, "expiry", "sliding"), "SlidingUnwanted", {"points": rule.earn})
    yield from check_pending(rule.pending, (*path, "pending"))
    points = document.points.get(rule.earn)
    if points is not None:
        yield from _check_funding(rule, points, path)
    for place, span in said_again(cap.per for cap in rule.caps):
        yield Mistake((*path, "caps", place), "CapTwice", {"per": span})


def _check_funding(rule: EarningRule, points: PointsCurrency, path: Path) -> Iterator[Mistake]:
    """Who pays for what this rule gives, where it is somebody else than for the rest."""
    funding = rule.funding or points.funding
    if rule.funding == "partner" and rule.sponsor is None and points.sponsor is None:
        yield Mistake((*path, "funding"), "SponsorMissing", {"points": rule.earn})
    if funding != "partner" and rule.sponsor is not None:
        yield Mistake((*path, "sponsor"), "SponsorUnwanted", {"funding": funding})
    if funding == "paid" and (rule.expiry or points.expiry) != "never":
        key = "funding" if rule.expiry is None else "expiry"
        # Where the kind of points itself is paid and runs out, its own check has said so.
        if rule.expiry is not None or points.funding != "paid":
            yield Mistake((*path, key), "PaidExpires", {"points": rule.earn})


def _check_groups(document: Programme) -> Iterator[Mistake]:
    """Rules that compete must be told apart: by the same points, and in `first` by their priority."""
    for group, stacking in document.groups.items():
        members = [(place, rule) for place, rule in enumerate(document.earning) if rule.group == group]
        if stacking == "all":
            continue
        for order, (place, rule) in enumerate(members):
            earlier = [other for _, other in members[:order]]
            yield from _check_rival(rule, earlier, ("earning", place), group, stacking)


def _check_rival(
    rule: EarningRule, earlier: list[EarningRule], path: Path, group: str, stacking: str
) -> Iterator[Mistake]:
    if earlier and earlier[0].earn != rule.earn:
        facts = {"group": group, "points": rule.earn, "others": earlier[0].earn}
        yield Mistake((*path, "earn"), "GroupMixed", facts)
    tied = [other.id for other in earlier if other.priority == rule.priority]
    if tied and stacking == "first":
        rivals = (*tied, rule.id)
        yield Mistake(
            (*path, "priority"), "PriorityTied", {"group": group, "rules": rivals, "priority": rule.priority}
        )
