"""Live posting: from decoded events to committed decisions, by as many desks as the shop has processes."""

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from bench.shop import prepare_environment

WORK = multiprocessing.get_context("spawn")


class Desk:
    """One desk in a process of its own, told through a pipe what to post."""

    def __init__(self, number: int, members: range) -> None:
        self._ours, theirs = WORK.Pipe()
        self._process = WORK.Process(target=_work, args=(theirs, number, members), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, *question: object) -> None:
        self._ours.send(question)

    def answer(self) -> None:
        self._ours.recv()

    def close(self) -> None:
        self._ours.send(None)
        self._process.join()


@contextmanager
def desks(count: int, members: range) -> Iterator[list[Desk]]:
    """Open so many desks, each in a process of its own."""
    opened = [Desk(number, members) for number in range(count)]
    try:
        yield opened
    finally:
        for desk in opened:
            desk.close()


def join(opened: list[Desk], members: range) -> None:
    """Have each of the members buy something for the first time."""
    share = -(-len(members) // len(opened))
    for place, desk in enumerate(opened):
        desk.ask("join", members[place * share : (place + 1) * share])
    for desk in opened:
        desk.answer()


def decode(opened: list[Desk], *, batch: int, orders: int, name: str, is_parted: bool) -> None:
    """Have orders ready at every desk.

    Each desk gets orders of all members by chance, as they come in over HTTP, and waits where another has the same
    member in hand. `is_parted`: each has members of its own, as the parts of a history do.
    """
    for place, desk in enumerate(opened):
        part = (place, len(opened)) if is_parted else (0, 1)
        desk.ask("decode", batch, orders // len(opened), name, part)
    for desk in opened:
        desk.answer()


def post(opened: list[Desk], *, orders: int) -> float:
    """Post what is ready, all desks together; answer orders a second from the first to the last commit."""
    began = time.perf_counter()
    for desk in opened:
        desk.ask("post")
    for desk in opened:
        desk.answer()
    return orders / (time.perf_counter() - began)


def orders_a_second(opened: list[Desk], *, orders: int, name: str) -> float:
    """Post in batches of a thousand, each desk for members of its own."""
    decode(opened, batch=1000, orders=orders, name=name, is_parted=True)
    return post(opened, orders=orders)


def _work(pipe: Connection, number: int, members: range) -> None:
    prepare_environment()
    import django  # noqa: PLC0415 - settings are read once, so the environment comes first.

    django.setup()
    from bench.desk import Posting  # noqa: PLC0415 - models exist only after setup.

    desk = Posting(number, members)
    while (question := pipe.recv()) is not None:
        getattr(desk, question[0])(*question[1:])
        pipe.send(None)
