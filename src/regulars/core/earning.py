"""What a receipt earns: exact until the end, rounded once, shared out so that every line knows its part.

The rules are in `docs/algorithms/earning.md`.
"""

from __future__ import annotations

from functools import partial
from itertools import compress
from typing import TYPE_CHECKING

from regulars.core import budgets, consent
from regulars.core.caps import within_caps
from regulars.core.facts import OrderFacts
from regulars.core.money import half_up, spread
from regulars.core.receipts import Earned
from regulars.core.wallet import credit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from regulars.core.draft import Draft
    from regulars.core.events import Order
    from regulars.core.programme.compiled import Currency, Rule, Version

#: Exact points of one rule: numerators by line over the currency's common denominator.
Share = tuple["Rule", list[int]]


def earn(draft: Draft, version: Version, facts: OrderFacts, paid: list[int]) -> list[Earned]:
    """Decide and post what every kind of points gives on this receipt."""
    earned: list[Earned] = []
    if facts.order.unearning and not any(paid) and facts.total:
        # Nothing was paid in money: neither its items nor a gift for the receipt are earned.
        return earned
    agreed = consent.agreed(draft.wallet, version.consents, facts.order.occurred_at)
    for currency in version.currencies.values():
        if currency.consents:
            for rule in currency.rules:
                consent.may_read(draft, rule, facts.order.occurred_at)
        if currency.has_budgets:
            parts = budgets.within(
                draft, facts.order.day, currency.rules,
                partial(_given, currency, version, facts, paid, agreed),
            )  # fmt: skip
        else:
            parts = _given(currency, version, facts, paid, agreed)
        for rule, by_line in parts:
            one = _post(draft, version, facts, rule, by_line)
            if one is not None:
                earned.append(one)
    return earned


def paid_by_line(order: Order) -> list[int]:
    """What was paid for each line in money, the part paid with points or vouchers left out pro rata."""
    amounts = [line.amount for line in order.lines]
    if not order.unearning:
        return amounts
    covered = spread(min(order.unearning, sum(amounts)), amounts)
    return [amount - part for amount, part in zip(amounts, covered, strict=True)]


def _given(
    currency: Currency,
    version: Version,
    facts: OrderFacts,
    paid: list[int],
    agreed: frozenset[str],
    without: frozenset[str] = frozenset(),
) -> list[tuple[Rule, list[int]]]:
    """Whole points by rule and line, before caps; as if there were no rules `without`."""
    shares = _shares(currency, version, facts, paid, agreed, without)
    return _rounded(currency, shares) if shares else []


def _shares(
    currency: Currency,
    version: Version,
    facts: OrderFacts,
    paid: list[int],
    agreed: frozenset[str],
    without: frozenset[str],
) -> list[Share]:
    shares: list[Share] = []
    rates: list[int] | None = None
    rules, matching = currency.rules_for(agreed) if currency.consents else (currency.rules, currency.matching)
    asked = rules if matching is None else compress(rules, matching(facts))
    for rule in asked if not without else [rule for rule in asked if rule.id not in without]:
        if rates is None and rule.unit == "rates":
            rates = _sum_of(one_of_each_group(shares, version.groups), len(paid))
        numerators = _numerators(rule, currency, facts, paid, rates or [])
        if any(numerators):
            shares.append((rule, numerators))
    return one_of_each_group(shares, version.groups) if version.groups else shares


