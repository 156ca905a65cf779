"""Does something again and again, whatever goes wrong, until it is told to stop."""

import logging
from collections.abc import Callable

from django.db import close_old_connections, connections

log = logging.getLogger(__name__)


def keep_on(
    do: Callable[[], int],
    is_over: Callable[[float], bool],
    *,
    said: str,
    revive: Callable[[], None] = lambda: None,
    pause_seconds: float,
) -> None:
    """Do it at once again while it answers that there was something to do, else after a pause.

    What fails is said aloud, and tried again after a longer pause; `revive` may bring up a database that died. At the
    end the connections of its thread are closed.
    """
    pause = 0.0
    try:
        while not is_over(pause):
            try:
                pause = 0.0 if do() else pause_seconds
            except Exception:
                # The database may be away for a while; whatever it was, what waits is still there the next time.
                log.exception(said)
                pause = 10 * pause_seconds
                close_old_connections()
                _try(revive)
    finally:
        # They are a thread's own, and nobody else closes them.
        connections.close_all()


def _try(revive: Callable[[], None]) -> None:
    try:
        revive()
    except Exception:
        # The disk may still be full, say. It goes on, and tries again after its next failure.
        log.exception("The database could not be brought up")
