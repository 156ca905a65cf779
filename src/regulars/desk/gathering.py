"""Gathers events that arrive together into one transaction, and answers each of their senders after the commit.

A commit costs about as much for a hundred events as for one. So whoever brings an event puts it into a queue and waits;
one thread, the desk, takes everything that waits, has it posted, and wakes the senders up.
"""

from __future__ import annotations

import os
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Final, NamedTuple

import psycopg
from django.db import InterfaceError, connection

from regulars.core.refusals import Refusal
from regulars.desk.posting import Answer, Arrival
from regulars.desk.replying import Asked, Brought, Outcome, StillRunning, post_brought
from regulars.lib.collecting import search_seldom
from regulars.lib.schema import UNUSABLE, unusable_database
from regulars.programmes import queries as programmes
from regulars.replies.actions import Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from regulars.core.programme.compiled import Programme
    from regulars.replies.actions import Name

BATCH_MAX: Final = 200
WAITING_MAX: Final = 2_000
PATIENCE_SECONDS: Final = 30.0
#: How long a batch waits to become as large as the one before it. Somebody alone never waits.
LINGER_SECONDS: Final = 0.005

#: What the driver raises where the database is away, whether or not Django stands between.
_AWAY: Final = (*UNUSABLE, InterfaceError, psycopg.InterfaceError)


class DeskBusy(Refusal):
    """More events wait than the desk can take in; the same event may come again. Facts: waiting, retry_after."""


class DeskSilent(Refusal):
    """The desk did not answer in time. The event may or may not be in; sending it again is safe. Facts: seconds."""


class Poison(NamedTuple):
    """An event that cannot be decided for a fault of ours; those that came with it could."""

    fault: Exception


Told = Outcome | Poison


def post_apart(programme: Programme, brought: list[Brought]) -> list[Told]:
    """Post a batch; one that fails is split until the poison stands alone, and everything else goes through.

    A database that does not answer is nobody's poison: that is raised, and nothing is lost by posting it all again.
    """
    try:
        return list(post_brought(programme, brought))
    except _AWAY:
        raise
    except Exception as fault:  # noqa: BLE001 - a worker's loop: one event's fault must not become its neighbour's.
        if len(brought) == 1:
            return [Poison(fault)]
        middle = len(brought) // 2
        return [*post_apart(programme, brought[:middle]), *post_apart(programme, brought[middle:])]


class _Waiter:
    """Somebody who brought an event and waits. A lock taken twice is the cheapest way to sleep."""

    __slots__ = ("_asleep", "brought", "told")

    def __init__(self, brought: Brought) -> None:
        self.brought = brought
        self.told: Told | None = None
        self._asleep = Lock()
        self._asleep.acquire()

    def tell(self, told: Told) -> None:
        self.told = told
        self._asleep.release()

    def wait(self, seconds: float) -> Told:
        if not self._asleep.acquire(timeout=seconds):
            return DeskSilent(seconds=seconds)
        assert self.told is not None
        return self.told


