"""The fold: everything a programme knows of a member is events taken in, one after the other.

`decide` and `advance` are pure: they leave the state they were given untouched, and ask no clock and no chance.
`Fold` is the same for somebody who owns the state and takes in many events.
"""

from __future__ import annotations

from typing import assert_never

import msgspec

from regulars.core import consent, holds, milestones, referral, refunds, rewards, sliding, transfers
from regulars.core.behaviour.following import answers, bought, did, forget
from regulars.core.behaviour.rewarding import reward
from regulars.core.budgets import Budgets
from regulars.core.challenges import playing
from regulars.core.coupons.offering import offer
from regulars.core.draft import Draft
from regulars.core.earning import earn, paid_by_line
from regulars.core.effects import Effects, Reason
from regulars.core.events import (
    Adjustment,
    Behaviour,
    Cancellation,
    CheckInMadeUp,
    ConsentGiven,
    ConsentWithdrawn,
    Event,
    FriendInvited,
    FriendSettled,
    HoldPosted,
    HoldVoided,
    MakeUpTakenBack,
    MembersJoined,
    Milestone,
    MissionClaimed,
    MissionStarted,
    Order,
    PointsGiven,
    PointsHeld,
    PointsReceived,
    PrizeWon,
    Profile,
    Redemption,
    RedemptionCancelled,
    RedemptionPaid,
    Return,
    Spend,
)
from regulars.core.exchanges import exchanged
from regulars.core.facts import OrderFacts
from regulars.core.granting import grant
from regulars.core.merging.joining import join
from regulars.core.merging.parting import Takes, overdraw
from regulars.core.missions import asking, goals, notices, prizes
from regulars.core.missions.versions import adopt as adopt_missions
from regulars.core.periods import NEVER
from regulars.core.programme.compiled import Programme, Version
from regulars.core.receipts import Receipt, Receipts
from regulars.core.refusals import CurrencyUnknown
from regulars.core.restoring import spend_on_order
from regulars.core.reward_lines import at_their_lines, without_rewards
from regulars.core.state import Wallet
from regulars.core.tracks.counting import counted, purchased
from regulars.core.tracks.levels import fall_due, follow_balances
from regulars.core.tracks.versions import adopt, begin, learned
from regulars.core.wallet import expire, next_due, repay, spend


class State(msgspec.Struct, frozen=True):
    """One member: the wallet, and the receipts that the next event may touch."""

    wallet: Wallet
    receipts: Receipts


class Outcome(msgspec.Struct, frozen=True):
    """What came of it: the new state, what to post, and when something next happens by itself."""

    state: State
    effects: Effects
    next_due_at: int


def start(programme: Programme, at: int) -> Wallet:
    """The wallet of somebody of whom nothing is known yet."""
    version = programme.at_or_first(at)
    return Wallet(at, version.number, tracks=begin(version, at), purses={}, used={}, consents={}, came_at=at)


def advance(programme: Programme, state: State, until: int) -> Outcome:
    """Apply whatever falls due by itself up to and including `until`. Nothing due changes nothing."""
    fold = Fold(programme, state.wallet.copy(), _own(state.receipts))
    return fold.outcome(fold.advance(until))


def decide(programme: Programme, state: State, event: Event, budgets: Budgets | None = None) -> Outcome:
    """Take one event in, after whatever fell due before it. A refusal leaves no trace."""
    fold = Fold(programme, state.wallet.copy(), _own(state.receipts))
    return fold.outcome(fold.take(event, budgets=budgets))


def _own(receipts: Receipts) -> Receipts:
    return Receipts(tuple(receipts.by_order.values()), receipts.ran_out.copy())


