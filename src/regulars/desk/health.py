"""Whether the desk keeps up with time."""

from datetime import datetime, timedelta

from regulars.core.refusals import Refusal
from regulars.desk.clock import waiting_since

LATE_AFTER = timedelta(minutes=10)


class DeskBehind(Refusal):
    """Somebody's points or level should have changed by themselves long ago, and have not. Facts: since."""


def refuse_desk_behind(*, now: datetime) -> None:
    """Raise where a member has been due for longer than a busy clock needs."""
    since = waiting_since(now=now)
    if since is not None and now - since > LATE_AFTER:
        raise DeskBehind(since=since.isoformat())
