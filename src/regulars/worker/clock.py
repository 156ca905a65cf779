"""The clock of the shop: what falls due is done within a second, without anybody asking."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.db import transaction

from regulars.desk import occasions, rewards
from regulars.desk.clock import run_due
from regulars.desk.lotteries import draw_due
from regulars.desk.referrals import tell_inviters
from regulars.desk.replying import forget_replies
from regulars.lib.cursors import raw_cursor
from regulars.programmes.queries import NoProgramme, current
from regulars.supplies.actions import end_leases
from regulars.worker.keeping_on import keep_on


def tick_until(
    is_over: Callable[[float], bool],
    *,
    revive: Callable[[], None] = lambda: None,
    pause_seconds: float = 1.0,
) -> None:
    """Do what is due, again and again; `is_over` waits as long as it is told and says whether to stop.

    After a tick that failed, `revive` may bring up a database that died.
    """
    keep_on(
        lambda: tick(now=datetime.now(UTC)), is_over, said="The clock missed a tick", revive=revive,
        pause_seconds=pause_seconds,
    )  # fmt: skip


def tick(*, now: datetime) -> int:
    """Do some of what is due, and return how much it was; 0 means that nothing waits.

    Members come first, then seats at occasions, then those who brought a friend. On the way, replies of yesterday are forgotten, a few at each tick keep up with any
    till, and what was held of supplies for too long is there again.
    """
    forget_replies(now=now)
    with transaction.atomic():
        end_leases(raw_cursor())
    try:
        programme = current()
        rewards.let_go_of_unpaid(now=now)
        rewards.tell_of_lapsing(programme, now=now)
        rewards.lapse(programme, now=now)
        draw_due(programme, now=now)
        done = run_due(programme, now=now) + occasions.run_due(programme, now=now)
        return done + tell_inviters(programme)
    except NoProgramme:
        return 0
