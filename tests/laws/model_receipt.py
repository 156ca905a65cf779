"""The second opinion's receipt: an order, what was decided about it, what of it is back, and what was spent on it."""

from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

from model import WHENS, largest_remainder
from msgspec.structs import replace

#: Conditions on the basket; a return asks them again unless the rule says otherwise.
BASKET = {"total >= 300", "total >= 900", "quantity >= 3", '"books" in categories'}


def half_up(value):
    return floor(value + Fraction(1, 2))


def less(value, share):
    """What stays of a value of which a share came back."""
    return value - half_up(value * share)


@dataclass
class Used:
    """Points spent on an order under a version: (lot, points) as they were drawn, and how many went back."""

    currency: str
    document: object
    parts: list
    gone_back: int = 0

    def points(self):
        return sum(points for _, points in self.parts)

    def go_back(self, target):
        """What goes back now, as (lot, points): what was drawn last goes first."""
        one_by_one = [lot for lot, points in reversed(self.parts) for _ in range(points)]
        going = one_by_one[self.gone_back : target]
        self.gone_back = max(self.gone_back, target)
        return [(lot, sum(one is lot for one in going)) for lot, _ in reversed(self.parts) if lot in going]


@dataclass
class Bought:
    """An order with what was decided about it; `back` is items by line, `money` money by line, `whole` for it all."""

    order: object
    document: object
    seen: dict
    back: list
    money: list
    whole: int = 0
    by: str = "member"
    earned: list = field(default_factory=list)
    counted: dict = field(default_factory=dict)
    spends: list = field(default_factory=list)

    def without_rewards(self):
        """The order as if its rewards had never been on it; points and vouchers pay for those first."""
        won = sum(line.amount for line in self.order.lines if line.reward)
        lines = tuple(line for line in self.order.lines if not line.reward)
        return replace(self.order, lines=lines, unearning=max(0, self.order.unearning - won))

    def at_its_lines(self, by_line):
        """What was said by line of the order without its rewards, by line of the whole order."""
        said = iter(by_line)
        return [0 if line.reward else next(said) for line in self.order.lines]

    def own(self):
        """What is back of each line, in its own items and its own money."""
        return [
            min(1, Fraction(items, line.quantity) + (Fraction(money, line.amount) if money else 0))
            for line, items, money in zip(self.order.lines, self.back, self.money, strict=True)
        ]

    def shares(self):
        """What is back of each line in all: money for the whole lies on what is left."""
        own = self.own()
        if not self.whole:
            return own
        left = sum(line.amount * (1 - share) for line, share in zip(self.order.lines, own, strict=True))
        part = Fraction(self.whole) / left if left > self.whole else 1
        return [share + (1 - share) * part for share in own]

    def items(self):
        """What is back of each line in items; all of them where all of the money went back."""
        return [
            share if share == 1 else Fraction(items, line.quantity)
            for line, items, share in zip(self.order.lines, self.back, self.shares(), strict=True)
        ]

    def is_all_back(self, shares=None):
        """Whether everything is back that was bought; a reward was not."""
        shares = self.shares() if shares is None else shares
        return all(line.reward or share == 1 for line, share in zip(self.order.lines, shares, strict=True))

    def paid_left(self):
        """What was paid and is not back, in whole money."""
        return ceil(
            sum(
                line.amount * (1 - share) for line, share in zip(self.order.lines, self.shares(), strict=True)
            )
        )

    def bring(self, place, wanted):
        """Bring so many items of a line back, or as many as are left; answer how many."""
        part = min(wanted, self.order.lines[place].quantity - self.back[place])
        self.back[place] += part
        return part

    def worth(self, place, items):
        """What so many items of a line were bought for."""
        line = self.order.lines[place]
        return half_up(Fraction(line.amount * items, line.quantity))

    def pay(self, place, wanted):
        """Give so much money back on a line, or as much as is left of it; answer how much."""
        left = ceil(self.order.lines[place].amount * (1 - self.own()[place]))
        part = min(wanted, left, self.paid_left())
        self.money[place] += part
        return part

    def rest(self):
        """The order as if what is back had never been on it."""
        lines = [
            replace(line, quantity=line.quantity - items, amount=less(line.amount, share))
            for line, items, share in zip(self.order.lines, self.back, self.shares(), strict=True)
            if share < 1 and not line.reward
        ]
        return replace(self.order, lines=tuple(lines))

    def kept(self, rule, by_line):
        """How many of the points of a rule stay."""
        way = rule.on_refund or ("recompute" if rule.when in BASKET else "proportional")
        in_proportion = sum(less(points, share) for points, share in zip(by_line, self.shares(), strict=True))
        if way == "keep":
            return sum(by_line)
        if way == "proportional" or rule.when is None:
            return in_proportion
        if self.is_all_back() or not WHENS[rule.when](self.rest(), self.seen):
            return 0
        return sum(by_line) if rule.bonus else in_proportion

    def target(self, used):
        """How many of the points that were spent on it go back in all."""
        by_line = largest_remainder(used.points(), [line.amount for line in self.order.lines])
        return sum(half_up(points * share) for points, share in zip(by_line, self.shares(), strict=True))
