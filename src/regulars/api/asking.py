"""What a loop asks of threads: whatever has to ask the database, so that nobody else waits for it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, TypeVar

from django.conf import settings
from django.core.exceptions import SynchronousOnlyOperation
from django.db import close_old_connections

if TYPE_CHECKING:
    from collections.abc import Callable

_Found = TypeVar("_Found")

#: So many threads has each of the server's processes for programs, and as many for pages. Each may keep a connection to the
#: database, of which there are two hundred.
THREADS: Final = max(4, 64 // settings.WORKERS)
_threads: Final = ThreadPoolExecutor(THREADS, thread_name_prefix="api")
_one_for_all: Final = asyncio.Lock()


async def at_once(work: Callable[[], _Found]) -> _Found:
    """Do what mostly needs nothing but what is known already: a key, the programme, the clock.

    Where one of them was read too long ago, a thread does the work and reads it. It does so for one at a time: those who
    come meanwhile find it read. Work that breaks off where it would ask the database has done nothing by then.
    """
    try:
        return work()
    except SynchronousOnlyOperation:
        pass
    async with _one_for_all:
        try:
            return work()
        except SynchronousOnlyOperation:
            return await by_thread(work)


async def by_thread(work: Callable[[], _Found]) -> _Found:
    """Do what asks the database."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _connected, work)


def _connected(work: Callable[[], _Found]) -> _Found:
    close_old_connections()
    return work()