class Fold:
    """A member's state in the hands of one owner, who takes events in by their order."""

    __slots__ = ("_draft", "programme", "receipts", "wallet")

    def __init__(self, programme: Programme, wallet: Wallet, receipts: Receipts) -> None:
        self.programme = programme
        self.wallet = wallet
        self.receipts = receipts
        self._draft = Draft(programme, wallet, receipts)

    def outcome(self, effects: Effects) -> Outcome:
        """The state as it now stands, with what was written."""
        return Outcome(State(self.wallet, self.receipts), effects, self.next_due_at)

    @property
    def next_due_at(self) -> int:
        """When something next happens by itself; a version that is planned counts, and needs no wallet to know."""
        return min(self.wallet.next_due_at, self.programme.next_start(self.wallet.as_of))

    def advance(self, until: int) -> Effects:
        """Apply what falls due up to `until`."""
        # What time alone does stands in the log of no event, so nothing of it comes out of a budget.
        self._draft.budgets = None
        if self.next_due_at <= until:
            self._fall_due(until)
        return self._draft.take_effects()

    def take(self, event: Event, overdrawn: Takes | None = None, budgets: Budgets | None = None) -> Effects:
        """Take one event in. Purchases are recorded and never refused; spending may be refused.

        `overdrawn` is what an event took that cannot be refused any more: it was allowed in a merge that was taken back.
        `budgets` is what is left for everybody; without it no budget is counted.
        """
        wallet, draft = self.wallet, self._draft
        draft.budgets = budgets
        if self.next_due_at <= event.occurred_at:
            self._fall_due(event.occurred_at)
        draft.at = max(event.occurred_at, wallet.as_of)
        if overdrawn is None:
            self._decide(event)
        else:
            overdraw(draft, event, overdrawn)
        if draft.version.kept_alive and isinstance(event, Spend | HoldPosted | Redemption | RedemptionPaid):
            sliding.spent(draft, event)
        follow_balances(draft)
        wallet.as_of = draft.at
        wallet.events += 1
        wallet.next_due_at = self._next_due()
        # What came late may have run out before it came. Nothing is ever left due at or before `as_of`, so
        # that the state does not depend on whether the clock looked by in between.
        if wallet.next_due_at <= wallet.as_of:
            self._fall_due(wallet.as_of)
        return draft.take_effects()

    def _decide(self, event: Event) -> None:
        draft = self._draft
        match event:
            case Order():
                if event.exchange is None:
                    _purchase(draft, event)
                else:
                    exchanged(draft, event, event.exchange, _purchase)
            case Return():
                refunds.returned(draft, event)
            case Cancellation():
                refunds.cancelled(draft, event)
            case Milestone():
                milestones.reached(draft, event)
            case Spend():
                _spend(draft, event)
            case PointsHeld():
                _known(draft, event.currency)
                holds.place(draft, event)
            case HoldPosted():
                _post(draft, event)
            case HoldVoided():
                holds.void(draft, event.hold, occurred_at=event.occurred_at)
            case PointsGiven():
                _known(draft, event.currency)
                transfers.give(draft, event)
            case PointsReceived():
                transfers.receive(draft, event)
            case Adjustment():
                _adjust(draft, event)
            case Profile():
                _learn(draft, event)
            case Behaviour():
                reward(draft, event)
                did(draft, event)
                if draft.version.missions is not None:
                    asking.did(draft, event)
            case ConsentGiven() | ConsentWithdrawn():
                _said(draft, event)
            case MembersJoined():
                join(draft, event)
            case CheckInMadeUp() | MakeUpTakenBack() | MissionStarted() | MissionClaimed():
                asking.decide(draft, event)
            case PrizeWon():
                playing.won(draft, event)
            case _:
                _of_others(draft, event)

    def _fall_due(self, until: int) -> None:
        """Go from one due instant to the next, so that each finds the state that the one before left."""
        wallet, draft = self.wallet, self._draft
        while (due := self.next_due_at) <= until:
            # Something that fell due before the last event, such as a late lot, happens now but keeps its date.
            wallet.as_of = draft.at = max(due, wallet.as_of)
            self._one_instant(draft)
            wallet.next_due_at = self._next_due()
            assert wallet.next_due_at > draft.at, "what stays due at its own instant would be due for ever"

    def _one_instant(self, draft: Draft) -> None:
        """End holds, release, then review levels, then let lots run out: any other order is wrong on 31 December."""
        at, wallet = draft.at, self.wallet
        for currency, purse in wallet.purses.items():
            if purse.holds:
                holds.time_out(draft, currency, purse)
            if purse.debts:
                repay(draft, currency)
        if wallet.redeemed is not None:
            rewards.let_go_of_unpaid(draft, wallet.redeemed)
        for name, standing in wallet.tracks.items():
            if standing.flips_at <= at:
                fall_due(draft, draft.version.tracks[name], standing)
        # A level whose time ends now was promised under the version that ends now, so that one reviewed it.
        self._adopt_version(draft)
        if wallet.missions is not None:
            notices.fall_due(draft)
            prizes.fall_due(draft)
        if wallet.invitation is not None and wallet.invitation.settles_at <= at:
            referral.settle(draft, wallet.invitation)
        for currency, purse in wallet.purses.items():
            if purse.lots:
                expire(draft, currency, at)
        # What ran out is gone after the review that still saw it, and at the same instant.
        follow_balances(draft)

    def _adopt_version(self, draft: Draft) -> None:
        version = self.programme.at(draft.at)
        if version is not None and version.number != self.wallet.version:
            before, draft.version = draft.version, version
            self.wallet.version = version.number
            adopt(draft, before, version)
            if self.wallet.traces:
                forget(draft)
            if self.wallet.missions is not None:
                adopt_missions(draft, before)

    def _next_due(self) -> int:
        wallet = self.wallet
        due: int = NEVER
        for purse in wallet.purses.values():
            due = min(due, next_due(purse, wallet.as_of))
            if purse.holds:
                due = min(due, holds.next_end(purse))
        for standing in wallet.tracks.values():
            due = min(due, standing.flips_at)
        if wallet.invitation is not None:
            due = min(due, wallet.invitation.settles_at)
        if wallet.missions is None or not wallet.missions.goals:
            return due
        return min(due, prizes.next_due(wallet.missions), notices.next_notice(self._draft.version, wallet))


