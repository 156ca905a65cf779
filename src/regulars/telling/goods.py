"""What goods and purchases are called: a return names them by code, and the purchase itself knew name and date."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from regulars.core.events import Order
from regulars.desk.answers import Happening
from regulars.telling.figures import day
from regulars.telling.voice import Voice


def knowing(voice: Voice, happenings: Iterable[Happening]) -> Voice:
    """A voice that knows the names of goods and the dates of purchases among these happenings."""
    bought = [one for one in happenings if isinstance(one.event, Order)]
    goods = {
        line.product: line.name
        for one in bought
        if isinstance(one.event, Order)
        for line in one.event.lines
        if line.name
    }
    orders = {one.event.id: day(one.at, voice) for one in bought if isinstance(one.event, Order)}
    return msgspec.structs.replace(voice, goods={**voice.goods, **goods}, orders={**voice.orders, **orders})
