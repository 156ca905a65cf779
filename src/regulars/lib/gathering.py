"""Gathers what is brought at one moment into one transaction, and answers each who brought something after the commit.

A commit costs about as much for a hundred events as for one. So whoever brings something puts it into a queue and waits,
on a thread of their own or on a loop with many others; one thread takes everything that waits, has it settled, and wakes
the others up.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from threading import Lock, Thread
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

import psycopg
from django.db import InterfaceError, connection

from regulars.core.refusals import Refusal
from regulars.lib.collecting import search_seldom
from regulars.lib.schema import UNUSABLE, unusable_database

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    #: Settles a batch: answers for each what came of it, a refusal, or a fault that is its alone.
    Settle = Callable[["list[Brought]"], "Sequence[Told | Refusal | Poison]"]

PATIENCE_SECONDS: Final = 30.0
#: How long a batch waits to become as large as the one before it. Somebody alone never waits.
LINGER_SECONDS: Final = 0.005
_FOR_EVER: Final = -1.0
#: What the driver raises where the database is away, whether or not Django stands between.
AWAY: Final = (*UNUSABLE, InterfaceError, psycopg.InterfaceError)

Brought = TypeVar("Brought")
Told = TypeVar("Told")


class Poison(NamedTuple):
    """Something that cannot be settled for a fault of ours; what came with it could."""

    fault: Exception


class Limits(NamedTuple):
    """How much goes into a batch, how much may wait, and what those hear who come too many or wait too long.

    `busy` is told the facts waiting and retry_after, `silent` the fact seconds.
    """

    batch_max: int
    waiting_max: int
    busy: type[Refusal]
    silent: type[Refusal]
    patience: float = PATIENCE_SECONDS


class _Waiter(Generic[Brought, Told]):
    """Somebody who brought something and waits to be told what came of it."""

    __slots__ = ("brought", "told", "weight")

    def __init__(self, brought: Brought, weight: int) -> None:
        self.brought, self.weight = brought, weight
        self.told: Told | Refusal | Poison | None = None

    def outcome(self) -> Told:
        """What came of it, once somebody was told."""
        if isinstance(self.told, Poison):
            raise self.told.fault
        if isinstance(self.told, Refusal):
            raise self.told
        assert self.told is not None
        return self.told


class _OnThread(_Waiter[Brought, Told]):
    """Somebody who sleeps on a thread. A lock taken twice is the cheapest way to sleep."""

    __slots__ = ("_asleep",)

    def __init__(self, brought: Brought, weight: int) -> None:
        super().__init__(brought, weight)
        self._asleep = Lock()
        self._asleep.acquire()

    def wake(self) -> None:
        self._asleep.release()

    def has_slept(self, seconds: float) -> bool:
        """Sleep until somebody was told; false where nobody was after so long."""
        return self._asleep.acquire(timeout=seconds)


class _OnLoop(_Waiter[Brought, Told]):
    """Somebody for whom a loop waits, while it does other things."""

    __slots__ = ("loop", "woken")

    def __init__(self, brought: Brought, weight: int) -> None:
        super().__init__(brought, weight)
        self.loop = asyncio.get_running_loop()
        self.woken: asyncio.Future[None] = self.loop.create_future()


class Gathering(Generic[Brought, Told]):
    """A queue with a limit, and a thread that empties it."""

    def __init__(self, settle: Settle[Brought, Told], limits: Limits, *, name: str) -> None:
        self._settle_batch, self._limits = settle, limits
        self.waiting = 0
        search_seldom()
        self._queue: deque[_Waiter[Brought, Told]] = deque()
        self._counting, self._bell = Lock(), Lock()
        self._bell.acquire()
        self._wanted, self._is_open = 0, True
        self._thread = Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def bring(self, brought: Brought, *, weight: int = 1, begin: Callable[[], None] | None = None) -> Told:
        """Have something settled; what is answered is durable. Raises refusals, and the fault of poison.

        `begin` runs once there is room, before it waits.
        """
        waiter = _OnThread[Brought, Told](brought, weight)
        self._join(waiter, begin)
        if not waiter.has_slept(self._limits.patience):
            raise self._limits.silent(seconds=self._limits.patience)
        return waiter.outcome()

    async def brought(
        self, brought: Brought, *, weight: int = 1, begin: Callable[[], None] | None = None
    ) -> Told:
        """The same on a loop, which does other things meanwhile: a thread that sleeps and wakes costs as much as an event."""
        waiter = _OnLoop[Brought, Told](brought, weight)
        self._join(waiter, begin)
        late = waiter.loop.call_later(self._limits.patience, _wake_all, [waiter.woken])
        try:
            await waiter.woken
        finally:
            late.cancel()
        if waiter.told is None:
            raise self._limits.silent(seconds=self._limits.patience)
        return waiter.outcome()

    def _join(self, waiter: _Waiter[Brought, Told], begin: Callable[[], None] | None) -> None:
        if self.waiting >= self._limits.waiting_max:
            raise self._limits.busy(waiting=self._limits.waiting_max, retry_after=1)
        if begin is not None:
            begin()
        with self._counting:
            self.waiting += waiter.weight
            self._queue.append(waiter)
            self._ring()

    def close(self) -> None:
        """Answer everybody who waits and stop; a test that made one closes it."""
        with self._counting:
            self._is_open = False
            self._ring()
        self._thread.join()

    def _ring(self) -> None:
        """Wake the thread up, if it sleeps and as many wait as it sleeps for: a wake-up costs as much as an event."""
        if self._wanted and (len(self._queue) >= self._wanted or not self._is_open):
            self._wanted = 0
            self._bell.release()

    def _sleep(self, wanted: int, seconds: float) -> None:
        """Sleep until so many wait, or so long; for ever where it is less than nothing."""
        with self._counting:
            if len(self._queue) >= wanted or not self._is_open:
                return
            self._wanted = wanted
        if not self._bell.acquire(timeout=seconds):
            with self._counting:
                was_rung, self._wanted = self._wanted == 0, 0
            if was_rung:
                # At the very last moment; the next sleep must not end by it.
                self._bell.acquire()

    def _work(self) -> None:
        company = 1
        while batch := self._gather(company):
            self._settle(batch)
            company = len(batch)
        connection.close()

    def _gather(self, company: int) -> list[_Waiter[Brought, Told]]:
        """Everything that waits; those of the batch before, who come again at once, are waited for a moment. None: it is closed."""
        self._sleep(1, _FOR_EVER)
        self._sleep(company, LINGER_SECONDS)
        batch: list[_Waiter[Brought, Told]] = []
        weight = 0
        with self._counting:
            while self._queue and weight < self._limits.batch_max:
                batch.append(self._queue.popleft())
                weight += batch[-1].weight
            self.waiting -= weight
        return batch

    def _settle(self, batch: list[_Waiter[Brought, Told]]) -> None:
        try:
            told = self._settle_batch([waiter.brought for waiter in batch])
        except Refusal as refusal:
            told = [refusal] * len(batch)
        except Exception as fault:  # noqa: BLE001 - the worker's loop: one that died would answer nobody any more.
            told = [Poison(fault)] * len(batch)
        for waiter, one in zip(batch, told, strict=True):
            waiter.told = one
        _wake(batch)


def _wake(batch: list[_Waiter[Brought, Told]]) -> None:
    """Wake everybody up; those of one loop by one call into it."""
    on_loops: dict[asyncio.AbstractEventLoop, list[asyncio.Future[None]]] = {}
    for waiter in batch:
        if isinstance(waiter, _OnLoop):
            on_loops.setdefault(waiter.loop, []).append(waiter.woken)
        elif isinstance(waiter, _OnThread):
            waiter.wake()
    for loop, woken in on_loops.items():
        # A loop that is closed has nobody any more who could be told; what was settled stays settled.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_wake_all, woken)


def _wake_all(woken: list[asyncio.Future[None]]) -> None:
    for one in woken:
        # Whoever was impatient or hung up waits no more.
        if not one.done():
            one.set_result(None)


def apart(settle: Settle[Brought, Told], brought: list[Brought]) -> list[Told | Refusal | Poison]:
    """Settle a batch; one that fails is split until the poison stands alone, and everything else goes through.

    A database that does not answer is nobody's poison: that is raised, and nothing is lost by settling it all again.
    """
    try:
        return list(settle(brought))
    except AWAY:
        raise
    except Exception as fault:  # noqa: BLE001 - a worker's loop: one event's fault must not become its neighbour's.
        if len(brought) == 1:
            return [Poison(fault)]
        middle = len(brought) // 2
        return [*apart(settle, brought[:middle]), *apart(settle, brought[middle:])]


def over_new_connection(work: Callable[[], Told]) -> Told:
    """Do something, and where its connection broke, do it over a new one: everything may be said twice."""
    try:
        return work()
    except AWAY:
        connection.close()
    try:
        return work()
    except AWAY as error:
        connection.close()
        raise unusable_database(error) from error
