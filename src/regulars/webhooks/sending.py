"""Sends what is due: claimed for two minutes, sent in threads that hold nothing, and written down when it is known."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from time import time
from typing import TYPE_CHECKING, Final, NamedTuple

from django.conf import settings
from django.db import transaction

from regulars.lib.cursors import raw_cursor
from regulars.webhooks.addresses import WebhookAddressUnusable, place_of
from regulars.webhooks.delivering import Reply, deliver
from regulars.webhooks.endpoints import end
from regulars.webhooks.models import Endpoint
from regulars.webhooks.schedule import GIVEN_UP_AFTER, pause_after
from regulars.webhooks.signing import headers, secret_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

AT_ONCE: Final = 24
#: A server that stands holds up its own news, and leaves threads for everybody else's.
AT_ONCE_EACH: Final = 8
WAIT_SECONDS: Final = 0.5
GONE: Final = 410

_CLAIM: Final = """
    UPDATE webhooks_delivery AS delivery
    SET attempts = attempts + 1, tried_at = now(), next_at = now() + interval '2 minutes'
    FROM unnest(%s::int[], %s::int[]) AS room (endpoint_id, free)
    CROSS JOIN LATERAL (
        SELECT id FROM webhooks_delivery AS each
        WHERE each.endpoint_id = room.endpoint_id AND state = 'waiting' AND next_at <= now() ORDER BY next_at LIMIT room.free
        FOR UPDATE SKIP LOCKED
    ) AS due
    JOIN webhooks_endpoint AS endpoint ON TRUE
    JOIN webhooks_news AS news ON TRUE
    WHERE delivery.id = due.id AND endpoint.id = delivery.endpoint_id AND news.id = delivery.news_id
    RETURNING delivery.id, endpoint.id, endpoint.url, endpoint.salt, news.id, news.body, delivery.attempts, delivery.since,
              endpoint.newer_salt
"""
_WRITE: Final = """
    UPDATE webhooks_delivery SET state = %s, status = %s, problem = %s, next_at = coalesce(%s, next_at)
    WHERE id = %s AND state = 'waiting'
"""
_LATER: Final = """
    UPDATE webhooks_delivery
    SET status = %s, problem = %s, next_at = now() + %s,
        state = CASE WHEN now() + %s > since + %s THEN 'given_up' ELSE 'waiting' END
    WHERE id = %s AND state = 'waiting'
"""


class Due(NamedTuple):
    """A delivery that is sent now."""

    number: int
    endpoint: int
    url: str
    salt: bytes
    name: str
    body: bytes
    attempts: int
    since: datetime
    newer_salt: bytes | None


class Sender:
    """Keeps some deliveries on their way at once. One process has one; several take nothing twice but what one left undone."""

    def __init__(self, *, chance: Callable[[], float]) -> None:
        self._chance = chance
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="webhooks")
        self._way: dict[Future[Reply], Due] = {}

    def turn(self) -> int:
        """Send more of what is due, and write down what came back; answers how many are or were on their way."""
        for due in self._claim():
            self._way[self._threads.submit(_send, due)] = due
        if not self._way:
            return 0
        done, _ = wait(self._way, timeout=WAIT_SECONDS, return_when=FIRST_COMPLETED)
        for one in done:
            self._write(self._way.pop(one), one.result())
        return len(self._way) + len(done)

    def close(self) -> None:
        """Leave: what is on its way counts as not sent, and is sent again by whoever comes next."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _claim(self) -> list[Due]:
        on_the_way = Counter(due.endpoint for due in self._way.values())
        free = AT_ONCE - len(self._way)
        numbers = list(Endpoint.objects.filter(ended_at=None).values_list("pk", flat=True))
        room = [max(0, min(AT_ONCE_EACH - on_the_way[number], free)) for number in numbers]
        if not any(room):
            return []
        rows = raw_cursor().execute(_CLAIM, (numbers, room), binary=True).fetchall()
        return [Due(*row) for row in rows]

    def _write(self, due: Due, reply: Reply) -> None:
        with transaction.atomic():
            cursor = raw_cursor()
            if reply.is_good or reply.status == GONE:
                state = "sent" if reply.is_good else "ended"
                cursor.execute(_WRITE, (state, reply.status, "", None, due.number))
                if reply.status == GONE:
                    end(due.endpoint, why="gone")
                return
            asked = reply.retry_after if reply.status in {429, 503} else None
            pause = pause_after(due.attempts, chance=self._chance(), asked_for=asked)
            cursor.execute(_LATER, (reply.status, reply.problem, pause, pause, GIVEN_UP_AFTER, due.number))


def _send(due: Due) -> Reply:
    may_be_private: bool = settings.WEBHOOKS_TO_PRIVATE
    try:
        place = place_of(due.url, may_be_private=may_be_private)
    except WebhookAddressUnusable:
        # The shop allowed it once, and does so no more.
        return Reply(None, "not_public")
    body = bytes(due.body)
    # The newer one first: most receivers look at no more than one before they are glad.
    salts = [bytes(salt) for salt in (due.newer_salt, due.salt) if salt is not None]
    secrets = [secret_of(salt, settings.SECRET_KEY) for salt in salts]
    return deliver(place, headers(secrets, due.name, int(time()), body), body, may_be_private=may_be_private)
