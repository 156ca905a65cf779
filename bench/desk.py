"""What a desk's process does when it is asked: orders of somebody's first visit, orders made ready, orders posted."""

import gc
import zlib

from bench.shop import single_line_orders
from regulars.core.events import Order
from regulars.desk.posting import Arrival, post
from regulars.lib.collecting import search_seldom
from regulars.programmes.queries import current

A_PART = 50_000


class Posting:
    """One desk with the orders that it has ready."""

    def __init__(self, number: int, members: range) -> None:
        self._number, self._members = number, members
        self._batches: list[list[Arrival]] = []
        # As every desk of the shop does when it opens.
        search_seldom()

    def join(self, members: range) -> None:
        """Post one order of each member; in parts, so that a million of them do not stand in memory at once."""
        for place in range(0, len(members), A_PART):
            part = members[place : place + A_PART]
            orders = single_line_orders(len(part), members=part, seed=self._number, name=f"join-{part[0]}")
            self._batches = _batches(
                [(f"M{one}", order) for one, (_, order) in zip(part, orders, strict=True)], 1000
            )
            self.post()

    def decode(self, size: int, count: int, name: str, part: tuple[int, int]) -> None:
        """Have orders ready; whatever a server does before an event is decoded is measured over HTTP."""
        seed = zlib.crc32(f"{name} {self._number}".encode())
        members = self._members[part[0] :: part[1]]
        orders = single_line_orders(count, members=members, seed=seed, name=f"{name}-{self._number}")
        self._batches = _batches(orders, size)
        # A server does not hold the orders of the next minutes; looking through them is no part of its work.
        gc.collect()
        gc.freeze()

    def post(self) -> None:
        """Post what is ready, batch by batch."""
        programme = current()
        for batch in self._batches:
            assert all(answer.status == "decided" for answer in post(programme, batch))


def _batches(orders: list[tuple[str, Order]], size: int) -> list[list[Arrival]]:
    arrivals = [Arrival("bench", card, order) for card, order in orders]
    return [arrivals[place : place + size] for place in range(0, len(arrivals), size)]
