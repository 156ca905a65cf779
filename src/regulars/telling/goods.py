"""What goods, purchases and what they reached are called: events name them by code, and people by other words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from regulars.core.events import Order
from regulars.desk.answers import Happening
from regulars.telling.figures import day
from regulars.telling.voice import Pair, Voice

#: What an order may reach, by the names that programmes most often give it.
MILESTONES: Final[dict[str, Pair]] = {
    "delivered": ("Delivered", "已送達"),
    "picked_up": ("Picked up", "已取貨"),
    "shipped": ("Shipped", "已出貨"),
    "return_window_over": ("Return window over", "鑑賞期已過"),
}


def milestone_name(name: str, voice: Voice) -> str:
    """What people call it; a name that we do not know stays as the programme gave it."""
    known = MILESTONES.get(name.replace("-", "_"))
    return voice.pick(known) if known else name


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
