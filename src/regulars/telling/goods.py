"""What goods are called: a return names its goods by their code, and the purchase knew their name."""

from __future__ import annotations

from collections.abc import Iterable

from regulars.core.events import Order
from regulars.desk.answers import Happening


def goods_of(happenings: Iterable[Happening]) -> dict[str, str]:
    """Names of goods by their code, as the purchases among these happenings spell them."""
    return {
        line.product: line.name
        for one in happenings
        if isinstance(one.event, Order)
        for line in one.event.lines
        if line.name
    }
