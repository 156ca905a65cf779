"""Whether the desk keeps up with time, and with the log."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from regulars.core.refusals import Refusal
from regulars.desk.clock import waiting_since
from regulars.desk.intake.consuming import CONSUMER
from regulars.events.intake.behind import MOST, behind
from regulars.events.intake.quarantined import how_many
from regulars.programmes.queries import is_any_published

LATE_AFTER = timedelta(minutes=10)


class DeskBehind(Refusal):
    """Somebody's points or level should have changed by themselves long ago, and have not. Facts: since."""


class ReaderStands(Refusal):
    """Events wait in the log, and for long now none of them was decided. Facts: events, since."""


class Log(NamedTuple):
    """What of the log waits: `events` for the desk, the first `since`, and `aside` in the quarantine; both `MOST` at most."""

    events: int
    since: datetime | None
    is_standing: bool
    is_used: bool
    aside: int

    def seconds(self, now: datetime) -> int:
        """How long the first of them waits."""
        return max(int((now - self.since).total_seconds()), 0) if self.since else 0


def log(*, now: datetime) -> Log:
    """How far the desk is behind what came over the wire."""
    found = behind(CONSUMER)
    moved = max(filter(None, (found.since, found.moved_at)), default=now)
    # Without a programme nothing can be decided; then nobody is to blame that nothing is.
    stands = bool(found.events) and now - moved > LATE_AFTER and is_any_published()
    return Log(found.events, found.since, stands, bool(found.events or found.moved_at), how_many(MOST))


def refuse_desk_behind(*, now: datetime) -> None:
    """Raise where a member has been due for longer than a busy clock needs."""
    since = waiting_since(now=now)
    if since is not None and now - since > LATE_AFTER:
        raise DeskBehind(since=since.isoformat())


def refuse_reader_standing(*, now: datetime, pause: Callable[[], None] = lambda: time.sleep(1)) -> None:
    """Raise where events wait and the reader does not move. Who has much to read is late, and not unwell.

    It looks a second time: events that were replayed this instant bear the day on which they first came.
    """
    found = log(now=now)
    if not found.is_standing:
        return
    pause()
    again = log(now=now)
    if again.is_standing and again.since is not None and again.since == found.since:
        raise ReaderStands(events=again.events, since=again.since.isoformat())
