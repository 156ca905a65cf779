"""The last answer to a costly question is kept: pages are quick, and counting takes a small part of the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Thread
from time import monotonic
from typing import Final, TypeVar

import msgspec
from django.db import connection, transaction
from django.utils import timezone

from regulars.insight.models import Snapshot
from regulars.lib.cursors import raw_cursor
from regulars.lib.turns import is_our_turn

Answer = TypeVar("Answer", bound=msgspec.Struct)

FRESH: Final = timedelta(seconds=60)
#: An answer that took long is kept so many times as long, so that counting never fills the day.
_REST: Final = 20
#: A reader waits this long for a new answer; where it takes longer, the old one is shown meanwhile.
_WAIT_SECONDS: Final = 0.5
_LOCK: Final = 0x52454731


def snapshot(
    name: str, kind: type[Answer], *, now: datetime, is_large: bool, find: Callable[[datetime], Answer]
) -> Answer | None:
    """Answer with what is kept while it is fresh, else find it anew; everybody else goes on reading the old one.

    None where nothing was ever found and a large shop makes it take long: it is looked for aside meanwhile.
    """
    kept = Snapshot.objects.filter(name=name).first()
    if kept is None and not is_large:
        return _found(name, now, find) or find(now)
    if kept is None or (_is_stale(kept, now) and kept.seconds > _WAIT_SECONDS):
        Thread(target=_find_aside, args=(name, find), daemon=True).start()
    elif _is_stale(kept, now):
        return _found(name, now, find) or _read(kept, kind)
    return _read(kept, kind) if kept else None


def _is_stale(kept: Snapshot, now: datetime) -> bool:
    age = now - kept.as_of
    return age < timedelta(0) or age >= max(FRESH, timedelta(seconds=_REST * kept.seconds))


def _read(kept: Snapshot, kind: type[Answer]) -> Answer:
    return msgspec.msgpack.decode(bytes(kept.body), type=kind)


@transaction.atomic
def _found(name: str, now: datetime, find: Callable[[datetime], Answer]) -> Answer | None:
    """Find the answer and keep it; None where somebody else is at it."""
    if not is_our_turn(raw_cursor(), _LOCK, part=name):
        return None
    began = monotonic()
    answer = find(now)
    kept = {"as_of": now, "seconds": monotonic() - began, "body": msgspec.msgpack.encode(answer)}
    Snapshot.objects.update_or_create(name=name, defaults=kept)
    return answer


def _find_aside(name: str, find: Callable[[datetime], msgspec.Struct]) -> None:
    try:
        _found(name, timezone.now(), find)
    finally:
        connection.close()
