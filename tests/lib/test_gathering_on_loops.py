"""Whoever brings something on a loop waits with many others, and is told what came of it alone."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from regulars.core.refusals import Refusal
from regulars.lib.gathering import Gathering, Limits, Poison


class Busy(Refusal):
    """Too many wait. Facts: waiting, retry_after."""


class Silent(Refusal):
    """Nobody answered in time. Facts: seconds."""


class No(Refusal):
    """It is not to be had. Facts: number."""


@pytest.fixture
def gathering():
    """Return a function that opens one: `gathering(settle, patience=0.1)`."""
    opened = []

    def opening(settle, *, waiting_max=1000, patience=30.0):
        opened.append(Gathering(settle, Limits(100, waiting_max, Busy, Silent, patience), name="test"))
        return opened[-1]

    yield opening
    for one in opened:
        one.close()


def doubled(batch):
    return [number * 2 for number in batch]


def held_up_by(gate, reached=None):
    """Settle nothing before a gate is open."""

    def settle(batch):
        if reached is not None:
            reached.set()
        gate.wait()
        return doubled(batch)

    return settle


def some_fail(batch):
    told = {1: No(number=1), 2: Poison(ZeroDivisionError("two"))}
    return [told.get(number, number) for number in batch]


def test_many_on_one_loop_share_batches_with_those_on_threads(gathering):
    sizes = []

    def settle(batch):
        sizes.append(len(batch))
        return doubled(batch)

    found = gathering(settle)

    async def all_of_them():
        return await asyncio.gather(*(found.brought(number) for number in range(500)))

    with ThreadPoolExecutor(8) as pool:
        on_threads = pool.map(found.bring, range(1000, 1500))
        on_loop = asyncio.run(all_of_them())
        assert list(on_threads) == [number * 2 for number in range(1000, 1500)]

    assert on_loop == [number * 2 for number in range(500)]
    assert sum(sizes) == 1000
    assert max(sizes) > 1


def test_each_hears_its_own_refusal_or_fault(gathering):
    found = gathering(some_fail)

    async def each():
        return await asyncio.gather(*(found.brought(number) for number in range(4)), return_exceptions=True)

    told = asyncio.run(each())

    assert (told[0], told[3]) == (0, 3)
    assert told[1].facts == {"number": 1}
    assert isinstance(told[2], ZeroDivisionError)


def test_patience_ends_and_what_is_settled_later_disturbs_nobody(gathering):
    gate = threading.Event()
    found = gathering(held_up_by(gate), patience=0.05)

    async def impatient():
        with pytest.raises(Silent) as no:
            await found.brought(1)
        gate.set()
        return no.value.facts, await found.brought(2)

    assert asyncio.run(impatient()) == ({"seconds": 0.05}, 4)


def test_who_hangs_up_takes_nobody_along(gathering):
    gate = threading.Event()
    found = gathering(held_up_by(gate))

    async def one_hangs_up():
        tasks = [asyncio.create_task(found.brought(number)) for number in range(3)]
        await asyncio.sleep(0.01)
        tasks[1].cancel()
        gate.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    first, second, third = asyncio.run(one_hangs_up())

    assert (first, third) == (0, 4)
    assert isinstance(second, asyncio.CancelledError)


def test_a_loop_that_is_closed_keeps_nobody_else_waiting(gathering):
    gate, reached = threading.Event(), threading.Event()
    found = gathering(held_up_by(gate, reached))

    async def leaves():
        task = asyncio.create_task(found.brought(1))
        await asyncio.to_thread(reached.wait)
        task.cancel()

    asyncio.run(leaves())
    gate.set()

    assert found.bring(2) == 4


def test_too_many_are_refused_before_anything_begins(gathering):
    gate, begun = threading.Event(), []
    found = gathering(held_up_by(gate), waiting_max=2)

    async def crowd():
        tasks = [
            asyncio.create_task(found.brought(number, begin=lambda number=number: begun.append(number)))
            for number in range(6)
        ]
        await asyncio.sleep(0.05)
        gate.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    told = asyncio.run(crowd())
    refused = [number for number, one in enumerate(told) if isinstance(one, Busy)]

    assert refused
    assert set(begun).isdisjoint(refused)
    assert [told[number] for number in begun] == [number * 2 for number in begun]
