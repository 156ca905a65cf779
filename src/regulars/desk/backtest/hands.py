"""The hands that fold: members in parts, the parts over processes, and the sums put together again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context, parent_process
from multiprocessing.sharedctypes import Synchronized
from signal import SIG_IGN, SIGINT, signal
from threading import Thread

import msgspec

from regulars.core.events import Event
from regulars.core.programme.compiled import compile_programme
from regulars.core.programme.document import Programme as Document
from regulars.core.totals import Totals
from regulars.desk.backtest.comparison import Comparison
from regulars.desk.backtest.history import History
from regulars.desk.backtest.memory import peak_bytes
from regulars.desk.backtest.tally import Tally
from regulars.lib.collecting import no_search_for_circles

#: How often a hand says how far it is, in events: often enough to look alive, seldom enough to cost nothing.
_SAID_EVERY = 500
_LOOKED_AT_EVERY_SECONDS = 0.2
#: More parts than hands, so that a hand that is done early takes over what another has not begun.
_PARTS_A_HAND = 8
_STOPPED = -1

Said = Callable[[int], None]


class Work(msgspec.Struct, frozen=True):
    """What every hand is given."""

    history: History
    documents: tuple[Document, ...]
    until: int


class Counted(msgspec.Struct):
    """What a hand brings back: sums by programme, and the comparison where there are two."""

    totals: list[Totals]
    comparison: Comparison
    after_until: int = 0
    peaks: dict[int, int] = {}

    def add(self, other: Counted) -> None:
        """Put what another hand counted to this."""
        for mine, theirs in zip(self.totals, other.totals, strict=True):
            mine.add(theirs)
        self.comparison.add(other.comparison)
        self.after_until += other.after_until
        for process, peak in other.peaks.items():
            self.peaks[process] = max(peak, self.peaks.get(process, 0))


def fold_all(work: Work, *, hands: int, said: Said) -> Counted:
    """Fold everybody. The numbers do not depend on how many hands there are."""
    if hands == 1:
        with no_search_for_circles():
            return fold_part(work, part=0, parts=1, said=_running(said))
    whole = Counted([Totals() for _ in work.documents], Comparison(), peaks={})
    for counted in _in_processes(work, hands, said):
        whole.add(counted)
    return whole


def fold_part(work: Work, *, part: int, parts: int, said: Said) -> Counted:
    """Fold the members of one part, one after the other; only one member's history is in memory at a time."""
    tallies = [Tally(compile_programme(document), until=work.until) for document in work.documents]
    comparison, unsaid, after = Comparison(), 0, 0
    for member, events in work.history.by_member(part, parts):
        within = events if events[-1].occurred_at <= work.until else _until(events, work.until)
        after += len(events) - len(within)
        if within:
            endings = [tally.fold(within) for tally in tallies]
            if len(endings) > 1:
                comparison.count(member, endings[0], endings[1])
        unsaid += len(events)
        if unsaid >= _SAID_EVERY:
            said(unsaid)
            unsaid = 0
    said(unsaid)
    return Counted([tally.totals for tally in tallies], comparison.settled(), after, peak_bytes())


def _until(events: list[Event], until: int) -> list[Event]:
    return [event for event in events if event.occurred_at <= until]


def _running(said: Said) -> Said:
    done = 0

    def more(events: int) -> None:
        nonlocal done
        done += events
        said(done)

    return more


def _in_processes(work: Work, hands: int, said: Said) -> Iterator[Counted]:
    # Forking would copy locks that DuckDB's threads hold; a fresh interpreter costs a tenth of a second.
    context = get_context("spawn")
    done: Synchronized[int] = context.Value("q", 0)
    pool = ProcessPoolExecutor(hands, mp_context=context, initializer=_begin, initargs=(work, done))
    parts = hands * _PARTS_A_HAND
    try:
        waiting: set[Future[Counted]] = {pool.submit(_fold_mine, part, parts) for part in range(parts)}
        while waiting:
            ready, waiting = wait(waiting, _LOOKED_AT_EVERY_SECONDS, FIRST_COMPLETED)
            said(done.value)
            for future in ready:
                yield future.result()
    finally:
        # Whoever still folds, because somebody pressed Ctrl-C, finds out the next time it says how far it is.
        done.value = _STOPPED
        pool.shutdown(cancel_futures=True)


class _StoppedError(Exception):
    """Nobody waits for these figures any more."""


_mine: tuple[Work, Synchronized[int]]


def _begin(work: Work, done: Synchronized[int]) -> None:
    global _mine  # noqa: PLW0603 - a process of a pool has no other place to keep what it was given.
    _mine = work, done
    # Ctrl-C reaches every process of the terminal; the first one decides what it means.
    signal(SIGINT, SIG_IGN)
    Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    # A parent that is killed says no goodbye, and its hands would wait for work for ever.
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _fold_mine(part: int, parts: int) -> Counted:
    work, done = _mine

    def said(events: int) -> None:
        with done.get_lock():
            if done.value == _STOPPED:
                raise _StoppedError
            done.value += events

    with no_search_for_circles():
        return fold_part(work, part=part, parts=parts, said=said)
