"""One back-test from start to end: a file and one programme or two in, figures out, no database anywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory, mkdtemp
from time import monotonic

from regulars.core.periods import Calendar, Instant, moment
from regulars.core.programme.compiled import Programme, compile_programme
from regulars.core.programme.document import Programme as Document
from regulars.desk.backtest.difference import difference
from regulars.desk.backtest.figures import figures
from regulars.desk.backtest.hands import EVENTS_WORTH_A_HAND, Counted, Work, fold_all
from regulars.desk.backtest.moments import last_instant
from regulars.desk.backtest.progress import OnProgress, Progress, saying
from regulars.desk.backtest.refusals import NobodyKnown, ProgrammeBeginsTooLate, ProgrammesDoNotCompare
from regulars.desk.backtest.result import Anonymous, Noticed, Result
from regulars.events.orderfiles.mapping import Mapping
from regulars.events.orderfiles.refusals import NothingUsable
from regulars.events.orderfiles.report import Report
from regulars.events.orderfiles.staged import Staged
from regulars.events.orderfiles.staging import stage
from regulars.lib.parts import hands_for


def run(
    *,
    orders: str | Path,
    programmes: Sequence[Document],
    cores: int | None = None,
    until: str | None = None,
    mapping: Mapping | None = None,
    on_progress: OnProgress | None = None,
) -> Result:
    """Fold a history under one programme, or under two and compare the first with the second.

    Refuses before anything is folded. Leaves nothing behind: what it stages is removed again.
    """
    began = monotonic()
    _refuse_uncomparable(programmes)
    first = programmes[0]
    end = last_instant(until, Calendar(first.zone)) if until else None
    with TemporaryDirectory(prefix="regulars-backtest-") as folder:
        staged = _staged(Path(orders), first, folder=Path(folder), mapping=mapping, on_progress=on_progress)
        made = [compile_programme(document) for document in programmes]
        _refuse_pointless(made, staged.report)
        work = Work(staged, tuple(programmes), staged.report.last_at if end is None else end)
        hands = hands_for(_events(staged.report), worth=EVENTS_WORTH_A_HAND, cores=cores)
        counted = fold_all(work, hands=hands, said=saying("folding", _events(staged.report), on_progress))
    return _result(made, counted, staged.report, until=work.until, hands=hands, began=began)


def _staged(
    orders: Path,
    programme: Document,
    *,
    folder: Path,
    mapping: Mapping | None,
    on_progress: OnProgress | None,
) -> Staged:
    try:
        return stage(
            orders, currency=programme.currency, zone=programme.zone, points=next(iter(programme.points), None),
            folder=folder, mapping=mapping,
            on_progress=_reading(on_progress),
        )  # fmt: skip
    except NothingUsable as refused:
        # The rows with their reasons would go with the folder, and the refusal points at them.
        kept = copy(str(refused.facts["set_aside_file"]), mkdtemp(prefix="regulars-set-aside-"))
        raise NothingUsable(**{**refused.facts, "set_aside_file": kept}) from None


def _refuse_uncomparable(programmes: Sequence[Document]) -> None:
    one, other = programmes[0], programmes[-1]
    for field in ("currency", "zone"):
        if getattr(one, field) != getattr(other, field):
            raise ProgrammesDoNotCompare(field=field, one=getattr(one, field), other=getattr(other, field))


def _refuse_pointless(made: list[Programme], report: Report) -> None:
    if not report.members:
        raise NobodyKnown(anonymous=report.anonymous.orders)
    for programme in made:
        version = programme.versions[0]
        if version.effective_at > report.last_at:
            raise ProgrammeBeginsTooLate(
                programme=version.document.programme,
                begins=version.document.effective_from,
                last_order=_day(programme.calendar, report.last_at),
            )


def _reading(on_progress: OnProgress | None) -> Callable[[str, float], None]:
    def said(_step: str, part: float) -> None:
        if on_progress is not None:
            on_progress(Progress("reading", int(part * 100), 100))

    return said


def _events(report: Report) -> int:
    return report.events - report.anonymous.orders - report.anonymous.returns


def _result(
    made: list[Programme], counted: Counted, report: Report, *, until: int, hands: int, began: float
) -> Result:
    sides = [
        figures(programme, totals, until=until)
        for programme, totals in zip(made, counted.totals, strict=True)
    ]
    here, calendar = sides[0], made[0].calendar
    there = sides[1] if len(sides) > 1 else None
    seconds = monotonic() - began
    return Result(
        **{field: getattr(here, field) for field in here.__struct_fields__},
        until=moment(Instant(until)).isoformat(),
        first_order=_day(calendar, report.first_at),
        last_order=_day(calendar, report.last_at),
        after_until=counted.after_until,
        lines=report.lines,
        set_aside=sum(report.set_aside.values()),
        set_aside_by_reason=dict(report.set_aside),
        notices=[Noticed(notice.code, dict(notice.facts)) for notice in report.notices],
        anonymous=_anonymous(report),
        cores=hands,
        seconds=round(seconds, 3),
        orders_per_second=round(here.orders / seconds),
        peak_mb=counted.peak_mb(),
        against=there,
        difference=difference(here, there, counted.comparison, made[0]) if there else None,
    )


def _anonymous(report: Report) -> Anonymous:
    found = report.anonymous
    return Anonymous(found.orders, found.returns, found.lines, found.sales - found.returned)


def _day(calendar: Calendar, at: int) -> str:
    return date.fromordinal(calendar.day_of(at)).isoformat()
