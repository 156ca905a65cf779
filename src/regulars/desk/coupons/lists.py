"""Files of codes that somebody gives in a browser: read behind the page, which shows how far one is and can be left."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Literal, NamedTuple

from django.db import connection
from django.utils import timezone

from regulars.core.refusals import Refusal
from regulars.coupons.models import CodeList
from regulars.coupons.pools import PARTNER
from regulars.coupons.refusals import ListUnknown
from regulars.desk.coupons.filling import fill_from, mark_redeemed
from regulars.lib.beats import is_dead, seldom

if TYPE_CHECKING:
    from pathlib import Path

Kind = Literal["codes", "report"]


class Left(NamedTuple):
    """A row that was not taken, and why: `twice` in the file, `there` already, `unusable`."""

    row: int
    why: str


class Listed(NamedTuple):
    """A file of codes, how far it is, and what came of it. Of a report, `taken` are codes that are used by now and were not
    before, `left_out` those that had never been given."""

    number: int
    kind: Kind
    target: str
    name: str
    asked_by: str
    asked_at: datetime
    state: str
    percent: int
    seconds_left: float | None
    taken: int
    left_out: int
    aside: tuple[Left, ...]
    problem: str

    @property
    def is_over(self) -> bool:
        """Whether nothing will change any more."""
        return self.state != "running"


def begin(*, target: str, kind: Kind, name: str, by: str, now: datetime) -> int:
    """Write down that somebody gave a file for a pool or an offer; answers its number."""
    row = CodeList.objects.create(
        target=target, kind=kind, name=name[:200], asked_by=by, asked_at=now, beat_at=now
    )
    return row.pk


def start(number: int, path: Path) -> Thread:
    """Read it behind the page. Where the process ends before, the same file given again goes on: what is there is set aside."""
    reading = Thread(target=_run_alone, args=(number, path), daemon=True)
    reading.start()
    return reading


def run(number: int, path: Path) -> None:
    """Read a file, say in its row how far it is and what came of it, and throw the file away."""
    row, on_progress = CodeList.objects.get(pk=number), seldom(partial(_say, number), at_once=False)
    try:
        if row.kind == "codes":
            filled = fill_from(path, row.target, on_progress=on_progress)
            aside = [[one.row, one.why] for one in filled.aside]
            _end(
                number,
                state="done",
                percent=100,
                taken=filled.put_in,
                left_out=filled.left_out,
                aside=aside,
            )
        else:
            new, unknown = mark_redeemed(path, row.target.removeprefix(PARTNER), on_progress=on_progress)
            _end(number, state="done", percent=100, taken=new, left_out=unknown)
    except Refusal as refusal:
        _end(number, state="refused", problem=refusal.code)
    except BaseException:
        _end(number, state="failed")
        raise
    finally:
        path.unlink(missing_ok=True)


def listed(number: int, *, now: datetime) -> Listed:
    """One file; refused where there is none."""
    row = CodeList.objects.filter(pk=number).first() if 0 < number < 2**31 else None
    if row is None:
        raise ListUnknown(number=number)
    return _listed(row, now)


def latest(*, now: datetime, limit: int = 10) -> tuple[Listed, ...]:
    """The last files, the newest first."""
    return tuple(_listed(row, now) for row in CodeList.objects.order_by("-pk")[:limit])


def _run_alone(number: int, path: Path) -> None:
    try:
        run(number, path)
    finally:
        connection.close()


def _say(number: int, part: float) -> None:
    CodeList.objects.filter(pk=number).update(percent=int(part * 100), beat_at=timezone.now())


def _end(number: int, **came_of_it: object) -> None:
    CodeList.objects.filter(pk=number).update(ended_at=timezone.now(), **came_of_it)


def _listed(row: CodeList, now: datetime) -> Listed:
    kind: Kind = "report" if row.kind == "report" else "codes"
    state = "failed" if row.state == "running" and is_dead(beat_at=row.beat_at, now=now) else row.state
    spent = (row.beat_at - row.asked_at).total_seconds()
    left = spent * (100 - row.percent) / row.percent if row.percent else None
    return Listed(
        row.pk, kind, row.target, row.name, row.asked_by, row.asked_at, state, row.percent, left, row.taken, row.left_out,
        tuple(Left(int(one[0]), str(one[1])) for one in row.aside), row.problem,
    )  # fmt: skip