class Gathering:
    """One desk: a queue with a limit, and a thread that empties it."""

    def __init__(
        self,
        programme: Callable[[], Programme],
        *,
        batch_max: int = BATCH_MAX,
        waiting_max: int = WAITING_MAX,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._programme = programme
        self._batch_max, self._waiting_max, self._patience = batch_max, waiting_max, patience
        search_seldom()
        self._queue: SimpleQueue[_Waiter | None] = SimpleQueue()
        self._running: set[Name] = set()
        self._beginning = Lock()
        self._thread = Thread(target=self._work, name="desk", daemon=True)
        self._thread.start()

    def bring(self, arrival: Arrival) -> Answer:
        """Have an event decided; what is answered is durable. Raises refusals, and the fault of a poisonous event."""
        answer = self._wait_for(Brought(arrival))
        assert isinstance(answer, Answer)
        return answer

    def reply(self, arrival: Arrival, asked: Asked) -> Reply:
        """The same for a request that bears a key: what is answered is kept, and given again to whoever repeats it."""
        reply = self._wait_for(Brought(arrival, asked))
        assert isinstance(reply, Reply)
        return reply

    def _wait_for(self, brought: Brought) -> Answer | Reply:
        if self._queue.qsize() >= self._waiting_max:
            raise DeskBusy(waiting=self._waiting_max, retry_after=1)
        self._begin(brought)
        waiter = _Waiter(brought)
        self._queue.put(waiter)
        match waiter.wait(self._patience):
            case Answer() | Reply() as answer:
                return answer
            case Poison(fault):
                raise fault
            case refusal:
                raise refusal

    def _begin(self, brought: Brought) -> None:
        """Let a key run once at a time. It is free again when it was replied to, and not when somebody gave up waiting."""
        if brought.name is None or brought.asked is None:
            return
        with self._beginning:
            if brought.name in self._running:
                raise StillRunning(source=brought.arrival.source, key=brought.asked.key, retry_after=1)
            self._running.add(brought.name)

    def close(self) -> None:
        """Answer everybody who waits and stop; a test that made a desk closes it."""
        self._queue.put(None)
        self._thread.join()

    def _work(self) -> None:
        company, is_open = 1, True
        while is_open:
            batch, is_open = self._gather(company)
            self._settle(batch)
            company = len(batch)
        connection.close()

    def _gather(self, company: int) -> tuple[list[_Waiter], bool]:
        """Everything that waits; senders of the batch before, who come again at once, are waited for a moment."""
        batch: list[_Waiter] = []
        until: float | None = None
        while len(batch) < self._batch_max:
            try:
                waiter = self._queue.get(timeout=_left(until) if len(batch) < company else 0)
            except Empty:
                break
            if waiter is None:
                return batch, False
            batch.append(waiter)
            until = until or monotonic() + LINGER_SECONDS
        return batch, True

    def _settle(self, batch: list[_Waiter]) -> None:
        if not batch:
            return
        try:
            told: Sequence[Told] = self._posted([waiter.brought for waiter in batch])
        except Refusal as refusal:
            told = [refusal] * len(batch)
        except Exception as fault:  # noqa: BLE001 - the worker's loop: a desk that died would answer nobody any more.
            told = [Poison(fault)] * len(batch)
        for waiter, one in zip(batch, told, strict=True):
            if waiter.brought.name is not None:
                self._running.discard(waiter.brought.name)
            waiter.tell(one)

    def _posted(self, brought: list[Brought]) -> list[Told]:
        """Post, over a new connection where the old one broke: everything may be said twice."""
        try:
            return post_apart(self._programme(), brought)
        except _AWAY:
            connection.close()
        try:
            return post_apart(self._programme(), brought)
        except _AWAY as error:
            connection.close()
            raise unusable_database(error) from error


def _left(until: float | None) -> float | None:
    """Seconds that are left; None, which is for ever, where nobody has come yet."""
    return None if until is None else max(0.0, until - monotonic())


_opened = Lock()
_desk: tuple[int, Gathering] | None = None


def bring(arrival: Arrival) -> Answer:
    """Have an event decided by this process's desk, which opens with the first one."""
    return _open().bring(arrival)


def reply(arrival: Arrival, asked: Asked) -> Reply:
    """Have an event decided by this process's desk that came with a key, and reply to it once."""
    return _open().reply(arrival, asked)


def _open() -> Gathering:
    global _desk  # noqa: PLW0603 - one desk a process is the point; a fork must open its own.
    found = _desk
    if found is None or found[0] != os.getpid():
        with _opened:
            found = _desk
            if found is None or found[0] != os.getpid():
                found = _desk = (os.getpid(), Gathering(programmes.current))
    return found[1]


def close() -> None:
    """Close this process's desk, once everybody who waits was answered; the next event opens another."""
    global _desk  # noqa: PLW0603 - see above.
    with _opened:
        if _desk is not None and _desk[0] == os.getpid():
            _desk[1].close()
        _desk = None


__all__ = ["DeskBusy", "DeskSilent", "Gathering", "Poison", "bring", "close", "post_apart", "reply"]
