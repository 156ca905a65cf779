"""Some events of the log at the desk: those who are meant are found, what they did is posted, and what cannot be is set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.catalogue import actions as catalogue
from regulars.core.events import Behaviour, Cancellation, Order, Return
from regulars.core.refusals import Refusal
from regulars.core.updates import Grew
from regulars.desk import wallets
from regulars.desk.intake import people, updates
from regulars.desk.intake.hearing import Heard, as_aside
from regulars.desk.posting import Arrival, EventRetold, post_within
from regulars.events.intake.mending import replay_waiting_for
from regulars.events.intake.quarantine import set_aside
from regulars.events.understanding.behaviour import behaviour
from regulars.events.understanding.meaning import Behaved, Happened, Introduced, Updated
from regulars.events.understanding.refusals import OrderGrew, OrderNotYet
from regulars.people.nicknames import call, call_first

if TYPE_CHECKING:
    from psycopg import Cursor

    from regulars.core.events import Event
    from regulars.desk.intake.hearing import Hearing
    from regulars.events.intake.arrived import Arrived
    from regulars.people.identity import Meant

#: The reason of what our own code fails at; it has no refusal, for nobody asked for anything wrong.
UNDECIDABLE: Final = "Undecidable"


class _Step(NamedTuple):
    """An event, what it means, whom (None: nobody who is known), and as whom of a merge they came."""

    event: Arrived
    meaning: Heard
    wallet_id: int | None
    person: int | None


def set_all_aside(cursor: Cursor, events: list[Arrived]) -> None:
    """Give up on these: our own code fails at them."""
    set_aside(cursor, [as_aside(one, UNDECIDABLE, {}) for one in events])


class Batch:
    """One transaction's events of the wire. They are posted in the order of the log."""

    def __init__(self, cursor: Cursor, hearing: Hearing) -> None:
        self.cursor, self.hearing, self.programme = cursor, hearing, hearing.programme
        self.waiting: list[tuple[_Step, Arrival]] = []
        self.nicknames: dict[int, str] = {}
        self.first_nicknames: dict[int, str] = {}
        self.completed: list[tuple[int, str]] = []
        self.aside = hearing.aside.copy()

    def decide(self) -> None:
        """Decide all of them."""
        for step in self._steps():
            self._take(step)
        self._post()
        call(self.cursor, self.nicknames)
        call_first(self.cursor, self.first_nicknames)
        catalogue.notice(self.cursor, goods=self.hearing.goods, stores=self.hearing.stores)
        set_aside(self.cursor, self.aside)
        self.hearing.plans.write(self.cursor)
        replay_waiting_for(self.cursor, self.completed)

    def _steps(self) -> list[_Step]:
        heard = self.hearing.heard
        meant: list[Meant] = people.meant_by(self.cursor, heard)
        return [_Step(event, meaning, *who) for (event, meaning), who in zip(heard, meant, strict=True)]

    def _take(self, step: _Step) -> None:
        match step.meaning:
            case Updated() as update:
                self._update(step, update)
            case Behaved() as behaved:
                if step.wallet_id is not None:
                    self._wait(step, self._behaviour(step.event, behaved), step.wallet_id)
            case Introduced() as introduced:
                if step.wallet_id is not None:
                    self._introduce(step, introduced, step.wallet_id)
            case Happened(event):
                self._happened(step, event)

    def _introduce(self, step: _Step, said: Introduced, wallet_id: int) -> None:
        if said.nickname is not None:
            self.nicknames[wallet_id] = said.nickname
        elif said.first_nickname is not None:
            self.first_nicknames.setdefault(wallet_id, said.first_nickname)
        profile = said.profile
        if said.first_profile is not None and self._birth_month(wallet_id) is None:
            profile = said.first_profile
        if profile is not None:
            self._wait(step, profile, wallet_id)

    def _birth_month(self, wallet_id: int) -> int | None:
        self._post()
        wallet = wallets.lock(self.cursor, [wallet_id])[wallet_id]
        return wallet.birth_month if wallet is not None else None

    def _behaviour(self, event: Arrived, behaved: Behaved) -> Behaviour:
        return behaviour(event.raw, behaved, self.programme.versions[0].money)

    def _happened(self, step: _Step, event: Order | Return | Cancellation) -> None:
        if isinstance(event, Order):
            self._wait(step, event, step.wallet_id)
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
        self._wait(step, event, wallet_id)

    def _wait(self, step: _Step, happened: Event, wallet_id: int | None) -> None:
        arrival = Arrival(self._source(step.event), None, happened, wallet_id, step.person)
        self.waiting.append((step, arrival))

    def _post(self) -> None:
        """Post what waits. What comes after it can then look at the books."""
        waiting, self.waiting = self.waiting, []
        if not waiting:
            return
        answers = post_within(self.cursor, self.programme, [arrival for _, arrival in waiting])
        for (step, arrival), answer in zip(waiting, answers, strict=True):
            if answer.refusal is not None:
                self._refused(step, arrival, answer.refusal)

    def _refused(self, step: _Step, arrival: Arrival, refusal: Refusal) -> None:
        if isinstance(refusal, EventRetold):
            before = updates.bought(self.cursor, arrival.source, arrival.event.id)
            if before is not None and before.wallet_id == arrival.wallet_id:
                if updates.is_same_but_for_time(before.event, arrival.event):
                    return
                if isinstance(before.event, Order) and isinstance(arrival.event, Order):
                    told = updates.as_update(arrival.event, step.event.message_id)
                    self._update(step, told, is_retold=True)
                    return
        self._set_aside(step.event, refusal)

    def _update(self, step: _Step, update: Updated, *, is_retold: bool = False) -> None:
        self._post()
        event, source = step.event, self._source(step.event)
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
            self._wait(step, back, bought.wallet_id)
            self._post()

    def _source(self, event: Arrived) -> str:
        """The source as the books know it. No till's key can be called like it, so neither takes an id from the other."""
        return f"wire:{self.hearing.senders[event.source_id].name}"

    def _set_aside(self, event: Arrived, refusal: Refusal) -> None:
        self.aside.append(as_aside(event, refusal.code, refusal.facts))
