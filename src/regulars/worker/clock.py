"""The clock of the shop: what falls due is done within a second, without anybody asking."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from django.db import close_old_connections

from regulars.desk.clock import run_due
from regulars.desk.replying import forget_replies
from regulars.programmes.queries import NoProgramme, current

log = logging.getLogger(__name__)


def tick_until(
    is_over: Callable[[float], bool],
    *,
    revive: Callable[[], None] = lambda: None,
    pause_seconds: float = 1.0,
) -> None:
    """Do what is due, again and again; `is_over` waits as long as it is told and says whether to stop.

    After a tick that failed, `revive` may bring up a database that died.
    """
    pause = 0.0
    while not is_over(pause):
        try:
            pause = 0.0 if tick(now=datetime.now(UTC)) else pause_seconds
        except Exception:
            # The database may be away for a while; whatever it was, what is due is still due at the next tick.
            log.exception("The clock missed a tick")
            pause = 10 * pause_seconds
            close_old_connections()
            _try(revive)


def _try(revive: Callable[[], None]) -> None:
    try:
        revive()
    except Exception:
        # The disk may still be full, say. The clock goes on, and tries again after its next failure.
        log.exception("The database could not be brought up")


def tick(*, now: datetime) -> int:
    """Do some of what is due, and return for how many members; 0 means that nothing waits.

    On the way, replies of yesterday are forgotten: a few at each tick keep up with any till.
    """
    forget_replies(now=now)
    try:
        return run_due(current(), now=now)
    except NoProgramme:
        return 0
