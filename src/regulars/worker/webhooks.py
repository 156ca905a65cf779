"""Sends news to whoever wants it, in threads of its own beside the clock, and forgets what was done with a month ago."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Final

from regulars.coupons.reporters import forget as forget_reports
from regulars.webhooks.log import forget, give_up
from regulars.webhooks.schedule import GIVEN_UP_AFTER
from regulars.webhooks.sending import Sender
from regulars.worker.keeping_on import keep_on

PAUSE_SECONDS: Final = 0.5
KEPT: Final = timedelta(days=30)
FORGET_SECONDS: Final = 3600.0


def send_until(is_over: Callable[[float], bool], *, pause_seconds: float = PAUSE_SECONDS) -> None:
    """Send what is due, again and again; `is_over` waits as long as it is told and says whether to stop."""
    # Chance only keeps receivers from being met by everybody at once; nobody's secret hangs on it.
    sender, forgotten = Sender(chance=random.random), -FORGET_SECONDS

    def turn() -> int:
        nonlocal forgotten
        if monotonic() - forgotten > FORGET_SECONDS:
            give_up(before=datetime.now(UTC) - GIVEN_UP_AFTER)
            forget(before=datetime.now(UTC) - KEPT)
            forget_reports(before=datetime.now(UTC) - KEPT)
            forgotten = monotonic()
        return sender.turn()

    try:
        keep_on(turn, is_over, said="News could not be sent", pause_seconds=pause_seconds)
    finally:
        sender.close()
