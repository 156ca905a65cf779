"""Some events of the log on their way to the desk: understood, told apart, posted, and what cannot be used set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.catalogue import actions as catalogue
from regulars.core.events import Behaviour, Cancellation, Order, Return
from regulars.core.refusals import Refusal
from regulars.core.updates import Grew
from regulars.desk.intake import people, updates
from regulars.desk.intake.planned import Planned
from regulars.desk.posting import Arrival, EventRetold, post_within
from regulars.events.intake.arrived import Arrived, Aside
from regulars.events.intake.mending import replay_waiting_for
from regulars.events.intake.quarantine import set_aside
from regulars.events.intake.sources import names_of, trusted_of
from regulars.events.understanding.behaviour import behaviour
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
from regulars.events.understanding.refusals import NotUnderstood, OrderGrew, OrderNotYet
from regulars.people.nicknames import call

if TYPE_CHECKING:
    from psycopg import Cursor

    from regulars.core.events import Event
    from regulars.core.programme.compiled import Programme
    from regulars.events.understanding.goods import Good

#: The reason of what our own code fails at; it has no refusal, for nobody asked for anything wrong.
UNDECIDABLE: Final = "Undecidable"


Heard = Happened | Updated | Introduced | Behaved


class _Step(NamedTuple):
    """An event, what it means, and whom (None: nobody who is known)."""

    event: Arrived
    meaning: Heard
    wallet_id: int | None


class Batch:
    """One transaction's events of the wire. They are posted in the order of the log."""

    def __init__(self, cursor: Cursor, programme: Programme, events: list[Arrived]) -> None:
        self.cursor, self.programme, self.events = cursor, programme, events
        senders = {one.source_id for one in events}
        self.sources, self.trusted = names_of(senders), trusted_of(senders)
        self.plans = Planned()
        self.goods: list[Good] = []
        self.stores: set[str] = set()
        self.aside: list[Aside] = []
        self.waiting: list[tuple[Arrived, Arrival]] = []
        self.nicknames: dict[int, str] = {}
        self.persons: dict[tuple[int, str], int] = {}
        self.completed: list[tuple[int, str]] = []

    def decide(self) -> None:
        """Decide all of them."""
        for step in self._steps():
            self._take(step)
        self._post()
        call(self.cursor, self.nicknames)
        catalogue.notice(self.cursor, goods=self.goods, stores=self.stores)
        set_aside(self.cursor, self.aside)
        self.plans.write(self.cursor)
        replay_waiting_for(self.cursor, self.completed)

    def set_all_aside(self) -> None:
        """Give up on these: our own code fails at them."""
        set_aside(self.cursor, [_aside(one, UNDECIDABLE, {}) for one in self.events])

    def _steps(self) -> list[_Step]:
        """What the programme has an ear for, and who is meant; goods are noticed on the way."""
        heard: list[tuple[Arrived, Heard]] = []
        for event in self.events:
            meaning = self._meaning(event)
            if isinstance(meaning, Behaved):
                if self.programme.reads(meaning.name):
                    heard.append((event, meaning))
            elif not isinstance(meaning, Unspoken):
                heard.append((event, meaning))
        named = [
            (event, meaning.claimed if isinstance(meaning, Introduced) else ()) for event, meaning in heard
        ]
        wallets = people.wallets_of(self.cursor, named)
        self.persons = people.persons_of(self.cursor, named)
        return [_Step(event, meaning, who) for (event, meaning), who in zip(heard, wallets, strict=True)]

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
        if event.source_id not in self.trusted:
            return _hearsay(meaning)
        if isinstance(meaning, Happened) and meaning.store is not None:
            self.stores.add(meaning.store)
        return meaning

    def _take(self, step: _Step) -> None:
        match step.meaning:
            case Updated() as update:
                self._update(step.event, update)
            case Behaved() as behaved:
                if step.wallet_id is not None:
                    self._wait(step.event, self._behaviour(step.event, behaved), step.wallet_id)
            case Introduced(profile, nickname):
                if step.wallet_id is not None and nickname is not None:
                    self.nicknames[step.wallet_id] = nickname
                if step.wallet_id is not None and profile is not None:
                    self._wait(step.event, profile, step.wallet_id)
            case Happened(event):
                self._happened(step, event)

    def _behaviour(self, event: Arrived, behaved: Behaved) -> Behaviour:
        return behaviour(_said(event), behaved, self.programme.versions[0].money)

    def _happened(self, step: _Step, event: Order | Return | Cancellation) -> None:
        if isinstance(event, Order):
            self._wait(step.event, event, step.wallet_id)
            self.completed.append((step.event.source_id, event.id))
        else:
            self._take_back(step, event)

    def _take_back(self, step: _Step, event: Return | Cancellation) -> None:
        """Goods or money back: of the one who is named, or else of the one who bought."""
        wallet_id, order = step.wallet_id, event.order
        if wallet_id is None and order is not None:
            self._post()
            bought = updates.bought(self.cursor, self._source(step.event), order)
            if bought is None:
                self._set_aside(step.event, OrderNotYet(order=order))
                return
            wallet_id = bought.wallet_id
        self._wait(step.event, event, wallet_id)

    def _wait(self, event: Arrived, happened: Event, wallet_id: int | None) -> None:
        person = self.persons.get((event.source_id, event.message_id))
        self.waiting.append((event, Arrival(self._source(event), None, happened, wallet_id, person)))

    def _post(self) -> None:
        """Post what waits. What comes after it can then look at the books."""
        waiting, self.waiting = self.waiting, []
        if not waiting:
            return
        answers = post_within(self.cursor, self.programme, [arrival for _, arrival in waiting])
        for (event, arrival), answer in zip(waiting, answers, strict=True):
            if answer.refusal is not None:
                self._refused(event, arrival, answer.refusal)

    def _refused(self, event: Arrived, arrival: Arrival, refusal: Refusal) -> None:
        if isinstance(refusal, EventRetold):
            before = updates.bought(self.cursor, arrival.source, arrival.event.id)
            if before is not None and before.wallet_id == arrival.wallet_id:
                if updates.is_same_but_for_time(before.event, arrival.event):
                    return
                if isinstance(before.event, Order) and isinstance(arrival.event, Order):
                    self._update(event, updates.as_update(arrival.event, event.message_id), is_retold=True)
                    return
        self._set_aside(event, refusal)

    def _update(self, event: Arrived, update: Updated, *, is_retold: bool = False) -> None:
        self._post()
        source = self._source(event)
        bought = updates.bought(self.cursor, source, update.order)
        if bought is None:
            self._set_aside(event, OrderNotYet(order=update.order))
            return
        came_before = bought.event.occurred_at >= update.moment.at and not is_retold
        if bought.wallet_id is None or came_before:
            return
        back = updates.back(self.cursor, source, bought.wallet_id, update)
        if isinstance(back, Grew):
            self._set_aside(event, OrderGrew(order=update.order, product=back.product or "total"))
        elif back is not None:
            self._wait(event, back, bought.wallet_id)
            self._post()

    def _source(self, event: Arrived) -> str:
        """The source as the books know it. No till's key can be called like it, so neither takes an id from the other."""
        return f"wire:{self.sources[event.source_id]}"

    def _set_aside(self, event: Arrived, refusal: Refusal) -> None:
        self.aside.append(_aside(event, refusal.code, refusal.facts))


def _hearsay(meaning: Meaning) -> Meaning:
    """What anybody could have made up who read the key in a web page: all but purchases and what rules read of a person."""
    match meaning:
        case Happened() | Updated():
            return Unspoken()
        case Introduced():
            return meaning._replace(profile=None, nickname=None)
        case _:
            return meaning


def _said(event: Arrived) -> Said:
    return Said(event.kind, event.name, event.message_id, event.occurred_at, event.received_at, event.raw)


def _aside(event: Arrived, reason: str, facts: dict[str, object]) -> Aside:
    plain = {name: fact if isinstance(fact, int) else str(fact) for name, fact in facts.items()}
    return Aside(
        event.source_id, event.message_id, event.received_at, reason, plain, event.raw, event.batch,
        event.occurred_at,
    )  # fmt: skip
