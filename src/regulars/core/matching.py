"""Goods and money that come back find the lines for which they were paid."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from regulars.core.effects import Reason
from regulars.core.money import half_up

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regulars.core.draft import Draft
    from regulars.core.events import Return, ReturnLine
    from regulars.core.receipts import Receipt


class Back:
    """What had come back of a receipt before this step, in all (`shares`) and in items alone (`items`).

    A line that is a reward is as good as gone: nothing was earned on it, and nothing counted.
    """

    __slots__ = ("items", "shares")

    def __init__(self, receipt: Receipt) -> None:
        self.shares = [
            Fraction(1) if line.reward else share
            for share, line in zip(receipt.shares_back(), receipt.order.lines, strict=True)
        ]
        self.items = [
            share if share == 1 else Fraction(back, line.quantity)
            for share, back, line in zip(self.shares, receipt.returned, receipt.order.lines, strict=True)
        ]

    def is_all(self) -> bool:
        """True where nothing is left of any line."""
        return all(share == 1 for share in self.shares)


Before = dict[str, Back]
"""What had come back before, of each order that this step touches."""


def match(draft: Draft, event: Return, before: Before) -> None:
    """Hand everything that came back to lines that have some left, and say what found none."""
    for line in event.lines:
        worth = _match_items(draft, event, line, before) if line.quantity else 0
        if line.amount is not None and line.amount > worth:
            left = _match_money(draft, event, line, line.amount - worth, before)
            if left:
                draft.explain(Reason("unmatched_money", (line.product, left)))
    if event.amount:
        left = _match_whole(draft, event, event.amount, before)
        if left:
            draft.explain(Reason("unmatched_money", ("", left)))


def _match_items(draft: Draft, event: Return, line: ReturnLine, before: Before) -> int:
    """Answer what the items that found a line had been bought for."""
    left, worth = line.quantity, 0
    for order_id, place in _candidates(draft, event, line):
        if not left:
            break
        known = draft.touched.get(order_id) or draft.receipts.by_order[order_id]
        bought = known.order.lines[place]
        some = min(left, bought.quantity - known.returned[place])
        if some > 0:
            _opened(draft, order_id, before).returned[place] += some
            worth += half_up(bought.amount * some, bought.quantity)
            left -= some
    if left:
        draft.explain(Reason("unmatched", (line.product, left)))
    return worth


def _match_money(draft: Draft, event: Return, line: ReturnLine, amount: int, before: Before) -> int:
    """Lay money upon lines of the product, on none more than is left of it; answer what found none."""
    for order_id, place in _candidates(draft, event, line):
        if not amount:
            break
        known = draft.touched.get(order_id) or draft.receipts.by_order[order_id]
        on_line = known.order.lines[place].amount * (1 - known.own_shares_back()[place])
        some = min(amount, ceil(on_line), money_left(known))
        if some > 0:
            receipt = _opened(draft, order_id, before)
            receipt.money_back = receipt.money_back or [0] * len(receipt.returned)
            receipt.money_back[place] += some
            amount -= some
    return amount


def _match_whole(draft: Draft, event: Return, amount: int, before: Before) -> int:
    known = draft.receipts.by_order.get(event.order) if event.order is not None else None
    if known is None:
        return amount
    some = min(amount, money_left(draft.touched.get(known.order.id) or known))
    if some > 0:
        _opened(draft, known.order.id, before).whole_back += some
    return amount - some


def money_left(receipt: Receipt) -> int:
    """What of a receipt was paid and not given back, in whole minor units, rounded up."""
    lines = zip(receipt.order.lines, receipt.shares_back(), strict=True)
    return ceil(sum((line.amount * (1 - share) for line, share in lines), Fraction()))


def _opened(draft: Draft, order_id: str, before: Before) -> Receipt:
    """A receipt to write upon, with what had come back of it before."""
    receipt = draft.receipt(order_id)
    assert receipt is not None
    if order_id not in before:
        before[order_id] = Back(receipt)
    return receipt


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
