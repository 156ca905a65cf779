"""What points buy: who may have which reward now, what is taken for it, and what goes back when it is cancelled.

The rules are in `docs/algorithms/rewards.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from regulars.core import holds
from regulars.core.behaviour.following import answers
from regulars.core.events import Order, PointsHeld, Redemption, RedemptionPaid
from regulars.core.facts import OrderFacts, parts_of
from regulars.core.periods import Day, add_months
from regulars.core.refusals import (
    NotEnoughPoints,
    NotOfAge,
    RedemptionUnknown,
    Refusal,
    RewardLimit,
    RewardNotForYou,
    RewardNotNow,
    RewardUnknown,
)
from regulars.core.restoring import drawn_by, give_back
from regulars.core.state import Had, Purse, Redeemed
from regulars.core.wallet import credit, spend, usable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from regulars.core.draft import Draft
    from regulars.core.events import RedemptionCancelled
    from regulars.core.programme.rewards import Reward
    from regulars.core.state import Used

#: What a limit counts over is remembered so long; no limit of one member looks further back than its month.
_DAYS_KEPT: Final = 62
#: So long a redemption can be cancelled; later its lots are not known any more.
REMEMBERED_DAYS: Final = 366
_EVER: Final = 0
#: What the effect of an entry begins with that pays for a reward, and the purpose of a hold that will.
PAYS: Final = "redeem:"


class Asking(msgspec.Struct, frozen=True):
    """When somebody asks for a reward: the instant, and what the shop's wall says."""

    occurred_at: int
    day: int
    minute: int
    #: Who looks at a lottery has said nothing yet; what they will be asked is no reason to hide it.
    is_of_age: bool = True


def decide(draft: Draft, event: Redemption | RedemptionCancelled | RedemptionPaid) -> None:
    """Take in what is asked for, undone, or paid."""
    match event:
        case Redemption():
            redeem(draft, event)
        case RedemptionPaid():
            pay(draft, event)
        case _:
            cancel(draft, event)


def redeem(draft: Draft, event: Redemption) -> None:
    """Take the price out of the wallet, or refuse; whether a piece is left is the shell's to know."""
    reward = draft.version.rewards.get(event.reward)
    if reward is None:
        raise RewardUnknown(reward=event.reward, known=list(draft.version.rewards))
    refusal = why_not(draft, reward, event)
    if refusal is not None:
        raise refusal
    used = None
    if reward.money:
        _hold(draft, reward, event)
    else:
        used = _spend(draft, reward, event)
    redeemed = draft.wallet.redeemed = draft.wallet.redeemed or Redeemed({}, {})
    redeemed.had = {
        name: had for name, had in redeemed.had.items() if had.day > event.day - REMEMBERED_DAYS
    } | {event.id: Had(reward.id, event.day, used)}
    _count(redeemed, reward.id, event.day, 1)


def _spend(draft: Draft, reward: Reward, event: Redemption) -> Used:
    before = {lot.no: lot for lot in draft.purse(reward.currency).lots}
    number = spend(
        draft, currency=reward.currency, points=reward.points, occurred_at=event.occurred_at,
        effect=effect_of(reward.id), fundings=reward.fundings,
    )  # fmt: skip
    return drawn_by(draft, reward.currency, number, before)


def _hold(draft: Draft, reward: Reward, event: Redemption) -> None:
    """Set the points aside until the money is paid, under the name of the redemption."""
    placed = PointsHeld(
        event.id, event.occurred_at, event.day, reward.currency, reward.points, reward.pay_within, effect_of(reward.id)
    )  # fmt: skip
    holds.place(draft, placed, reward.fundings)


def effect_of(reward: str) -> str:
    """What an entry is called that pays for a reward, and a hold that will."""
    return f"{PAYS}{reward}"


def pay(draft: Draft, event: RedemptionPaid) -> None:
    """Spend what was held: the money is paid."""
    redeemed = draft.wallet.redeemed
    had = redeemed.had.get(event.redemption) if redeemed else None
    if redeemed is None or had is None or had.used is not None:
        raise RedemptionUnknown(redemption=event.redemption)
    used = holds.post(draft, event.redemption, occurred_at=event.occurred_at, effect=effect_of(had.reward))
    redeemed.had = redeemed.had | {event.redemption: replace(had, used=used)}


def let_go_of_unpaid(draft: Draft, redeemed: Redeemed) -> None:
    """What was not paid in time was never had: its hold is over, and the limits have room again."""
    unpaid = [
        name for name, had in redeemed.had.items() if had.used is None and not holds.is_open(draft, name)
    ]
    for name in unpaid:
        had = redeemed.had.pop(name)
        _count(redeemed, had.reward, had.day, -1)


def cancel(draft: Draft, event: RedemptionCancelled) -> None:
    """Give the points back to the lots out of which they came; the limits have room again."""
    redeemed = draft.wallet.redeemed
    had = redeemed.had.pop(event.redemption, None) if redeemed else None
    if redeemed is None or had is None:
        raise RedemptionUnknown(redemption=event.redemption)
    _count(redeemed, had.reward, had.day, -1)
    if had.used is None:
        holds.void(draft, event.redemption, occurred_at=event.occurred_at)
    else:
        give_back(draft, had.used, by_shop=event.by != "member", occurred_at=event.occurred_at)
        if had.owed:
            _forgive(draft, had.used, had.owed, event)


