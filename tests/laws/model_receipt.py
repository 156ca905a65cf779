"""The second opinion's receipt: an order, what was decided about it, and what of it is back."""

from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

from msgspec.structs import replace

#: Conditions on the basket; a return asks them again unless the rule says otherwise.
BASKET = {"total >= 300", "total >= 900", "quantity >= 3", '"books" in categories'}


@dataclass
class Bought:
    """An order with what was decided about it."""

    order: object
    document: object
    seen: dict
    back: list
    earned: list = field(default_factory=list)
    counted: dict = field(default_factory=dict)

    def left(self, value, place, back=None):
        """What stays of a line's value: less the returned share, rounded, halves up."""
        gone = Fraction(
            value * (self.back[place] if back is None else back), self.order.lines[place].quantity
        )
        return value - floor(gone + Fraction(1, 2))

    def is_all_back(self):
        return self.back == [line.quantity for line in self.order.lines]

    def rest(self):
        lines = [
            replace(line, quantity=line.quantity - self.back[place], amount=self.left(line.amount, place))
            for place, line in enumerate(self.order.lines)
            if self.back[place] < line.quantity
        ]
        return replace(self.order, lines=tuple(lines))
