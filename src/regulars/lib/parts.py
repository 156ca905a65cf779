"""Work in parts, each done by some process, with one count of how far they all are together."""

from __future__ import annotations

import os
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from functools import partial
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.sharedctypes import RawArray, RawValue
from signal import SIG_IGN, SIGINT, signal
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from ctypes import Array, c_int, c_longlong

    Said = Callable[[int], None]

_LOOKED_AT_EVERY_SECONDS = 0.2

Done = TypeVar("Done")


class _Shared(NamedTuple):
    """Memory of all processes: how far each part is, and whether they shall stop.

    Each number has one writer, so there is no lock that a process which is killed could keep.
    """

    counts: Array[c_longlong]
    is_over: c_int


def hands_for(many: int, *, worth: int, cores: int | None = None) -> int:
    """How many processes to start for so many things to do: one a core, unless told, each with what is `worth` starting it."""
    return max(1, min(cores or len(os.sched_getaffinity(0)), many // worth))


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
    shared = _Shared(RawArray("q", parts), RawValue("i", 0))
    pools = [_pool(shared, begin) for _ in range(min(hands, parts))]
    left = iter(range(parts))
    try:
        at_work = {pool.submit(_do, do, part): pool for pool, part in zip(pools, left, strict=False)}
        while at_work:
            ready, _ = wait(at_work, _LOOKED_AT_EVERY_SECONDS, FIRST_COMPLETED)
            said(sum(shared.counts))
            for future in ready:
                pool, done = at_work.pop(future), future.result()
                at_work |= {pool.submit(_do, do, part): pool for part in islice(left, 1)}
                yield done
    finally:
        # Whoever is still at work, because somebody pressed Ctrl-C, finds out the next time it says how far it is.
        shared.is_over.value = 1
        for pool in pools:
            pool.shutdown(cancel_futures=True)


def _pool(shared: _Shared, begin: Callable[[], object] | None) -> ProcessPoolExecutor:
    """One process. A pool of several may not notice that one died which it started after it began to watch the first."""
    # Forking would copy locks that other threads hold; a fresh interpreter costs a tenth of a second.
    return ProcessPoolExecutor(
        1, mp_context=get_context("spawn"), initializer=_begin, initargs=(shared, begin)
    )


class _StoppedError(Exception):
    """Nobody waits for this work any more."""


_shared: _Shared


def _begin(shared: _Shared, begin: Callable[[], object] | None) -> None:
    global _shared  # noqa: PLW0603 - a process of a pool has no other place to keep what it was given.
    _shared = shared
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
    return do(part, partial(_tell, part))


def _tell(part: int, more: int) -> None:
    if _shared.is_over.value:
        raise _StoppedError
    _shared.counts[part] += more
