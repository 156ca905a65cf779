"""Back-tests that go on while nobody looks: a row says how far one is, a process of its own folds."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import msgspec
from django.utils import timezone

from regulars.core.refusals import Refusal
from regulars.desk.backtest import Result
from regulars.desk.backtest.progress import Progress
from regulars.insight.address import address
from regulars.insight.models import BackTest
from regulars.insight.trying import try_on_history
from regulars.lib.beats import is_dead, seldom
from regulars.programmes.actions import checked
from regulars.programmes.queries import published

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import QuerySet

State = Literal["waiting", "running", "done", "refused", "failed"]

_decode: Final = msgspec.json.Decoder(Result).decode


class BackTestRuns(Refusal):
    """One back-test at a time: it uses every core. Facts: number."""


class BackTestUnknown(Refusal):
    """There is no back-test of this number. Facts: number."""


class Trial(NamedTuple):
    """One back-test as a list shows it."""

    number: int
    asked_by: str
    asked_at: datetime
    ended_at: datetime | None
    against_number: int
    state: State
    done: int
    total: int | None
    seconds_left: float | None
    refusal: dict[str, object] | None

    @property
    def is_over(self) -> bool:
        """Whether nothing will change any more."""
        return self.state in {"done", "refused", "failed"}

    @property
    def percent(self) -> int | None:
        """How far it is; None while nobody can tell."""
        return self.done * 100 // self.total if self.total else None


class Tried(NamedTuple):
    """A back-test with the two texts and, once it is done, its result."""

    trial: Trial
    text: str
    against: str
    result: Result | None


def begin(*, text: str, by: User) -> int:
    """Ask for a back-test of a text against the newest version; answers its number at once."""
    checked(text)
    running = next((one for one in _rows()[:5] if not _trial(one, timezone.now()).is_over), None)
    if running is not None:
        raise BackTestRuns(number=running.pk)
    newest = published()[0]
    row = BackTest.objects.create(text=text, against=newest.text, against_number=newest.number, asked_by=by)
    return row.pk


def start(number: int) -> Thread:
    """Let a process of its own fold; it goes on when whoever asked goes away. The thread ends with it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "regulars.insight", str(number)],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True, env=os.environ | {"DATABASE_URL": address()},
    )  # fmt: skip
    # Somebody has to hear that it ended, or it stays in the list of processes.
    waiting = Thread(target=process.wait, daemon=True)
    waiting.start()
    return waiting


def run(number: int) -> None:
    """Fold, and say in the row how far it is and what came of it."""
    row = BackTest.objects.get(pk=number)
    BackTest.objects.filter(pk=number).update(state="running", beat_at=timezone.now())
    try:
        on_progress = seldom(partial(_say, number), at_once=True)
        result = try_on_history(checked(row.text), checked(row.against), on_progress=on_progress)
    except Refusal as refusal:
        facts = {name: str(fact) for name, fact in refusal.facts.items()}
        _end(number, state="refused", refusal={"code": refusal.code, "facts": facts})
    except BaseException:
        _end(number, state="failed")
        raise
    else:
        _end(number, state="done", result=msgspec.json.encode(result))


def trials(*, now: datetime, limit: int = 50) -> tuple[Trial, ...]:
    """The newest back-tests first."""
    return tuple(_trial(row, now) for row in _rows()[:limit])


def tried(number: int, *, now: datetime) -> Tried:
    """One back-test."""
    row = _rows().filter(pk=number).first()
    if row is None:
        raise BackTestUnknown(number=number)
    full = BackTest.objects.get(pk=number)
    result = _decode(bytes(full.result)) if full.result else None
    return Tried(_trial(row, now), full.text, full.against, result)


def _say(number: int, progress: Progress) -> None:
    BackTest.objects.filter(pk=number).update(
        phase=progress.phase, done=progress.done, total=progress.total,
        seconds_left=progress.seconds_left, beat_at=timezone.now(),
    )  # fmt: skip


def _end(number: int, *, state: State, **came_of_it: object) -> None:
    BackTest.objects.filter(pk=number).update(state=state, ended_at=timezone.now(), **came_of_it)


def _rows() -> QuerySet[BackTest]:
    return BackTest.objects.select_related("asked_by").defer("text", "against", "result").order_by("-pk")


def _trial(row: BackTest, now: datetime) -> Trial:
    state: State = row.state  # type: ignore[assignment]  # The row holds no other.
    if state in {"waiting", "running"} and is_dead(beat_at=row.beat_at or row.asked_at, now=now):
        state = "failed"
    return Trial(
        row.pk, row.asked_by.get_username() if row.asked_by else "", row.asked_at, row.ended_at, row.against_number,
        state, row.done, row.total, row.seconds_left, row.refusal,
    )  # fmt: skip
