"""What was sent, what waits and what failed, and sending it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.db import transaction

from regulars.accounts.actions import record
from regulars.core.refusals import Refusal
from regulars.lib.cursors import raw_cursor
from regulars.webhooks.endpoints import EndpointEnded
from regulars.webhooks.models import Endpoint

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import User

_ROWS: Final = """
    SELECT delivery.id, news.id, news.kind, convert_from(news.body, 'UTF8'), news.told_at, delivery.state, delivery.attempts,
           delivery.tried_at, delivery.next_at, delivery.status, delivery.problem
    FROM webhooks_delivery AS delivery JOIN webhooks_news AS news ON news.id = delivery.news_id
    WHERE endpoint_id = %s AND delivery.id < %s ORDER BY delivery.id DESC LIMIT %s
"""
_AGAIN: Final = """
    UPDATE webhooks_delivery SET state = 'waiting', attempts = 0, since = now(), next_at = now()
    WHERE id = %s RETURNING endpoint_id
"""
_FORGET: Final = """
    WITH gone AS (
        DELETE FROM webhooks_delivery WHERE id IN (
            SELECT delivery.id FROM webhooks_delivery AS delivery JOIN webhooks_news AS news ON news.id = news_id
            WHERE news.told_at < %s AND state <> 'waiting' ORDER BY news.told_at LIMIT %s
        ) RETURNING news_id
    )
    DELETE FROM webhooks_news AS news WHERE id IN (SELECT news_id FROM gone) AND NOT EXISTS (
        SELECT FROM webhooks_delivery AS other WHERE other.news_id = news.id AND other.state = 'waiting'
    )
"""
_GIVE_UP: Final = """
    UPDATE webhooks_delivery SET state = 'given_up'
    WHERE state = 'waiting' AND since < %s AND (attempts = 0 OR next_at <= now())
"""
_FIRST: Final = 2**62


class DeliveryUnknown(Refusal):
    """There is no such delivery any more. Facts: number."""


class Sent(NamedTuple):
    """One delivery as the log shows it."""

    number: int
    name: str
    kind: str
    body: str
    told_at: datetime
    state: str
    attempts: int
    tried_at: datetime | None
    next_at: datetime
    status: int | None
    problem: str


def deliveries(endpoint: int, *, before: int | None = None, limit: int = 50) -> tuple[Sent, ...]:
    """What an endpoint was told, the latest first, from `before` back."""
    rows = raw_cursor().execute(_ROWS, (endpoint, _FIRST if before is None else before, limit))
    return tuple(Sent(*row) for row in rows.fetchall())


@transaction.atomic
def send_again(number: int, *, by: User | None) -> None:
    """Send something once more, under the same name, and try for three days from now."""
    row = raw_cursor().execute(_AGAIN, (number,)).fetchone()
    if row is None:
        raise DeliveryUnknown(number=number)
    endpoint = Endpoint.objects.get(pk=row[0])
    if endpoint.ended_at is not None:
        raise EndpointEnded(url=endpoint.url)
    record(by=by, verb="send_webhook_again", subject=f"webhook:{endpoint.pk}", facts={"delivery": number})


def give_up(*, before: datetime) -> None:
    """Give up what has waited since before a moment, where so much waits for a server that stands that its turn never came."""
    raw_cursor().execute(_GIVE_UP, (before,))


def forget(*, before: datetime, limit: int = 5_000) -> None:
    """Forget some of what was done with before a moment."""
    raw_cursor().execute(_FORGET, (before, limit))
