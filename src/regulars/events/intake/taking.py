"""Takes in the letters of one moment in one transaction; whoever brought one is answered after the commit."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.asyncio import async_unsafe
from psycopg.errors import CheckViolation

from regulars.core.refusals import Refusal
from regulars.events.intake.arrived import Arrived, Aside
from regulars.events.intake.log import NotReady, Taken, append
from regulars.events.intake.months import make_ready
from regulars.events.intake.understanding import Understood
from regulars.lib.agreeing import agreed
from regulars.lib.cursors import raw_cursor
from regulars.lib.gathering import Gathering, Limits, Poison, apart, over_new_connection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regulars.lib.gathering import Settle

BATCH_BYTES_MAX: Final = 4 * 1024 * 1024
WAITING_BYTES_MAX: Final = 32 * 1024 * 1024
#: What an event takes up in memory besides its bytes, about.
_EVENT_BYTES: Final = 1_000

Unit = Arrived | Aside


class IntakeBusy(Refusal):
    """More waits than the intake can write; the same letter may come again. Facts: waiting, retry_after."""


class IntakeSilent(Refusal):
    """The intake did not answer in time. The events may or may not be in; sending them again is safe. Facts: seconds."""


def take(letter: Understood) -> None:
    """Write a letter's events; when this returns, they are on disk. Raises `IntakeBusy` before anything is taken."""
    weight = _weight(letter)
    if weight:
        _open().bring(letter, weight=weight)


def be_open() -> None:
    """Open this process's intake where nobody has: its first letter makes the log ready, and a loop cannot wait for that."""
    _open()


async def taken(letter: Understood) -> None:
    """The same on a loop, which does other things meanwhile."""
    weight = _weight(letter)
    if weight:
        await _open().brought(letter, weight=weight)


def _weight(letter: Understood) -> int:
    units: list[Unit] = [*letter.events, *letter.aside]
    return sum(len(one.raw) for one in units) + _EVENT_BYTES * len(units)


def _settle(letters: list[Understood]) -> Sequence[bool]:
    units: list[Unit] = []
    for letter in letters:
        units.extend(letter.events)
        units.extend(letter.aside)
    over_new_connection(lambda: _write_all(units))
    return [True] * len(letters)


def _write_all(units: list[Unit]) -> None:
    """Write everything, and what breaks its transaction for a fault of ours into the quarantine."""
    settle: Settle[Unit, bool] = _write
    told = apart(settle, units)
    poisonous = [_poison(one) for one, found in zip(units, told, strict=True) if isinstance(found, Poison)]
    if poisonous:
        _write(poisonous)


def _poison(one: Unit) -> Aside:
    return Aside(one.source_id, f"fault:{one.message_id}"[:200], one.received_at, "fault", {}, one.raw)


def _write(units: Sequence[Unit]) -> Sequence[bool]:
    try:
        write(units)
    except (NotReady, CheckViolation):
        # Nobody wrote before, or this month has no part yet.
        make_log_ready()
        write(units)
    return [True] * len(units)


def write(units: Sequence[Unit]) -> Taken:
    """Write events in a transaction of their own, and again where somebody else wrote one of them at the same moment."""
    arrived = [one for one in units if isinstance(one, Arrived)]
    aside = [one for one in units if isinstance(one, Aside)]
    return agreed(lambda cursor: append(cursor, arrived, aside))


def make_log_ready() -> None:
    """Make what writers need, in a transaction of its own."""
    with transaction.atomic():
        make_ready(raw_cursor(), now=datetime.now(UTC))


_LIMITS: Final = Limits(BATCH_BYTES_MAX, WAITING_BYTES_MAX, IntakeBusy, IntakeSilent)
_opening: Final = Lock()
_opened: tuple[int, Gathering[Understood, bool]] | None = None


def _open() -> Gathering[Understood, bool]:
    found = _opened
    if found is None or found[0] != os.getpid():
        return _open_first()
    return found[1]


@async_unsafe("A loop waits for nobody who opens the intake.")
def _open_first() -> Gathering[Understood, bool]:
    global _opened  # noqa: PLW0603 - one a process is the point; a fork must open its own.
    with _opening:
        found = _opened
        if found is None or found[0] != os.getpid():
            # Once a process: the database may have moved to another server since the last one wrote.
            over_new_connection(make_log_ready)
            found = _opened = (os.getpid(), Gathering[Understood, bool](_settle, _LIMITS, name="intake"))
    return found[1]


def close() -> None:
    """Close this process's intake, once everybody who waits was answered; the next letter opens another."""
    global _opened  # noqa: PLW0603 - see above.
    with _opening:
        if _opened is not None and _opened[0] == os.getpid():
            _opened[1].close()
        _opened = None
