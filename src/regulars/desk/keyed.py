"""Anything that is asked for under a key is done once and replied to once: the reply commits with what it tells of.

Events have a way of their own, in batches (`desk/replying.py`); this is for whatever else a request may change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from regulars.core.refusals import Refusal
from regulars.desk.replying import KeyReused, StillRunning
from regulars.lib.agreeing import agreed
from regulars.replies import actions as replies
from regulars.replies.actions import Kept, Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Cursor


class Keyed(NamedTuple):
    """A request under a key: whose, which, and what tells it from every other one."""

    source: str
    key: str
    fingerprint: bytes


def reply_once(
    asked: Keyed | None, work: Callable[[Cursor], Reply], refused: Callable[[Refusal], Reply]
) -> Reply:
    """Do something in one transaction and reply; under a key, give the same reply again and do nothing.

    What is refused is taken back whole, and the refusal is a reply like any other. Without a key it is only done.
    """
    if asked is None:
        return agreed(lambda cursor: _done(cursor, work, refused))
    return agreed(lambda cursor: _once(cursor, asked, work, refused))


def _once(
    cursor: Cursor, asked: Keyed, work: Callable[[Cursor], Reply], refused: Callable[[Refusal], Reply]
) -> Reply:
    name = asked.source, asked.key
    claimed = replies.claim(cursor, [name])
    if name in claimed.kept:
        return _again(asked, claimed.kept[name])
    if name in claimed.held:
        raise StillRunning(source=asked.source, key=asked.key, retry_after=1)
    reply = _done(cursor, work, refused)
    replies.keep(cursor, {name: Kept(asked.fingerprint, reply)})
    return reply


def _done(cursor: Cursor, work: Callable[[Cursor], Reply], refused: Callable[[Refusal], Reply]) -> Reply:
    try:
        with transaction.atomic():
            return work(cursor)
    except Refusal as refusal:
        return refused(refusal)


def _again(asked: Keyed, before: Kept) -> Reply:
    if before.fingerprint != asked.fingerprint:
        raise KeyReused(source=asked.source, key=asked.key)
    return before.reply._replace(is_again=True)
