"""Gathers events that arrive together into one transaction of the desk, and answers each of their senders after the commit."""

from __future__ import annotations

import os
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Final

from regulars.core.refusals import Refusal
from regulars.desk.posting import Answer, Arrival
from regulars.desk.replying import Asked, Brought, Outcome, StillRunning, post_brought
from regulars.lib.gathering import PATIENCE_SECONDS, Limits, Poison, apart, over_new_connection
from regulars.lib.gathering import Gathering as Gathered
from regulars.programmes import queries as programmes
from regulars.replies.actions import Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from regulars.core.programme.compiled import Programme
    from regulars.lib.gathering import Settle
    from regulars.replies.actions import Name

BATCH_MAX: Final = 200
WAITING_MAX: Final = 2_000


class DeskBusy(Refusal):
    """More events wait than the desk can take in; the same event may come again. Facts: waiting, retry_after."""


class DeskSilent(Refusal):
    """The desk did not answer in time. The event may or may not be in; sending it again is safe. Facts: seconds."""


Told = Outcome | Poison | Refusal


def post_apart(programme: Programme, brought: list[Brought]) -> Sequence[Told]:
    """Post a batch; one that fails is split until the poison stands alone, and everything else goes through."""
    settle: Settle[Brought, Outcome] = partial(post_brought, programme)
    return apart(settle, brought)


class Gathering:
    """One desk: what is brought to it at one moment is decided in one transaction."""

    def __init__(
        self,
        programme: Callable[[], Programme],
        *,
        batch_max: int = BATCH_MAX,
        waiting_max: int = WAITING_MAX,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._programme = programme
        self._running: set[Name] = set()
        self._beginning = Lock()
        limits = Limits(batch_max, waiting_max, DeskBusy, DeskSilent, patience)
        self._gathered = Gathered[Brought, Outcome](self._settle, limits, name="desk")

    @property
    def waiting(self) -> int:
        """How many events wait."""
        return self._gathered.waiting

    def bring(self, arrival: Arrival) -> Answer:
        """Have an event decided; what is answered is durable. Raises refusals, and the fault of a poisonous event."""
        answer = self.settle(Brought(arrival))
        assert isinstance(answer, Answer)
        return answer

    def reply(self, arrival: Arrival, asked: Asked) -> Reply:
        """The same for a request that bears a key: what is answered is kept, and given again to whoever repeats it."""
        reply = self.settle(Brought(arrival, asked))
        assert isinstance(reply, Reply)
        return reply

    def settle(self, brought: Brought) -> Outcome:
        """The same for either: an `Answer` where it bore no key, else a `Reply`."""
        return self._gathered.bring(brought, begin=partial(self._begin, brought))

    async def settled(self, brought: Brought) -> Outcome:
        """The same on a loop, which does other things meanwhile."""
        return await self._gathered.brought(brought, begin=partial(self._begin, brought))

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
        self._gathered.close()

    def _settle(self, batch: list[Brought]) -> Sequence[Told]:
        try:
            return over_new_connection(lambda: post_apart(self._programme(), batch))
        finally:
            self._running.difference_update(one.name for one in batch if one.name is not None)


_opened = Lock()
_desk: tuple[int, Gathering] | None = None


def settle(brought: Brought) -> Outcome:
    """Have what a request brought decided by this process's desk, which opens with the first one: an `Answer`, or a `Reply` to one with a key."""
    return _open().settle(brought)


async def settled(brought: Brought) -> Outcome:
    """The same on a loop, which does other things meanwhile."""
    return await _open().settled(brought)


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


__all__ = ["DeskBusy", "DeskSilent", "Gathering", "Poison", "close", "post_apart", "settle", "settled"]
