"""Two writers of the same thing agree: the second one begins again, and finds what the first one wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from django.db import transaction
from psycopg.errors import DeadlockDetected, IntegrityError

from regulars.lib.collecting import no_search_for_circles
from regulars.lib.cursors import raw_cursor

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Cursor

_ROUNDS: Final = 3
_Done = TypeVar("_Done")


class Outdated(Exception):  # noqa: N818 - no error: somebody was quicker, and it is done again.
    """What was read before a lock was taken holds no more; the transaction's work begins again."""


#: Somebody else wrote one of these first: it is there now, so the next round sees it. Where both write the same ones in
#: another order, the database makes one of them begin again.
_AGAIN: Final = (IntegrityError, DeadlockDetected, Outdated)


def until_agreed(work: Callable[[], _Done]) -> _Done:
    """Do a transaction's work, from its beginning again where somebody else wrote first."""
    for _ in range(_ROUNDS - 1):
        try:
            return work()
        except _AGAIN:
            continue
    return work()


def agreed(work: Callable[[Cursor], _Done]) -> _Done:
    """Do work in a transaction of its own, on a cursor of the driver's, until nobody else wrote first."""
    return until_agreed(lambda: _once(work))


def agreed_in_hope(work: Callable[[Cursor, bool], _Done]) -> _Done:
    """Do so, and let the work hope the first time: it may decide by what it reads without a lock, and is told with `True`.

    What hope fails at is begun again without, so it fails once at most.
    """
    try:
        return _once(lambda cursor: work(cursor, True))
    except _AGAIN:
        return agreed(lambda cursor: work(cursor, False))


def _once(work: Callable[[Cursor], _Done]) -> _Done:
    with no_search_for_circles(), transaction.atomic():
        return work(raw_cursor())
