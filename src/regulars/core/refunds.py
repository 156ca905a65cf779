"""Goods that come back: a target is worked out from all that came back so far, and the difference is taken.

The rules are in `docs/algorithms/refunds.md`. Because the target depends only on what has come back in all, a
repeated or reordered return changes nothing, and after the last one nothing is left over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from regulars.core.effects import Reason
from regulars.core.facts import OrderFacts
from regulars.core.money import half_up
from regulars.core.tracks.counting import brought_back
from regulars.core.wallet import take_back

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regulars.core.draft import Draft
    from regulars.core.events import Cancellation, Order, Return, ReturnLine
    from regulars.core.programme.compiled import Rule, Version
    from regulars.core.state import Earned, Receipt


def returned(draft: Draft, event: Return) -> None:
    """Match what came back to what was bought, then settle each receipt that it touches."""
    before: dict[str, list[int]] = {}
    for line in event.lines:
        left = _match(draft, event, line, before)
        if left:
            draft.explain(Reason("unmatched", (line.product, left)))
    _settle_all(draft, event, before)


def cancelled(draft: Draft, event: Cancellation) -> None:
    """Take the rest of an order back; an order that is not known takes nothing back and is reported."""
    receipt = draft.receipt(event.order)
    if receipt is None:
        draft.explain(Reason("unknown_order", (event.order,)))
        return
    if receipt.is_all_returned():
        return
    before = {event.order: receipt.returned.copy()}
    receipt.returned = [line.quantity for line in receipt.order.lines]
    _settle_all(draft, event, before)


def _match(draft: Draft, event: Return, line: ReturnLine, before: dict[str, list[int]]) -> int:
    """Hand the returned items to lines that have some left; answer how many found none."""
    left = line.quantity
    for order_id, place in _candidates(draft, event, line):
        if not left:
            break
        known = draft.touched.get(order_id) or draft.receipts.by_order[order_id]
        there = known.order.lines[place].quantity - known.returned[place]
        if there > 0:
            receipt = draft.receipt(order_id)
            assert receipt is not None
            before.setdefault(order_id, receipt.returned.copy())
            receipt.returned[place] += min(left, there)
            left -= min(left, there)
    return left


def _candidates(draft: Draft, event: Return, line: ReturnLine) -> Iterable[tuple[str, int]]:
    if event.order is not None:
        receipt = draft.receipts.by_order.get(event.order)
        lines = receipt.order.lines if receipt else ()
        return [
            (event.order, place)
            for place, bought in enumerate(lines)
            if bought.product == line.product and line.line in {None, place + 1}
        ]
    return [
        (order_id, place)
        for occurred_at, order_id, place in draft.receipts.latest_of(line.product)
        if occurred_at <= event.occurred_at
    ]


def _settle_all(draft: Draft, event: Return | Cancellation, before: dict[str, list[int]]) -> None:
    for order_id, were in before.items():
        receipt = draft.receipt(order_id)
        assert receipt is not None
        version = draft.programme.version(receipt.version)
        if version is not None:
            _settle_points(draft, event, receipt, version)
            _settle_tracks(draft, receipt, version, were)


def _settle_points(draft: Draft, event: Return | Cancellation, receipt: Receipt, version: Version) -> None:
    remaining = _remaining(receipt)
    for earned in receipt.earned:
        rule = version.rules[earned.rule]
        kept = _kept(earned, receipt, rule, remaining)
        points = sum(earned.by_line) - kept - earned.taken_back
        if points > 0:
            earned.taken_back += points
            _give_caps_back(draft, receipt, rule, points)
            take_back(
                draft, terms=version.currencies[earned.currency], points=points, occurred_at=event.occurred_at,
                effect=f"revoke:{earned.entry}", rule=earned.rule, reverses=earned.entry,
            )  # fmt: skip


def _kept(earned: Earned, receipt: Receipt, rule: Rule, remaining: OrderFacts | None) -> int:
    """Points that stay: what each line keeps, or nothing once the rule's condition no longer holds."""
    if rule.on_refund == "keep":
        return sum(earned.by_line)
    proportional = sum(_left(points, receipt, place) for place, points in enumerate(earned.by_line))
    if rule.on_refund == "proportional" or rule.when is None:
        return proportional
    if remaining is None or not rule.when(remaining):
        return 0
    # The condition still holds, so a gift for the receipt stays whole; what was given by line shrinks with it.
    return sum(earned.by_line) if rule.unit == "receipt" else proportional


def _left(value: int, receipt: Receipt, place: int) -> int:
    quantity, back = receipt.order.lines[place].quantity, receipt.returned[place]
    return value - half_up(value * back, quantity) if back else value


def _remaining(receipt: Receipt) -> OrderFacts | None:
    """The receipt as if what came back had never been on it; None when all of it came back."""
    if receipt.is_all_returned():
        return None
    order: Order = receipt.order
    lines = tuple(
        msgspec.structs.replace(
            line, quantity=line.quantity - receipt.returned[place], amount=_left(line.amount, receipt, place)
        )
        for place, line in enumerate(order.lines)
        if line.quantity > receipt.returned[place]
    )
    rest = msgspec.structs.replace(order, lines=lines)
    return OrderFacts(rest, receipt, receipt.levels, receipt.orders)


def _give_caps_back(draft: Draft, receipt: Receipt, rule: Rule, points: int) -> None:
    used = draft.wallet.used.get(rule.id)
    for key in (receipt.order.day, 0) if used else ():
        assert used is not None
        if key in used:
            used[key] = max(0, used[key] - points)


def _settle_tracks(draft: Draft, receipt: Receipt, version: Version, were: list[int]) -> None:
    """Correct what the receipt counted, in the period in which it stood."""
    for name, by_line in receipt.counted.items():
        track = draft.version.tracks.get(name)
        if track is None or track.on_refund == "never" or not track.counts_like(version.tracks.get(name)):
            continue
        brought_back(draft, track, receipt, by_line, were)
