"""It is told seven days and one day ahead that something lapses which nobody fetched, once each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from regulars.rewards.actions import TOLD_AHEAD
from regulars.webhooks.actions import tell_all

if TYPE_CHECKING:
    from datetime import date

    from psycopg import Cursor

    from regulars.webhooks.actions import Fact, News

_DUE: Final = """
    SELECT id, source, source_id, wallet_id, reward, fetch_by FROM rewards_redemption
    WHERE state = 'redeemed' AND tell_on <= %s AND fetch_by >= %s ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
"""
_TOLD: Final = """
    UPDATE rewards_redemption AS it SET tell_on = new.tell_on FROM unnest(%s::int8[], %s::date[]) AS new (id, tell_on)
    WHERE it.id = new.id
"""


def tell(cursor: Cursor, *, today: date, limit: int) -> int:
    """Tell of what lapses soon, and answer of how many; a clock that stood still tells the later notice alone."""
    due = cursor.execute(_DUE, (today, today, limit)).fetchall()
    if due:
        tell_all(cursor, [_news(row, today) for row in due])
        cursor.execute(_TOLD, ([row[0] for row in due], [_next(row[5], today) for row in due]))
    return len(due)


def _news(row: tuple[int, str, str, int, str, date], today: date) -> News:
    _, source, name, wallet_id, reward, fetch_by = row
    facts: dict[str, Fact] = {"member": wallet_id, "reward": reward, "source": source, "redemption": name}
    return "reward.lapsing", facts | {"fetch_by": fetch_by.isoformat(), "days": (fetch_by - today).days}


def _next(fetch_by: date, today: date) -> date | None:
    ahead = (fetch_by - timedelta(days=days) for days in TOLD_AHEAD)
    return next((day for day in ahead if day > today), None)
