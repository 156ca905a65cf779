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


def until_agreed(work: Callable[[], _Done]) -> _Done:
    """Do a transaction's work, from its beginning again where somebody else wrote first."""
    for _ in range(_ROUNDS - 1):
        try:
            return work()
        except (IntegrityError, DeadlockDetected, Outdated):
            # Somebody else wrote one of these first. It is there now, so the next round sees it. Where both write the
            # same ones in another order, the database makes one of them begin again.
            continue
    return work()


def agreed(work: Callable[[Cursor], _Done]) -> _Done:
    """Do work in a transaction of its own, on a cursor of the driver's, until nobody else wrote first."""

    def once() -> _Done:
        with no_search_for_circles(), transaction.atomic():
            return work(raw_cursor())

    return until_agreed(once)
