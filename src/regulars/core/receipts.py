"""Orders as decided, kept for the day on which something of them comes back."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from regulars.core.events import Line, Order
from regulars.core.state import Used


class Earned(msgspec.Struct, array_like=True, gc=False):
    """What one rule gave on a receipt: the entry that says so, points by line, and what was taken back.

    `ran_out` is the part of `taken_back` that had run out unused, so that nothing was taken for it. `budget` is the
    supply that it was taken from; empty where none counted it.
    """

    rule: str
    currency: str
    entry: int
    by_line: list[int]
    taken_back: int = 0
    ran_out: int = 0
    budget: str = ""


class Receipt(msgspec.Struct, array_like=True):
    """An order as decided, kept for the day on which something of it comes back.

    `returned` counts items by line. `counted` says what each track counted, by line. `levels`, `orders`,
    `joined_day` and `birth_month` are what the conditions saw of the member then, so that they can be asked again.
    `money_back` is money given back by line beyond the items (empty where there was none), `whole_back` money given
    back on the receipt as a whole. `by_shop` says who took the last step back. `answers` are those to questions
    of behaviour, by their keys, for rules that are asked again.
    """

    order: Order
    version: int
    levels: dict[str, str]
    orders: int
    earned: list[Earned]
    counted: dict[str, list[int]]
    returned: list[int]
    joined_day: int | None = None
    birth_month: int | None = None
    money_back: list[int] = []
    whole_back: int = 0
    spends: list[Used] = []
    by_shop: bool = False
    answers: dict[str, int | bool | None] = {}

    def copy(self) -> Receipt:
        """A receipt whose returns may be written without changing this one."""
        earned = [
            Earned(e.rule, e.currency, e.entry, e.by_line, e.taken_back, e.ran_out, e.budget)
            for e in self.earned
        ]
        return Receipt(
            self.order, self.version, self.levels, self.orders, earned, self.counted, self.returned.copy(),
            self.joined_day, self.birth_month, self.money_back.copy(), self.whole_back,
            [used.copy() for used in self.spends], self.by_shop, self.answers,
        )  # fmt: skip

    def own_shares_back(self) -> list[Fraction]:
        """The fraction of each line that came back, in items and in money given back for that very line."""
        money = self.money_back or [0] * len(self.returned)
        return [
            _share_back(line, items, paid)
            for line, items, paid in zip(self.order.lines, self.returned, money, strict=True)
        ]

    def shares_back(self) -> list[Fraction]:
        """The fraction of each line that came back in all: money for the whole receipt lies on what is left of it."""
        own = self.own_shares_back()
        if not self.whole_back:
            return own
        left = sum(
            (line.amount * (1 - share) for line, share in zip(self.order.lines, own, strict=True)), Fraction()
        )
        whole = Fraction(1) if self.whole_back >= left else self.whole_back / left
        return [share + (1 - share) * whole for share in own]

    def is_all_returned(self) -> bool:
        """True when nothing is left of any line."""
        return all(share == 1 for share in self.shares_back())


def _share_back(line: Line, items: int, paid: int) -> Fraction:
    share = Fraction(items, line.quantity)
    return min(share + Fraction(paid, line.amount), Fraction(1)) if paid else share


class Receipts:
    """The receipts that a decision may need, by order and by product. The shell loads what an event names.

    `ran_out` says how many points of a lot ran out unused, for the lots of these receipts and of what the fold saw.
    """

    __slots__ = ("_by_product", "by_order", "ran_out")

    def __init__(self, receipts: tuple[Receipt, ...] = (), ran_out: dict[int, int] | None = None) -> None:
        self.by_order: dict[str, Receipt] = {}
        self.ran_out = {} if ran_out is None else ran_out
        self._by_product: dict[str, list[tuple[int, str, int]]] | None = None
        for receipt in receipts:
            self.by_order[receipt.order.id] = receipt

    def add(self, receipt: Receipt) -> None:
        """Remember a receipt; one with the same order id takes its place."""
        is_new = receipt.order.id not in self.by_order
        self.by_order[receipt.order.id] = receipt
        if is_new and self._by_product is not None:
            self._index(self._by_product, receipt)

    def latest_of(self, product: str) -> list[tuple[int, str, int]]:
        """Lines of a product as (occurred_at, order id, index from 0), the latest purchase first."""
        if self._by_product is None:
            self._by_product = {}
            for receipt in self.by_order.values():
                self._index(self._by_product, receipt)
        return sorted(self._by_product.get(product, []), key=lambda place: (-place[0], place[1], place[2]))

    @staticmethod
    def _index(places: dict[str, list[tuple[int, str, int]]], receipt: Receipt) -> None:
        for place, line in enumerate(receipt.order.lines):
            places.setdefault(line.product, []).append((receipt.order.occurred_at, receipt.order.id, place))
