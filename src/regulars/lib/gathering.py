"""Gathers what is brought at one moment into one transaction, and answers each who brought something after the commit.

A commit costs about as much for a hundred events as for one. So whoever brings something puts it into a queue and waits;
one thread takes everything that waits, has it settled, and wakes the others up.
"""

from __future__ import annotations

from queue import Empty, SimpleQueue
from threading import Lock, Thread
from time import monotonic
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
    """Somebody who brought something and waits. A lock taken twice is the cheapest way to sleep."""

    __slots__ = ("_asleep", "brought", "told", "weight")

    def __init__(self, brought: Brought, weight: int) -> None:
        self.brought, self.weight = brought, weight
        self.told: Told | Refusal | Poison | None = None
        self._asleep = Lock()
        self._asleep.acquire()

    def tell(self, told: Told | Refusal | Poison) -> None:
        self.told = told
        self._asleep.release()

    def wait(self, seconds: float, silent: type[Refusal]) -> Told | Refusal | Poison:
        if not self._asleep.acquire(timeout=seconds):
            return silent(seconds=seconds)
        assert self.told is not None
        return self.told


class Gathering(Generic[Brought, Told]):
    """A queue with a limit, and a thread that empties it."""

    def __init__(self, settle: Settle[Brought, Told], limits: Limits, *, name: str) -> None:
        self._settle_batch, self._limits = settle, limits
        self.waiting = 0
        search_seldom()
        self._queue: SimpleQueue[_Waiter[Brought, Told] | None] = SimpleQueue()
        self._counting = Lock()
        self._thread = Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def bring(self, brought: Brought, *, weight: int = 1, begin: Callable[[], None] | None = None) -> Told:
        """Have something settled; what is answered is durable. Raises refusals, and the fault of poison.

        `begin` runs once there is room, before it waits.
        """
        if self.waiting >= self._limits.waiting_max:
            raise self._limits.busy(waiting=self._limits.waiting_max, retry_after=1)
        if begin is not None:
            begin()
        waiter = _Waiter[Brought, Told](brought, weight)
        with self._counting:
            self.waiting += weight
        self._queue.put(waiter)
        told = waiter.wait(self._limits.patience, self._limits.silent)
        if isinstance(told, Poison):
            raise told.fault
        if isinstance(told, Refusal):
            raise told
        return told

    def close(self) -> None:
        """Answer everybody who waits and stop; a test that made one closes it."""
        self._queue.put(None)
        self._thread.join()

    def _work(self) -> None:
        company, is_open = 1, True
        while is_open:
            batch, is_open = self._gather(company)
            self._settle(batch)
            company = len(batch)
        connection.close()

    def _gather(self, company: int) -> tuple[list[_Waiter[Brought, Told]], bool]:
        """Everything that waits; those of the batch before, who come again at once, are waited for a moment."""
        batch: list[_Waiter[Brought, Told]] = []
        weight, until = 0, None
        while weight < self._limits.batch_max:
            try:
                waiter = self._queue.get(timeout=_left(until) if len(batch) < company else 0)
            except Empty:
                break
            if waiter is None:
                return batch, False
            batch.append(waiter)
            weight += waiter.weight
            until = until or monotonic() + LINGER_SECONDS
        with self._counting:
            self.waiting -= weight
        return batch, True

    def _settle(self, batch: list[_Waiter[Brought, Told]]) -> None:
        if not batch:
            return
        try:
            told = self._settle_batch([waiter.brought for waiter in batch])
        except Refusal as refusal:
            told = [refusal] * len(batch)
        except Exception as fault:  # noqa: BLE001 - the worker's loop: one that died would answer nobody any more.
            told = [Poison(fault)] * len(batch)
        for waiter, one in zip(batch, told, strict=True):
            waiter.tell(one)


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


def _left(until: float | None) -> float | None:
    """Seconds that are left; None, which is for ever, where nobody has come yet."""
    return None if until is None else max(0.0, until - monotonic())
