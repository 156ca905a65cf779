"""Requests that bear a key are replied to once: the reply commits with what it tells of, and is given again as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from regulars.core.refusals import Refusal
from regulars.desk.posting import Answer, Arrival, post, post_within
from regulars.lib.agreeing import agreed_in_hope
from regulars.lib.cursors import raw_cursor
from regulars.people.actions import CardUnknown
from regulars.replies import actions as replies
from regulars.replies.actions import Kept, Name, Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from psycopg import Cursor

    from regulars.core.programme.compiled import Programme


class KeyReused(Refusal):
    """The key came with another request before; what that one did stands. Facts: source, key."""


class StillRunning(Refusal):
    """The same request is being decided at this moment; ask again. Facts: source, key, retry_after."""


class Asked(NamedTuple):
    """The key of a request, what tells it from other requests, and how an answer becomes the reply to it."""

    key: str
    fingerprint: bytes
    write: Callable[[Answer], Reply]


class Brought(NamedTuple):
    """An arrival, with the request that brought it where that bore a key."""

    arrival: Arrival
    asked: Asked | None = None

    @property
    def name(self) -> Name | None:
        """The key among all keys; None where there is none."""
        return (self.arrival.source, self.asked.key) if self.asked else None


Outcome = Answer | Reply | Refusal


def post_brought(programme: Programme, brought: Sequence[Brought]) -> list[Outcome]:
    """Decide and post a batch, and reply to its requests with a key, all in one transaction.

    Such a request gets a `Reply`, or a refusal that kept it from being decided; every other one gets its `Answer`.
    """
    if all(one.asked is None for one in brought):
        return list(post(programme, [one.arrival for one in brought]))
    return agreed_in_hope(lambda cursor, hopes: _Batch(cursor, brought).reply(programme, hopes=hopes))


def forget_replies(*, now: datetime) -> int:
    """Let go of some replies that were kept for a day; answer of how many."""
    return replies.forget(raw_cursor(), now=now)


class _Batch:
    """One transaction's requests, of which some bear a key."""

    def __init__(self, cursor: Cursor, brought: Sequence[Brought]) -> None:
        self.cursor, self.brought = cursor, brought
        names = sorted({one.name for one in brought if one.name is not None})
        self.kept, self.held = replies.claim(cursor, names)
        self.new: dict[Name, Kept] = {}
        self.unknown: dict[Name, CardUnknown] = {}

    def reply(self, programme: Programme, *, hopes: bool) -> list[Outcome]:
        """Decide what is new, and answer everybody."""
        wanted = [one for one in self._first_of_each() if self._without_deciding(one) is None]
        answers = post_within(self.cursor, programme, [one.arrival for one in wanted], hopes=hopes)
        told = {id(one): self._told(one, answer) for one, answer in zip(wanted, answers, strict=True)}
        replies.keep(self.cursor, self.new)
        return [told.get(id(one)) or self._again(one) for one in self.brought]

    def _first_of_each(self) -> list[Brought]:
        """Everybody but those who ask under a key that came before in this same batch."""
        first: dict[Name, Brought] = {}
        return [
            one for one in self.brought if one.name is None or first.setdefault(one.name, one) is one
        ]  # fmt: skip

    def _without_deciding(self, one: Brought) -> Reply | Refusal | None:
        """What somebody gets under whose key there is a reply, or will be in a moment."""
        if one.asked is None or one.name is None:
            return None
        before = self.kept.get(one.name)
        if before is not None:
            return _given_before(one, before)
        if one.name in self.held:
            return StillRunning(source=one.arrival.source, key=one.asked.key, retry_after=1)
        return None

    def _told(self, one: Brought, answer: Answer) -> Outcome:
        if one.asked is None or one.name is None:
            return answer
        if isinstance(answer.refusal, CardUnknown):
            # Nobody was there to be decided about. Under the same key it may be asked again, once somebody has the card.
            self.unknown[one.name] = answer.refusal
            return answer.refusal
        reply = one.asked.write(answer)
        self.new[one.name] = Kept(one.asked.fingerprint, reply)
        return reply

    def _again(self, one: Brought) -> Outcome:
        found = self._without_deciding(one)
        if found is not None:
            return found
        assert one.name is not None
        return self.unknown.get(one.name) or _given_before(one, self.new[one.name])


def _given_before(one: Brought, before: Kept) -> Reply | KeyReused:
    assert one.asked is not None
    if before.fingerprint != one.asked.fingerprint:
        return KeyReused(source=one.arrival.source, key=one.asked.key)
    return before.reply._replace(is_again=True)
