"""The desk's way from the log: the next events are decided, and the place up to which it read moves in the same transaction."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final, NamedTuple

import psycopg
from django import db
from django.db import transaction

from regulars.desk.intake.batch import Batch, set_all_aside
from regulars.desk.intake.hearing import Hearing
from regulars.events.intake import log
from regulars.lib.agreeing import until_agreed
from regulars.lib.collecting import no_search_for_circles
from regulars.lib.cursors import raw_cursor

if TYPE_CHECKING:
    from psycopg import Cursor

    from regulars.core.programme.compiled import Programme

CONSUMER: Final = "desk"
BATCH: Final = 500
#: Whoever reads for the desk holds this to the end of the transaction; all others let it read. And nobody was told that
#: anything is decided: should the machine fall over before this is on disk, it is read again.
_ALONE: Final = """
    SELECT pg_try_advisory_xact_lock(hashtext('desk reads the log')), set_config('synchronous_commit', 'off', true)
"""
#: The database is away, full or busy. No event is to blame for that.
_NOBODYS_FAULT: Final = (
    psycopg.OperationalError,
    psycopg.InterfaceError,
    db.OperationalError,
    db.InterfaceError,
)

_say: Final = logging.getLogger(__name__)


class _Seen(NamedTuple):
    """How far this process read over a connection. Behind another one there may be a database that was put back."""

    connection: object
    place: log.Checkpoint


_seen = _Seen(None, log.BEGINNING)


def take_in(programme: Programme, *, limit: int = BATCH) -> int:
    """Decide the next events of the log, and answer how many were read; 0 where nothing waits or somebody else reads.

    Killed at any moment, it has decided a batch whole or not at all. An event at which our own code fails is looked for
    by halves, and set aside alone.
    """
    if not _is_something_new():
        return 0
    try:
        return until_agreed(lambda: _once(programme, limit))
    except _NOBODYS_FAULT:
        raise
    except Exception:  # noqa: BLE001 - whatever it is, it must not stop those behind it; what is left over is logged.
        if limit > 1:
            return take_in(programme, limit=limit // 2)
        _say.exception("An event could not be decided and is set aside")
        return until_agreed(lambda: _once(programme, 1, is_poison=True))


def _is_something_new() -> bool:
    """Whether anything stands behind the place where this process last was; it costs no transaction of its own number."""
    cursor = raw_cursor()
    place = _seen.place if _seen.connection is cursor.connection else log.BEGINNING
    return bool(log.read_after(cursor, place, 1))


def _once(programme: Programme, limit: int, *, is_poison: bool = False) -> int:
    global _seen  # noqa: PLW0603 - one a process: where it last was.
    with no_search_for_circles(), transaction.atomic():
        # In a function of its own: what it made is gone before the search is on again, and is not looked through.
        cursor = raw_cursor()
        many, place = _read_and_decide(cursor, programme, limit, is_poison=is_poison)
    if place is not None:
        _seen = _Seen(cursor.connection, place)
    return many


def _read_and_decide(
    cursor: Cursor, programme: Programme, limit: int, *, is_poison: bool
) -> tuple[int, log.Checkpoint | None]:
    """Read on behind the checkpoint; how many were decided, and how far. None where somebody else reads."""
    alone = cursor.execute(_ALONE).fetchone()
    if not alone or not alone[0]:
        return 0, None
    place = log.checkpoint_of(cursor, CONSUMER)
    logged = log.read_after(cursor, place, limit)
    if not logged:
        return 0, place
    events = [one.event for one in logged]
    if is_poison:
        set_all_aside(cursor, events)
    else:
        hearing = Hearing(cursor, programme, events)
        hearing.listen()
        Batch(cursor, hearing).decide()
    log.keep(cursor, CONSUMER, logged[-1].at)
    return len(logged), logged[-1].at