def _of_others(
    draft: Draft, event: Redemption | RedemptionCancelled | RedemptionPaid | FriendInvited | FriendSettled
) -> None:
    """What concerns more than this one member; the shell sees to the rest of it."""
    match event:
        case Redemption() | RedemptionCancelled() | RedemptionPaid():
            rewards.decide(draft, event)
        case FriendInvited() | FriendSettled():
            referral.decide(draft, event)
        case _:
            assert_never(event)


def _purchase(draft: Draft, order: Order) -> None:
    wallet = draft.wallet
    levels = wallet.levels()
    receipt = Receipt(
        order, 0, levels, wallet.orders, [], {}, [0] * len(order.lines), wallet.joined_day, wallet.birth_month
    )
    version = draft.programme.at(order.occurred_at)
    paid_for = without_rewards(order)
    wallet.orders += 1 if paid_for.lines else 0
    draft.effects.receipts.append(receipt)
    if version is None:
        draft.explain(Reason("before_programme"))
    else:
        _give(draft, version, receipt, paid_for)
    if draft.version.listening and paid_for.lines:
        bought(draft, receipt)
    if draft.version.missions is not None and paid_for.lines:
        goals.bought(draft, receipt)
    if wallet.invitation is not None:
        referral.weigh(draft, receipt)
    if wallet.waiting and (waiting := wallet.waiting.pop(order.id, None)):
        draft.effects.receipts.pop()
        draft.receipts.add(receipt)
        draft.touched[order.id] = receipt
        refunds.awaited(draft, receipt, waiting)


def _give(draft: Draft, version: Version, receipt: Receipt, order: Order) -> None:
    """What an order earns, and what it counts for, without the lines that are rewards."""
    facts = OrderFacts(order, draft.wallet, receipt.levels, receipt.orders)
    receipt.version = version.number
    if version.asked or draft.version.asked:
        facts.behaviour = answers(draft, version, order)
        receipt.answers = {key: facts.behaviour.get(key) for key in version.asked_again}
    if version.kept_alive:
        sliding.bought(draft, version, order, receipt.levels)
    if not order.lines:
        return
    paid = paid_by_line(order)
    receipt.earned = earn(draft, version, facts, paid)
    if version.offers:
        offer(draft, version, facts)
    for name, track in draft.version.tracks.items():
        # What comes late, from under an earlier version, counts where that one would have counted it too.
        if version is not draft.version and not track.counts_like(version.tracks.get(name)):
            continue
        by_line = counted(track, facts, paid, receipt.earned)
        if any(by_line):
            receipt.counted[name] = by_line
            purchased(draft, track, order, by_line)
    if order is not receipt.order:
        at_their_lines(receipt)


def _spend(draft: Draft, event: Spend) -> None:
    _known(draft, event.currency)
    if event.order is not None:
        refunds.spent_on(draft, event, spend_on_order(draft, event))
        return
    spend(
        draft, currency=event.currency, points=event.points, occurred_at=event.occurred_at, effect="spend",
    )  # fmt: skip


def _post(draft: Draft, event: HoldPosted) -> None:
    used = holds.post(draft, event.hold, points=event.points, occurred_at=event.occurred_at)
    if event.order is not None:
        refunds.spent_on(draft, event, used)


def _adjust(draft: Draft, event: Adjustment) -> None:
    currency = _known(draft, event.currency)
    if event.points < 0:
        spend(
            draft, currency=event.currency, points=-event.points, occurred_at=event.occurred_at,
            effect="adjust", kind="adjust",
        )  # fmt: skip
        return
    grant(
        draft, draft.version.currencies[currency], currency=currency, points=event.points,
        version=draft.version.number, day=event.day, at=event.occurred_at, effect="adjust", rule="", kind="adjust",
    )  # fmt: skip


def _known(draft: Draft, currency: str) -> str:
    if currency not in draft.version.currencies:
        raise CurrencyUnknown(currency=currency, known=sorted(draft.version.currencies))
    return currency


def _said(draft: Draft, event: ConsentGiven | ConsentWithdrawn) -> None:
    consent.told(draft, event)
    if draft.wallet.traces:
        forget(draft)
    goals.stop(draft)


def _learn(draft: Draft, event: Profile) -> None:
    wallet = draft.wallet
    if event.joined_day is not None:
        wallet.joined_day = event.joined_day
    if event.birth_month is not None:
        wallet.birth_month = event.birth_month
    if draft.version.knows_members:
        learned(draft)