def _forgive(draft: Draft, used: Used, owed: int, event: RedemptionCancelled) -> None:
    """What was owed came out of no lot that is known: it opens one, which repays what is still owed, and lives as if given now."""
    version = draft.programme.version(used.version) or draft.version
    terms = version.currencies[used.currency]
    life = terms.terms.of(draft.wallet.levels())
    _, expires_at = life.without_order(event.day, event.occurred_at)
    credit(
        draft, kind="restore", currency=used.currency, points=owed, occurred_at=event.occurred_at,
        effect=f"restore:{used.entry}:owed", rule="", version=draft.version.number, activates_at=event.occurred_at,
        expires_at=expires_at, funding=terms.funding, reverses=used.entry, slides=life.slides,
    )  # fmt: skip


def overdrawn(draft: Draft, event: Redemption, used: Used, owed: int) -> None:
    """Remember a redemption that could not be refused any more, so that it can be cancelled."""
    redeemed = draft.wallet.redeemed = draft.wallet.redeemed or Redeemed({}, {})
    redeemed.had = redeemed.had | {event.id: Had(event.reward, event.day, used, owed)}
    _count(redeemed, event.reward, event.day, 1)


def why_not(draft: Draft, reward: Reward, asking: Asking | Redemption) -> Refusal | None:
    """Why this member cannot have a reward now: the first reason in the order in which they are said; None where they can."""
    return next(blockers(draft, reward, asking), None)


def blockers(draft: Draft, reward: Reward, asking: Asking | Redemption) -> Iterator[Refusal]:
    """Everything that is between this member and a reward, in that order."""
    found = (
        _not_now(reward, asking),
        _under_age(reward, asking),
        _beyond_limit(draft, reward, asking),
        _for_others(draft, reward, asking),
        _too_dear(draft, reward),
    )
    return (refusal for refusal in found if refusal is not None)


def is_for(draft: Draft, reward: Reward, asking: Asking | Redemption, levels: Mapping[str, str]) -> bool:
    """Whether somebody at these levels may have it, days, limits and points aside."""
    if not reward.is_for(levels):
        return False
    if reward.when is None:
        return True
    # A condition without a basket is asked of an empty one.
    nothing = Order("", asking.occurred_at, asking.day, asking.minute, ())
    facts = OrderFacts(nothing, draft.wallet, dict(levels), draft.wallet.orders)
    if draft.version.asked:
        facts.behaviour = answers(draft, draft.version, nothing)
    return reward.when(facts)


def _not_now(reward: Reward, asking: Asking | Redemption) -> Refusal | None:
    if reward.begins_at <= asking.occurred_at < reward.ends_at:
        return None
    return RewardNotNow(reward=reward.id, begins_at=reward.begins_at, ends_at=reward.ends_at)


def _under_age(reward: Reward, asking: Asking | Redemption) -> Refusal | None:
    return NotOfAge(reward=reward.id, age=reward.age) if reward.age and not asking.is_of_age else None


def _beyond_limit(draft: Draft, reward: Reward, asking: Asking | Redemption) -> Refusal | None:
    redeemed = draft.wallet.redeemed
    days = redeemed.times.get(reward.id, {}) if redeemed else {}
    for per, times in reward.limits.items() if days else ():
        first, free_from = _span(per, asking.day)
        had = days[_EVER] if per == "member" else sum(n for day, n in days.items() if day >= first)
        if had >= times:
            free_at = None if free_from is None else draft.version.calendar.start_of(free_from)
            return RewardLimit(reward=reward.id, times=times, per=per, free_at=free_at)
    return None


def _span(per: str, day: int) -> tuple[int, int | None]:
    """The first day that a limit counts, and the one from which it counts anew."""
    if per == "member":
        return _EVER, None
    if per == "member_day":
        return day, day + 1
    first = Day(day - parts_of(day)[2] + 1)
    return first, add_months(first, 1)


def _for_others(draft: Draft, reward: Reward, asking: Asking | Redemption) -> Refusal | None:
    if is_for(draft, reward, asking, draft.wallet.levels()):
        return None
    levels = sorted(f"{track}:{level}" for track, level in reward.levels)
    return RewardNotForYou(reward=reward.id, when=reward.document.when, levels=levels)


def _too_dear(draft: Draft, reward: Reward) -> Refusal | None:
    there = usable(draft.wallet.purses.get(reward.currency) or Purse(), draft.at, reward.fundings)
    if there >= reward.points:
        return None
    return NotEnoughPoints(currency=reward.currency, needed=reward.points, usable=there)


def _count(redeemed: Redeemed, reward: str, day: int, times: int) -> None:
    """Count for life and for the day; days on which nothing is left, or that no limit reads any more, are let go."""
    days = redeemed.times.get(reward, {})
    counted = days | {key: max(0, days.get(key, 0) + times) for key in (_EVER, day)}
    redeemed.times[reward] = {
        key: n for key, n in counted.items() if key == _EVER or (n and key > day - _DAYS_KEPT)
    }
