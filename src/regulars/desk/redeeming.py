"""Redemptions at the desk: stock, points and the redemption itself change in one transaction, or not at all."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from regulars.core.events import Redemption, RedemptionCancelled, RedemptionPaid
from regulars.core.fold import State, decide
from regulars.core.refusals import Refusal, RewardLimit, RewardNotNow
from regulars.desk import held
from regulars.desk.sources import under_source
from regulars.lib.instants import Instant, day_to_database, instant, moment
from regulars.rewards import actions as rewards
from regulars.rewards.actions import Ended, Made, Paid, RedemptionOver
from regulars.rewards.draws import OpenDraws
from regulars.supplies.actions import OpenSupplies, Planned, SoldOut

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from psycopg import Cursor

    from regulars.core.events import Event
    from regulars.core.fold import Fold
    from regulars.core.programme.compiled import Programme
    from regulars.core.programme.reward_document import Lottery
    from regulars.core.programme.rewards import Reward
    from regulars.rewards.actions import Name, Open
    from regulars.rewards.models import State as HowEnded

OfRewards = Redemption | RedemptionCancelled | RedemptionPaid
#: What a redemption's event is; the desk looks for no other.
OF_REWARDS: Final = (Redemption, RedemptionCancelled, RedemptionPaid)
STOCK: Final = "reward"
A_DAY: Final = "reward a day"


def reward_at(programme: Programme, name: str, at: int) -> Reward | None:
    """A reward as it was in force at an instant; None where that version has none of this name, or none had begun."""
    version = programme.at(at)
    return version.rewards.get(name) if version else None


def stock_of(reward: str) -> str:
    """The supply that holds the pieces of a reward."""
    return f"reward:{reward}"


def stock_of_day(reward: str, day: date) -> str:
    """The supply that holds what there is of a reward on one day for everybody together."""
    return f"reward:{reward}:{day.isoformat()}"


def planned_for(reward: Reward, day: date) -> dict[str, Planned]:
    """What the programme puts in, for a reward that is asked for on a day of the shop."""
    planned: dict[str, Planned] = {}
    if reward.document.stock is not None:
        planned[stock_of(reward.id)] = Planned(STOCK, reward.document.stock)
    if reward.per_day is not None:
        planned[stock_of_day(reward.id, day)] = Planned(A_DAY, reward.per_day)
    return planned


def taken_of(programme: Programme, reward: str, at: datetime, day: date) -> tuple[str, ...]:
    """The supplies from which a redemption took a piece: those that its reward had at that moment."""
    found = reward_at(programme, reward, instant(at))
    return tuple(planned_for(found, day)) if found else ()


def may_have_taken(one: Open) -> tuple[str, str]:
    """The supplies that a redemption may hold or have taken from, whatever its reward had then."""
    return stock_of(one.reward), stock_of_day(one.reward, one.day)


class Redeeming:
    """The redemptions of one transaction. Wallets are locked already; redemptions come next, then supplies.

    Whoever `hopes` locks no stock of which there is plenty for all that is asked for here. What is held, paid or given back
    is always done under the lock, and so are tickets: the lock of their draw comes after that of their stock.
    """

    def __init__(
        self,
        cursor: Cursor,
        programme: Programme,
        told: Iterable[tuple[str, OfRewards]],
        *,
        hopes: bool = False,
    ) -> None:
        self.cursor, self.programme = cursor, programme
        self.made: list[Made] = []
        self.ended: list[Ended] = []
        told = list(told)
        made_before = [_named(source, one) for source, one in told if not isinstance(one, Redemption)]
        self.open: dict[Name, Open] = rewards.lock(cursor, made_before) if made_before else {}
        self.paid: list[Paid] = []
        planned: dict[str, Planned] = {}
        wanted = Counter[str]()
        lotteries: dict[tuple[str, date], Lottery] = {}
        for _, event in told:
            reward = self._reward(event) if isinstance(event, Redemption) else None
            if reward is not None:
                of_it = planned_for(reward, day_to_database(event.day))
                planned |= of_it
                wanted.update(of_it.keys())
                hopes = hopes and not reward.money
                if reward.document.lottery is not None and event.day < reward.draw:
                    lotteries[_draw_of(reward)] = reward.document.lottery
        back = {name for one in self.open.values() for name in may_have_taken(one)}
        hopes = hopes and not made_before and not lotteries
        self.supplies = OpenSupplies(cursor, back, planned, hopes=hopes)
        self.supplies.expect(wanted)
        self.draws = OpenDraws(cursor, lotteries) if lotteries else None

    def refusal(self, source: str, event: OfRewards, fold: Fold) -> Refusal | None:
        """Why it cannot be, beyond what the member's own state says; of what is asked for anew that is said first."""
        try:
            self._ask(source, event)
        except RedemptionOver as refusal:
            return refusal
        except Refusal as refusal:
            return _own_refusal(self.programme, fold, under_source(source, event, fold.receipts)) or refusal
        return None

    def redeemed(self, source: str, event: Redemption, wallet_id: int) -> Made:
        """Take the piece for points that were taken."""
        reward = self._reward(event)
        assert reward is not None, "the fold has refused what the programme does not have"
        wanted = planned_for(reward, day_to_database(event.day))
        document, is_at_once = reward.document, _is_at_once(reward)
        fetch_by = None if document.fetch_within is None or is_at_once else event.day + document.fetch_within
        made = Made(
            (source, event.id), wallet_id, reward.id, document.kind, reward.currency, reward.points,
            rewards.new_code(), event.occurred_at, event.day, fetch_by, is_at_once,
        )  # fmt: skip
        if reward.money:
            made = made._replace(
                money=reward.money, pay_by=event.occurred_at + reward.pay_within, is_leased=bool(wanted)
            )
            held.hold(self.supplies, made, wanted)
        elif wanted:
            self.supplies.take(dict.fromkeys(wanted, 1))
        if document.kind == "donation":
            made = made._replace(cause=document.cause or reward.id)
        elif self.draws is not None and reward.draw:
            made = made._replace(draw=reward.draw, ticket=self.draws.next_ticket(_draw_of(reward)))
        self.made.append(made)
        return made

    def cancelled(self, source: str, event: RedemptionCancelled) -> None:
        """Put the piece back for points that went back."""
        name = _named(source, event)
        found = self.open[name]
        was_had = found.state != "held"
        if not was_had:
            self.supplies.release(held.lease_of(found.code))
        had = taken_of(self.programme, found.reward, found.redeemed_at, found.day) if was_had else ()
        for supply in had:
            self.supplies.give_back(supply, 1)
        state: HowEnded = "lapsed" if event.by == "time" else "cancelled"
        self.ended.append(Ended(name, state, moment(Instant(event.occurred_at)), event.by, was_had))
        self.open[name] = found._replace(state=state)

    def pay(self, source: str, event: RedemptionPaid) -> None:
        """Take the piece that was held, for points that were spent now."""
        name = _named(source, event)
        found = self.open[name]
        self.supplies.commit(held.lease_of(found.code))
        reward = reward_at(self.programme, found.reward, instant(found.redeemed_at))
        is_at_once = reward is not None and _is_at_once(reward)
        at = moment(Instant(event.occurred_at))
        self.paid.append(Paid(name, at, source, event.order or "", is_at_once))
        self.open[name] = found._replace(state="handed_over" if is_at_once else "redeemed")

    def save(self) -> None:
        """Write what was made and ended. The sums are taken from the supplies by whoever commits, at the end."""
        if self.draws is not None:
            self.draws.save()
        rewards.record(self.cursor, self.made)
        rewards.pay(self.cursor, self.paid)
        rewards.end(self.cursor, self.ended)

    def _reward(self, event: Redemption) -> Reward | None:
        return reward_at(self.programme, event.reward, event.occurred_at)

    def _ask(self, source: str, event: OfRewards) -> None:
        if isinstance(event, Redemption):
            self._ask_stock(event)
            return
        found = self.open.get(_named(source, event))
        if found is not None:
            held.refuse_over(self.supplies, found, event)

    def _ask_stock(self, event: Redemption) -> None:
        reward = self._reward(event)
        if (
            reward is not None
            and self.draws is not None
            and reward.draw
            and _draw_of(reward) not in self.draws
        ):
            raise RewardNotNow(reward=reward.id, begins_at=reward.begins_at, ends_at=reward.ends_at)
        wanted = planned_for(reward, day_to_database(event.day)) if reward else {}
        for name, plan in wanted.items():
            try:
                self.supplies.ask({name: 1})
            except SoldOut:
                if plan.kind == STOCK:
                    raise SoldOut(name=event.reward, asked=1, left=0) from None
                free_at = self.programme.calendar.start_of(event.day + 1)
                raise RewardLimit(reward=event.reward, times=plan.there, per="day", free_at=free_at) from None


def _named(source: str, event: RedemptionCancelled | RedemptionPaid) -> Name:
    return event.source or source, event.redemption


def _is_at_once(reward: Reward) -> bool:
    return reward.document.handed_over == "at_once" and reward.document.kind != "voucher"


def _draw_of(reward: Reward) -> tuple[str, date]:
    return reward.id, day_to_database(reward.draw)


def _own_refusal(programme: Programme, fold: Fold, told: Event) -> Refusal | None:
    """What the member's state alone says no to; it is asked of a copy, so that nothing is left of it."""
    try:
        decide(programme, State(fold.wallet, fold.receipts), told)
    except Refusal as refusal:
        return refusal
    return None
