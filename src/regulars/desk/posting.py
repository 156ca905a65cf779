"""The desk: a micro-batch of events is decided and posted in one transaction, and answered after the commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import psycopg

from regulars.core.effects import Effects, Reason
from regulars.core.events import (
    Cancellation,
    ConsentGiven,
    ConsentWithdrawn,
    FriendInvited,
    PointsGiven,
    Redemption,
    RedemptionPaid,
    Return,
)
from regulars.core.fold import Fold, start
from regulars.core.receipts import Receipts
from regulars.core.refusals import Refusal, TransferToSelf
from regulars.core.transfers import handed_over, received_name
from regulars.coupons import partners
from regulars.desk import news, receipts, transfers, wallets
from regulars.desk.budgeting import Budgeting, counts_budgets
from regulars.desk.consents import receipt_of
from regulars.desk.coupons.giving_back import give_back, give_back_of_returns, offered_with
from regulars.desk.redeeming import OF_REWARDS, Redeeming
from regulars.desk.sources import under_source
from regulars.events import actions as events
from regulars.ledger import actions as ledger
from regulars.ledger.actions import Posting
from regulars.lib.agreeing import agreed_in_hope
from regulars.lib.instants import Instant, moment
from regulars.people import actions as people
from regulars.people.actions import CardUnknown
from regulars.people.consents import Word as Kept
from regulars.people.consents import record as record_consents
from regulars.people.merges import are_one, persons_of
from regulars.referrals import actions as friends

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regulars.core.events import Event
    from regulars.core.programme.compiled import Programme
    from regulars.core.receipts import Receipt
    from regulars.core.state import Wallet
    from regulars.coupons.partners import Offered
    from regulars.desk.redeeming import OfRewards
    from regulars.rewards.actions import Made

_WORDS: Final = (ConsentGiven, ConsentWithdrawn)

Status = Literal["decided", "repeated", "refused", "anonymous"]


class Arrival(NamedTuple):
    """An event at the desk: who says so, about whom (None where nobody was known), and what.

    A till names a member by the card; whoever has looked them up says `wallet_id`, and in a merge the `person` as whom they came.
    What `makes_nobody` is refused with `CardUnknown` where nobody has the card; anything else makes a member of whoever has it.
    """

    source: str
    member: str | None
    event: Event
    wallet_id: int | None = None
    person: int | None = None
    makes_nobody: bool = False

    def wallet(self, wallet_of: dict[str, int]) -> int | None:
        """The wallet that is meant; `wallet_of` gives it by card."""
        return self.wallet_id if self.member is None else wallet_of.get(self.member)


class Answer(NamedTuple):
    """What became of an arrival. `effects` is what it wrote, `wallet_id` whose; a repeated one writes nothing.

    `wallet` is as the whole batch left it, and is for reading only. `made` is what a reward that was redeemed became.
    """

    status: Status
    wallet_id: int | None = None
    no: int | None = None
    effects: Effects | None = None
    refusal: Refusal | None = None
    wallet: Wallet | None = None
    made: Made | None = None

    @property
    def new_refusal(self) -> Refusal | None:
        """Why it was refused; None also where the source told of it before with another clock, say: what it did then stands."""
        return None if isinstance(self.refusal, EventRetold) else self.refusal


class EventRetold(Refusal):
    """A source says something else, or of somebody else, under an id that it used before. Facts: source, id."""


def post(programme: Programme, arrivals: list[Arrival], *, is_past: bool = False) -> list[Answer]:
    """Decide and post a batch; the answers are durable when this returns, in the order of the arrivals.

    Repeats change nothing. Two desks that hear of the same event at once agree: the second one starts over. What `is_past`
    is no news to anybody, and brings nobody a partner's code.
    """
    return agreed_in_hope(
        lambda cursor, hopes: post_within(cursor, programme, arrivals, is_past=is_past, hopes=hopes)
    )


def post_within(
    cursor: psycopg.Cursor,
    programme: Programme,
    arrivals: list[Arrival],
    *,
    is_past: bool = False,
    hopes: bool = False,
) -> list[Answer]:
    """Decide and post a batch in a transaction that somebody else began and will commit.

    `hopes` says that they begin it again without where this raises `Outdated`, and that nothing else of it locks after this.
    """
    return _Batch(programme, cursor, arrivals, is_past=is_past, hopes=hopes).post()


class _Batch:
    """One transaction's work. Locks are taken in one order for everybody: wallets, redemptions, supplies, budgets, event keys.

    Whoever `hopes` takes from supplies and budgets at the end, when all else that it holds is its own members' alone.
    """

    def __init__(
        self,
        programme: Programme,
        cursor: psycopg.Cursor,
        arrivals: list[Arrival],
        *,
        is_past: bool,
        hopes: bool,
    ) -> None:
        self.programme, self.cursor, self.arrivals = programme, cursor, arrivals
        self.is_past, self.hopes = is_past, hopes
        self.has_offers = not is_past and any(version.offers for version in programme.versions)
        self.offered: list[Offered] = []
        self.folds: dict[int, Fold] = {}
        self.found: dict[int, Wallet | None] = {}
        self.receipts: dict[int, Receipts] = {}
        self.changed: dict[tuple[int, str], Receipt] = {}
        self.postings: list[Posting] = []
        self.decided: list[events.Decided] = []
        self.seen: dict[tuple[str, str], events.Known] = {}
        self.brought_back: list[Receipt] = []
        self.words: list[Kept] = []
        self.persons: dict[str, int] = {}
        self.came_by: list[tuple[int, int, int]] = []
        self.invited: list[tuple[int, int, datetime]] = []
        self.redeeming: Redeeming | None = None
        self.budgeting: Budgeting | None = None

    def post(self) -> list[Answer]:
        keys = [(arrival.source, arrival.event.id) for arrival in self.arrivals]
        told = [(arrival.source, arrival.event) for arrival in self.arrivals]
        self.seen = events.known(self.cursor, keys + transfers.received_names(told))
        new = [arrival for arrival, key in zip(self.arrivals, keys, strict=True) if key not in self.seen]
        wallet_of = self._load(new)
        if len(new) < len(self.arrivals):
            told_of = {one.member for one in self.arrivals if one.member is not None}
            wallet_of |= people.known_wallets_of(self.cursor, values=told_of - wallet_of.keys())
        answers = [self._answer(arrival, wallet_of) for arrival in self.arrivals]
        self._write()
        return answers

    def _load(self, new: list[Arrival]) -> dict[str, int]:
        named = {one.member for one in new if one.member is not None}
        welcome = {one.member for one in new if not one.makes_nobody}
        wallet_of = people.wallets_of(self.cursor, values=named, strange=named - welcome)
        receivers = transfers.receivers(one.event for one in new) - wallet_of.keys()
        if receivers:
            wallet_of |= people.known_wallets_of(self.cursor, values=receivers)
        looked_up = {one.wallet_id for one in new if one.wallet_id is not None}
        self.found = wallets.lock(self.cursor, looked_up.union(wallet_of.values()))
        known = [(who, one.source, one.event) for one in new if (who := one.wallet(wallet_of)) is not None]
        merges = [w for w, wallet in self.found.items() if wallet is not None and wallet.entries_before]
        if merges:
            self.persons = persons_of(self.cursor, values=set(wallet_of))
        self.receipts = receipts.receipts_for(self.cursor, known, merges)
        redeeming = [(one.source, one.event) for one in new if isinstance(one.event, OF_REWARDS)]
        if redeeming:
            self.redeeming = Redeeming(self.cursor, self.programme, redeeming, hopes=self.hopes)
        if counts_budgets(self.programme):
            counted = [] if self.is_past else [event for _, _, event in known]
            stock = None if self.redeeming is None else self.redeeming.supplies
            self.budgeting = Budgeting(
                self.cursor, self.programme, counted, self.receipts.values(), hopes=self.hopes, after=stock
            )
        return wallet_of

    def _fold(self, wallet_id: int, event: Event) -> Fold:
        """A member's fold. What was refused was no beginning: the first event that is taken in begins a wallet."""
        fold = self.folds.get(wallet_id)
        if fold is None or not fold.wallet.events:
            wallet = self.found[wallet_id] or start(self.programme, event.occurred_at)
            known = self.receipts.get(wallet_id) or Receipts()
            fold = self.folds[wallet_id] = Fold(self.programme, wallet, known)
        return fold

    def _answer(self, arrival: Arrival, wallet_of: dict[str, int]) -> Answer:
        key, event = (arrival.source, arrival.event.id), arrival.event
        before = self.seen.get(key)
        if before is not None:
            return _repeated(self.cursor, arrival, wallet_of, before)
        wallet_id = arrival.wallet(wallet_of)
        if wallet_id is None and arrival.member is not None:
            return Answer("refused", refusal=CardUnknown(card=arrival.member))
        if wallet_id is None:
            self._record(arrival, events.Known(events.body(event), None, None))
            return Answer("anonymous")
        if isinstance(event, PointsGiven):
            return self._transfer(arrival, event, wallet_id, wallet_of[event.to])
        if isinstance(event, OF_REWARDS):
            return self._redeem(arrival, event, wallet_id)
        return self._decide(arrival, wallet_id)

    def _transfer(self, arrival: Arrival, event: PointsGiven, giver: int, receiver: int) -> Answer:
        """Decide the giver's part, and then the receiver's, which is what came of it. The giver's is answered."""
        if giver == receiver:
            return Answer("refused", giver, refusal=TransferToSelf(card=event.to))
        second = received_name(event)
        if (arrival.source, second) in self.seen:
            return Answer("refused", giver, refusal=EventRetold(source=arrival.source, id=second))
        answer = self._decide(arrival, giver)
        if answer.effects is not None:
            received = self._decide(
                Arrival(arrival.source, event.to, handed_over(event, answer.effects)), receiver
            )
            assert received.status == "decided", received
        return answer

    def _redeem(self, arrival: Arrival, event: OfRewards, wallet_id: int) -> Answer:
        """Decide a member's part, and take the piece, or put it back, where that was not refused."""
        redeeming, fold = self.redeeming, self._fold(wallet_id, event)
        assert redeeming is not None, "it was made when the batch was loaded"
        refusal = redeeming.refusal(arrival.source, event, fold)
        if refusal is not None:
            return Answer("refused", wallet_id, refusal=refusal)
        answer = self._decide(arrival, wallet_id)
        if answer.status != "decided":
            return answer
        match event:
            case Redemption():
                return answer._replace(made=redeeming.redeemed(arrival.source, event, wallet_id))
            case RedemptionPaid():
                redeeming.pay(arrival.source, event)
            case _:
                redeeming.cancelled(arrival.source, event)
        return answer

    def _decide(self, arrival: Arrival, wallet_id: int) -> Answer:
        event = arrival.event
        fold = self._fold(wallet_id, event)
        if fold.wallet.next_due_at <= event.occurred_at:
            self.postings.append(Posting(wallet_id, None, fold.advance(event.occurred_at)))
        decided_after = fold.wallet.as_of
        told = under_source(arrival.source, event, fold.receipts)
        try:
            effects = fold.take(told, None, None if self.budgeting is None else self.budgeting.left())
        except Refusal as refusal:
            return Answer("refused", wallet_id, refusal=refusal)
        if self.budgeting is not None:
            self.budgeting.move(effects.reasons)
        number = fold.wallet.events
        self.postings.append(Posting(wallet_id, number, effects))
        if self.has_offers and effects.reasons:
            self.offered += offered_with(arrival.source, event.id, wallet_id, effects.reasons)
        known = events.Known(events.body(event), wallet_id, number)
        own, changed = receipts.set_apart(told, effects)
        self._record(arrival, known, decided_after, effects.reasons, own)
        for one in changed:
            self.changed[(wallet_id, one.order.id)] = one
        if isinstance(event, Return):
            self.brought_back += changed
        if isinstance(event, _WORDS):
            self.words.append(receipt_of(self.programme, arrival.source, wallet_id, event))
        elif isinstance(event, FriendInvited):
            self.invited.append((wallet_id, event.by, moment(Instant(event.occurred_at))))
        person = arrival.person or self.persons.get(arrival.member or "")
        if person is not None and fold.wallet.entries_before:
            self.came_by.append((wallet_id, number, person))
        return Answer("decided", wallet_id, number, effects, wallet=fold.wallet)

    def _record(
        self,
        arrival: Arrival,
        known: events.Known,
        decided_after: int | None = None,
        reasons: Sequence[Reason] = (),
        receipt: bytes | None = None,
    ) -> None:
        self.seen[(arrival.source, arrival.event.id)] = known
        version = self.programme.at(arrival.event.occurred_at)
        self.decided.append(
            events.Decided(
                arrival.source, arrival.event, known, decided_after,
                version.number if version else None, reasons, receipt,
            )
        )  # fmt: skip

    def _write(self) -> None:
        events.record(self.cursor, self.decided)
        if self.redeeming is not None:
            self.redeeming.save()
        if self.invited:
            friends.bind(self.cursor, self.invited)
        write_postings(self.cursor, self.postings)
        if not self.is_past:
            news.tell(self.cursor, self.programme, self.postings)
        receipts.save(self.cursor, self.changed)
        record_consents(self.cursor, self.words)
        if self.offered:
            partners.give(self.cursor, self.offered)
        # Somebody who was refused before anything ever happened to them still has no wallet.
        known = {wallet_id: fold for wallet_id, fold in self.folds.items() if fold.wallet.events}
        wallets.save(self.cursor, known)
        if self.came_by:
            wallets.save_persons(self.cursor, self.came_by)
        self._take()
        self._give_back_coupons()

    def _take(self) -> None:
        """Take the sums from supplies. Whoever comes next waits for them from here to the commit, and not for the rest."""
        if self.redeeming is not None:
            self.redeeming.supplies.save()
        if self.budgeting is not None:
            self.budgeting.save()

    def _give_back_coupons(self) -> None:
        """What locks more than this batch's members comes after the supplies, as it does for those that locked them first."""
        undone = [
            (one.source, one.event.order) for one in self.decided if isinstance(one.event, Cancellation)
        ]
        if undone:
            give_back(self.cursor, undone)
        if self.brought_back:
            give_back_of_returns(self.cursor, self.programme, self.brought_back)


def write_postings(cursor: psycopg.Cursor, postings: list[Posting]) -> None:
    """Write what the postings added to the account, and the levels that changed."""
    ledger.post(cursor, postings)
    wallets.save_moves(cursor, postings)
    noted = [
        friends.noted(posting.wallet_id, reason)
        for posting in postings
        for reason in posting.effects.reasons
        if reason.code in friends.SAID
    ]
    if noted:
        friends.note(cursor, noted)


def _repeated(
    cursor: psycopg.Cursor, arrival: Arrival, wallet_of: dict[str, int], before: events.Known
) -> Answer:
    is_nobodys, wallet_id = arrival.member is None and arrival.wallet_id is None, arrival.wallet(wallet_of)
    told = (events.body(arrival.event), wallet_id, is_nobodys)
    if told != (before.body, before.wallet_id, before.wallet_id is None):
        # It may have been told before two members became one.
        is_one = wallet_id and before.wallet_id and are_one(cursor, wallet_id, before.wallet_id)
        if told[0] != before.body or not is_one:
            return Answer(
                "refused", before.wallet_id, refusal=EventRetold(source=arrival.source, id=arrival.event.id)
            )
    return Answer("repeated", before.wallet_id, before.no)
