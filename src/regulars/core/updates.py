"""What an order that looks otherwise by now can still be told: goods back, or money back; it never grows.

The rules are in `docs/algorithms/understanding.md`.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.core.events import ReturnLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regulars.core.events import Line
    from regulars.core.receipts import Receipt


class Back(NamedTuple):
    """What came back: goods, and money on the receipt as a whole. Both empty where nothing changed."""

    lines: tuple[ReturnLine, ...]
    amount: int | None = None


class Grew(NamedTuple):
    """The order holds more than was decided, or costs more; `product` is the first that does, "" for the whole."""

    product: str


class _Kept(NamedTuple):
    quantity: int
    amount: int


_NONE: Final = _Kept(0, 0)


def difference(receipt: Receipt, lines: Iterable[Line]) -> Back | Grew:
    """Hold what an order looks like by now against what is left of it."""
    left, now = _left(receipt), _by_product(lines)
    for product, wanted in now.items():
        if not _fits(left.get(product, _NONE), wanted):
            return Grew(product)
    gone = {product: _less(one, now.get(product, _NONE)) for product, one in left.items()}
    cheaper = sum(one.amount for one in gone.values())
    if cheaper < 0:
        return Grew("")
    if all(one.amount >= 0 for one in gone.values()):
        return Back(tuple(_line(product, one) for product, one in gone.items() if any(one)))
    if any(one.quantity for one in gone.values()):
        # Some became dearer while others went: which money belongs to which goods, nobody said.
        return Grew(next(product for product, one in gone.items() if one.amount < 0))
    return Back((), cheaper or None)


def _fits(left: _Kept, now: _Kept) -> bool:
    """No more of it than was left; and where some of it went, the rest is no dearer than it was."""
    gone = left.quantity - now.quantity
    return gone == 0 or (gone > 0 and left.amount - now.amount >= left.amount * gone // left.quantity)


def _line(product: str, gone: _Kept) -> ReturnLine:
    return ReturnLine(product, gone.quantity, None, gone.amount or None)


def _less(before: _Kept, now: _Kept) -> _Kept:
    return _Kept(before.quantity - now.quantity, before.amount - now.amount)


def _left(receipt: Receipt) -> dict[str, _Kept]:
    """What is left of each product: items that did not come back, and the money that was not given back, rounded up."""
    left: dict[str, _Kept] = {}
    places = zip(receipt.order.lines, receipt.returned, receipt.shares_back(), strict=True)
    for line, back, share in places:
        one = left.get(line.product, _NONE)
        quantity = 0 if share == 1 else line.quantity - back
        left[line.product] = _Kept(one.quantity + quantity, one.amount + ceil(line.amount * (1 - share)))
    return left


def _by_product(lines: Iterable[Line]) -> dict[str, _Kept]:
    now: dict[str, _Kept] = {}
    for line in lines:
        one = now.get(line.product, _NONE)
        now[line.product] = _Kept(one.quantity + line.quantity, one.amount + line.amount)
    return now
