"""A stretch of the log, heard: each event is understood or set aside, before anybody asks whom it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.desk.intake.planned import Planned
from regulars.events.intake.arrived import Aside
from regulars.events.intake.sources import senders_of
from regulars.events.understanding.meaning import (
    Behaved,
    Happened,
    Introduced,
    Meaning,
    Said,
    Unspoken,
    Updated,
)
from regulars.events.understanding.reading import meaning_of
from regulars.events.understanding.refusals import NotUnderstood

if TYPE_CHECKING:
    from psycopg import Cursor

    from regulars.core.programme.compiled import Programme
    from regulars.core.refusals import Refusal
    from regulars.events.intake.arrived import Arrived
    from regulars.events.understanding.goods import Good

Heard = Happened | Updated | Introduced | Behaved


class Hearing:
    """What the programme has an ear for among some events, and what they say besides: goods, stores, and what is wrong.

    It knows sources, their plans and the rules, and no member, so it holds whoever is merged with whom meanwhile.
    """

    def __init__(self, cursor: Cursor, programme: Programme, events: list[Arrived]) -> None:
        self.programme, self.events = programme, events
        self.senders = senders_of(cursor, {one.source_id for one in events})
        self.plans = Planned()
        self.goods: list[Good] = []
        self.stores: set[str] = set()
        self.aside: list[Aside] = []
        self.heard: list[tuple[Arrived, Heard]] = []

    def listen(self) -> None:
        """Understand all of them, in the order of the log."""
        for event in self.events:
            meaning = self._meaning(event)
            if isinstance(meaning, Unspoken):
                continue
            if not isinstance(meaning, Behaved) or self.programme.reads(meaning.name):
                self.heard.append((event, meaning))

    def _meaning(self, event: Arrived) -> Meaning:
        broken = self.plans.held_against(event)
        if broken is not None:
            self._set_aside(event, broken)
            return Unspoken()
        try:
            meaning = meaning_of(_said(event), self.programme)
        except NotUnderstood as refusal:
            self._set_aside(event, refusal)
            return Unspoken()
        if isinstance(meaning, Happened | Updated | Behaved):
            self.goods += meaning.goods
        if not self.senders[event.source_id].is_trusted:
            return _hearsay(meaning)
        if isinstance(meaning, Happened) and meaning.store is not None:
            self.stores.add(meaning.store)
        return meaning

    def _set_aside(self, event: Arrived, refusal: Refusal) -> None:
        self.aside.append(as_aside(event, refusal.code, refusal.facts))


def _hearsay(meaning: Meaning) -> Meaning:
    """What anybody could have made up who read the key in a web page: all but purchases and what rules read of a person."""
    match meaning:
        case Happened() | Updated():
            return Unspoken()
        case Introduced():
            return Introduced(None, None, meaning.claimed)
        case _:
            return meaning


def _said(event: Arrived) -> Said:
    return Said(event.kind, event.name, event.message_id, event.occurred_at, event.received_at, event.raw)


def as_aside(event: Arrived, reason: str, facts: dict[str, object]) -> Aside:
    """An event of the log that cannot be used, with the reason."""
    plain = {name: fact if isinstance(fact, int) else str(fact) for name, fact in facts.items()}
    return Aside(
        event.source_id, event.message_id, event.received_at, reason, plain, event.raw, event.batch,
        event.occurred_at,
    )  # fmt: skip
