"""Work in parts, each done by some process, with one count of how far they all are together."""

from __future__ import annotations

import os
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from multiprocessing import get_context, parent_process
from signal import SIG_IGN, SIGINT, signal
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future
    from multiprocessing.sharedctypes import Synchronized

    Said = Callable[[int], None]

_LOOKED_AT_EVERY_SECONDS = 0.2
_STOPPED = -1

Done = TypeVar("Done")


def in_processes(
    do: Callable[[int, Said], Done],
    *,
    parts: int,
    hands: int,
    said: Said,
    begin: Callable[[], object] | None = None,
) -> Iterator[Done]:
    """Have each part done, so many at once, and answer what came of them, the first that is ready first.

    `do` gets the number of its part, and tells how much more it did whenever it could stop; `said` hears the sum. A fault
    in one part is raised here, and the others stop the next time that they tell. `begin` runs first in every process.
    """
    # Forking would copy locks that other threads hold; a fresh interpreter costs a tenth of a second.
    context = get_context("spawn")
    count: Synchronized[int] = context.Value("q", 0)
    pool = ProcessPoolExecutor(hands, mp_context=context, initializer=_begin, initargs=(count, begin))
    try:
        waiting: set[Future[Done]] = {pool.submit(_do, do, part) for part in range(parts)}
        while waiting:
            ready, waiting = wait(waiting, _LOOKED_AT_EVERY_SECONDS, FIRST_COMPLETED)
            said(count.value)
            for future in ready:
                yield future.result()
    finally:
        # Whoever is still at work, because somebody pressed Ctrl-C, finds out the next time it says how far it is.
        count.value = _STOPPED
        pool.shutdown(cancel_futures=True)


class _StoppedError(Exception):
    """Nobody waits for this work any more."""


_count: Synchronized[int]


def _begin(count: Synchronized[int], begin: Callable[[], object] | None) -> None:
    global _count  # noqa: PLW0603 - a process of a pool has no other place to keep what it was given.
    _count = count
    # Ctrl-C reaches every process of the terminal; the first one decides what it means.
    signal(SIGINT, SIG_IGN)
    Thread(target=_leave_with_parent, daemon=True).start()
    if begin is not None:
        begin()


def _leave_with_parent() -> None:
    # A parent that is killed says no goodbye, and its hands would wait for work for ever.
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(do: Callable[[int, Said], Done], part: int) -> Done:
    return do(part, _tell)


def _tell(more: int) -> None:
    with _count.get_lock():
        if _count.value == _STOPPED:
            raise _StoppedError
        _count.value += more
