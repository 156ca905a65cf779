"""Keeps the log of the intake ready for the months to come, and its known names in a few parts, in a thread of its own."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from django.db import close_old_connections, connection, transaction

from regulars.events.intake import generations
from regulars.events.intake.months import make_ready
from regulars.lib.cursors import raw_cursor

log = logging.getLogger(__name__)

PAUSE_SECONDS = 20.0


def tend_until(is_over: Callable[[float], bool]) -> None:
    """Tend until it is over, beside the clock: merging very many names takes minutes, and points run out to the second."""
    while not is_over(PAUSE_SECONDS):
        try:
            tend(now=datetime.now(UTC))
        except Exception:
            # The database may be away for a while; what was to do is still to do the next time.
            log.exception("The intake could not be tended")
            close_old_connections()
    connection.close()


def tend(*, now: datetime) -> bool:
    """Do it once; answers whether the known names changed their parts."""
    with transaction.atomic():
        make_ready(raw_cursor(), now=now)
    return generations.tend()