def _numerators(
    rule: Rule, currency: Currency, facts: OrderFacts, paid: list[int], rates: list[int]
) -> list[int]:
    """Exact points by line, over the currency's denominator; zero where a line does not qualify."""
    unit, chosen = rule.unit, rule.lines
    picked = None if chosen is None else [chosen(facts, line) for line in facts.by_line]
    if picked is not None and not any(picked):
        return []
    if unit == "receipt":
        return _whole_bonus(rule, currency, paid, picked or [True] * len(paid))
    if unit == "money":
        numerators = [amount * rule.scale for amount in paid]
    elif unit == "item":
        numerators = [line.quantity * rule.scale for line in facts.order.lines]
    else:
        # The denominator was chosen so that this divides: rates hold all factors but the multiplier's own.
        numerators = [rate * rule.up // rule.down for rate in rates]
    if picked is None:
        return numerators
    return [numerator if ok else 0 for numerator, ok in zip(numerators, picked, strict=True)]


def _whole_bonus(rule: Rule, currency: Currency, paid: list[int], picked: list[bool]) -> list[int]:
    """A gift for the receipt, shared by the lines that it is for: by what they cost, equally where they were free."""
    weights = [cost if ok else 0 for cost, ok in zip(paid, picked, strict=True)]
    if not any(weights):
        weights = [int(ok) for ok in picked]
    return [part * currency.down for part in spread(rule.up, weights)]


def one_of_each_group(shares: list[Share], groups: Mapping[str, str]) -> list[Share]:
    """Leave in each group what the programme says: all, the highest, or the first by priority."""
    if len(shares) < 2:
        return shares
    by_group: dict[str, list[int]] = {}
    for place, (rule, _) in enumerate(shares):
        if rule.group is not None:
            by_group.setdefault(rule.group, []).append(place)
    lost: set[int] = set()
    for group, places in by_group.items():
        if len(places) > 1 and (take := groups[group]) != "all":
            best = min(places, key=lambda place: _rank(shares[place], take))
            lost.update(place for place in places if place != best)
    return [share for place, share in enumerate(shares) if place not in lost] if lost else shares


def _rank(share: Share, take: str) -> tuple[int, int]:
    rule, numerators = share
    return (-sum(numerators) if take == "highest" else 0, rule.priority)


def _sum_of(shares: Iterable[Share], size: int) -> list[int]:
    total = [0] * size
    for _, numerators in shares:
        total = [left + right for left, right in zip(total, numerators, strict=True)]
    return total


def _rounded(currency: Currency, shares: list[Share]) -> list[tuple[Rule, list[int]]]:
    """Round the receipt once. What a rule gives in whole points stays whole; the rest is shared out.

    Whole points do not change what the rest rounds to, so the sum is one rounding of the whole receipt, and a
    gift of 50 is told as 50.
    """
    if len(shares) == 1:
        rule, numerators = shares[0]
        return [(rule, spread(_round(currency, sum(numerators)), numerators))]
    down = currency.down
    broken = [share for share in shares if any(numerator % down for numerator in share[1])]
    parts = iter(_shared_out(currency, [numerators for _, numerators in broken]) if broken else ())
    is_broken = {rule.id for rule, _ in broken}
    return [
        (rule, next(parts) if rule.id in is_broken else [numerator // down for numerator in numerators])
        for rule, numerators in shares
    ]


def _shared_out(currency: Currency, shares: list[list[int]]) -> list[list[int]]:
    """Round the sum of some shares, share the points out over lines, then within each line over the shares."""
    by_line = [sum(column) for column in zip(*shares, strict=True)]
    line_points = spread(_round(currency, sum(by_line)), by_line)
    cells = [
        spread(part, [numerators[place] for numerators in shares]) for place, part in enumerate(line_points)
    ]
    return [[cell[place] for cell in cells] for place in range(len(shares))]


def _round(currency: Currency, numerator: int) -> int:
    if currency.rounding == "floor":
        return numerator // currency.down
    if currency.rounding == "ceiling":
        return -(-numerator // currency.down)
    return half_up(numerator, currency.down)


def _post(draft: Draft, version: Version, facts: OrderFacts, rule: Rule, by_line: list[int]) -> Earned | None:
    order, points = facts.order, sum(by_line)
    if rule.caps:
        allowed = within_caps(draft, order.day, rule, points)
        if allowed < points:
            by_line = spread(allowed, by_line)
            points = allowed
    # A receipt that came to less than nothing takes no points; goods that come back do that.
    if points <= 0:
        return None
    life = rule.terms.of(facts.levels)
    activates_at, expires_at = life.of(order.day, order.occurred_at)
    number = credit(
        draft, kind="earn", currency=rule.currency, points=points, occurred_at=order.occurred_at,
        effect=rule.id, rule=rule.id, version=version.number, activates_at=activates_at,
        expires_at=expires_at, funding=rule.funding, slides=life.slides,
    )  # fmt: skip
    if rule.budget is None:
        return Earned(rule.id, rule.currency, number, by_line)
    supply = budgets.take(draft, order.day, rule, points)
    return Earned(rule.id, rule.currency, number, by_line, budget=supply)
