"""What a demo member thinks she has in points, so that she never hands over what she cannot have."""

from collections import deque
from datetime import datetime, timedelta
from random import Random

import msgspec

from regulars.demo.goods import TREATS
from regulars.demo.stream import Sale, Spend

# What the generator supposes of the programme. A more generous one only leaves members more.
TWD_PER_POINT_EARNED = 50
TWD_PER_POINT_SPENT = 1
# Points rest this long before she thinks of them: longer than any return takes.
POINTS_REST = timedelta(days=30)

CHANCE_TOWARDS_A_RECEIPT = 0.04
LEAST_TOWARDS_A_RECEIPT = 20
CHANCE_TREAT = 0.04


class Purse:
    """A cautious guess: receipts that were undone in any part are left out."""

    def __init__(self) -> None:
        self.usable = 0
        self._resting: deque[tuple[datetime, int]] = deque()

    def wake(self, *, at: datetime) -> None:
        """Count what has rested long enough by now."""
        while self._resting and self._resting[0][0] <= at:
            self.usable += self._resting.popleft()[1]

    def fill(self, sale: Sale) -> None:
        paid = sale.total - sale.paid_with_points
        self._resting.append((sale.occurred_at + POINTS_REST, paid // TWD_PER_POINT_EARNED))

    def take(self, points: int) -> int:
        assert 0 <= points <= self.usable
        self.usable -= points
        return points


def paid_partly_with_points(*, sale: Sale, purse: Purse, rng: Random) -> Sale:
    """Now and then points pay up to a third of the receipt."""
    if purse.usable < LEAST_TOWARDS_A_RECEIPT or rng.random() >= CHANCE_TOWARDS_A_RECEIPT:
        return sale
    points = purse.take(min(purse.usable, sale.total // 3 // TWD_PER_POINT_SPENT))
    return msgspec.structs.replace(sale, points_used=points, paid_with_points=points * TWD_PER_POINT_SPENT)


def treat_after(*, sale: Sale, card: str, purse: Purse, rng: Random) -> Spend | None:
    """Some who come by take a treat home, if their points allow one."""
    if purse.usable < TREATS[0].points or rng.random() >= CHANCE_TREAT:
        return None
    treat = rng.choice([treat for treat in TREATS if treat.points <= purse.usable])
    return Spend(
        id=f"P-{sale.id}",
        occurred_at=sale.occurred_at + timedelta(minutes=1),
        member=card,
        points=purse.take(treat.points),
        for_what_zh=treat.name_zh,
        for_what_en=treat.name_en,
    )
