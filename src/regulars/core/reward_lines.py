"""Lines that are themselves a reward: their receipt is decided as if they were not on it.

The rules are in `docs/algorithms/earning.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from regulars.core.events import Order
    from regulars.core.receipts import Receipt


def without_rewards(order: Order) -> Order:
    """The order without its rewards, for which points and vouchers pay first; the very same where it has none."""
    for line in order.lines:
        if line.reward:
            break
    else:
        return order
    bought = tuple([line for line in order.lines if not line.reward])
    worth = sum([line.amount for line in order.lines if line.reward])
    return replace(order, lines=bought, unearning=max(0, order.unearning - worth))


def at_their_lines(receipt: Receipt) -> None:
    """Say by line of the whole receipt what was said of its lines that are no rewards."""
    for earned in receipt.earned:
        earned.by_line = _spaced(receipt.order, earned.by_line)
    receipt.counted = {name: _spaced(receipt.order, by_line) for name, by_line in receipt.counted.items()}


def _spaced(order: Order, by_line: list[int]) -> list[int]:
    values = iter(by_line)
    return [0 if line.reward else next(values) for line in order.lines]
