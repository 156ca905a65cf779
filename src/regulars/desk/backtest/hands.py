"""The hands that fold: members in parts, the parts over processes, and the sums put together again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import itemgetter

import msgspec

from regulars.core.events import Event
from regulars.core.fold import Fold
from regulars.core.programme.compiled import Programme, compile_programme
from regulars.core.programme.document import Programme as Document
from regulars.core.totals import Totals
from regulars.desk.backtest.budgets import Holds, is_beyond, without_end
from regulars.desk.backtest.comparison import Comparison
from regulars.desk.backtest.history import History
from regulars.desk.backtest.memory import peak_bytes
from regulars.desk.backtest.tally import Tally
from regulars.lib.collecting import no_search_for_circles
from regulars.lib.parts import in_processes

#: A process takes as long to start as it takes to fold about so many events.
EVENTS_WORTH_A_HAND = 3_000
#: How often a hand says how far it is, in events: often enough to look alive, seldom enough to cost nothing.
_SAID_EVERY = 500
#: More parts than hands, so that a hand that is done early takes over what another has not begun.
_PARTS_A_HAND = 8
_BYTES_A_MB = 1024 * 1024

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

    def peak_mb(self) -> int:
        """Megabytes that all hands needed at their worst, and this process until now."""
        self.peaks.update(peak_bytes())
        return round(sum(self.peaks.values()) / _BYTES_A_MB)


def fold_all(work: Work, *, hands: int, said: Said) -> Counted:
    """Fold everybody. The numbers do not depend on how many hands there are.

    Where a budget would not have sufficed, everybody is folded once more, in the order of time.
    """
    counted = _fold_apart(work, hands=hands, said=said)
    programmes = [compile_programme(document) for document in work.documents]
    if any(is_beyond(made, totals) for made, totals in zip(programmes, counted.totals, strict=True)):
        with no_search_for_circles():
            return fold_in_time(work, programmes)
    return counted


def fold_in_time(work: Work, programmes: list[Programme]) -> Counted:
    """Fold everybody's events in the order of time, with everybody in memory at once; among equals the member decides."""
    tallies = [Tally(made, until=work.until, holds=Holds(made)) for made in programmes]
    folds: dict[str, list[Fold]] = {}
    timeline: list[tuple[int, str, int, Event]] = []
    after = 0
    for member, events in work.history.by_member(0, 1):
        within = _until(events, work.until)
        after += len(events) - len(within)
        if within:
            folds[member] = [tally.begin(within[0]) for tally in tallies]
            timeline += [(event.occurred_at, member, place, event) for place, event in enumerate(within)]
    for _, member, _, event in sorted(timeline, key=itemgetter(0, 1, 2)):
        for tally, fold in zip(tallies, folds[member], strict=True):
            tally.take(fold, event)
    comparison = Comparison()
    for member, each in folds.items():
        endings = [tally.end(fold) for tally, fold in zip(tallies, each, strict=True)]
        if len(endings) > 1:
            comparison.count(member, endings[0], endings[1])
    return Counted([tally.totals for tally in tallies], comparison.settled(), after, peak_bytes())


def _fold_apart(work: Work, *, hands: int, said: Said) -> Counted:
    if hands == 1:
        with no_search_for_circles():
            return fold_part(work, part=0, parts=1, said=_running(said))
    whole = Counted([Totals() for _ in work.documents], Comparison(), peaks={})
    parts = hands * _PARTS_A_HAND
    for counted in in_processes(partial(_fold_quickly, work, parts), parts=parts, hands=hands, said=said):
        whole.add(counted)
    return whole


def fold_part(work: Work, *, part: int, parts: int, said: Said) -> Counted:
    """Fold the members of one part, one after the other; only one member's history is in memory at a time."""
    programmes = [compile_programme(document) for document in work.documents]
    tallies = [Tally(made, until=work.until, holds=without_end(made)) for made in programmes]
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


def _fold_quickly(work: Work, parts: int, part: int, said: Said) -> Counted:
    with no_search_for_circles():
        return fold_part(work, part=part, parts=parts, said=said)
