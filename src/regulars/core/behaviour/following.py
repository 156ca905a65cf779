"""Events laid upon traces: what a member did, bought and brought back, for the questions of the version in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.behaviour.asked import Answers
from regulars.core.behaviour.facts import BehaviourFacts
from regulars.core.behaviour.traces import Trace
from regulars.core.consent import holds
from regulars.core.events import EVENT_NAMES, Behaviour, Order
from regulars.core.facts import OrderFacts
from regulars.core.money import half_up
from regulars.core.reward_lines import without_rewards

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regulars.core.behaviour.asked import Asked, Moment
    from regulars.core.draft import Draft
    from regulars.core.matching import Back
    from regulars.core.programme.compiled import Version
    from regulars.core.receipts import Receipt

BOUGHT = EVENT_NAMES[Order]

Laid = tuple[int | None, "Iterable[str]"]
"""An amount, None where the event says nothing of it, and values."""


def answers(draft: Draft, version: Version, event: Moment) -> Answers:
    """What the questions of a version, and of the one in force, are answered before an event is counted."""
    now = draft.version
    asked = now.asked if version is now else {**version.asked, **now.asked}
    return Answers(asked, draft.wallet.traces, draft.at, _today(draft, event))


def did(draft: Draft, event: Behaviour) -> None:
    """Remember what a member did, for the questions that name it."""
    ear = draft.version.listening.get(event.name)
    if ear is None:
        return
    facts = BehaviourFacts(event, draft.wallet)
    for asked in ear.concerned(facts):
        _take(draft, asked, event, *laid_by_what_was_done(asked, facts))


def laid_by_what_was_done(asked: Asked, facts: BehaviourFacts) -> Laid:
    """What an event lays upon the trace of a question: an amount (None: nothing at all), and values."""
    if asked.asks == "sum":
        return facts.numbers.get(asked.property), ()
    if asked.asks == "distinct":
        value = facts.word(asked.property)
        return 0, () if value is None else (value,)
    return 1, ()


def bought(draft: Draft, receipt: Receipt) -> None:
    """Remember an order, for the questions that name it."""
    ear = draft.version.listening.get(BOUGHT)
    if ear is None:
        return
    facts = facts_of(receipt)
    for asked in ear.concerned(facts):
        _take(draft, asked, receipt.order, *laid_by_order(asked, facts))


def laid_by_order(asked: Asked, facts: OrderFacts) -> Laid:
    """The same of an order."""
    if asked.asks == "sum":
        amounts: dict[str, int] = {"total": facts.total, "quantity": facts.quantity}
        return amounts[asked.property], ()
    return (0, _values(facts, asked.property)) if asked.asks == "distinct" else (1, ())


def brought_back(draft: Draft, receipt: Receipt, before: Back, now: Back) -> None:
    """Take off what an order no longer counts for, on the day of the order. What was done stays done."""
    ear = draft.version.listening.get(BOUGHT)
    if ear is None:
        return
    for asked in ear.concerned(facts_of(receipt)):
        trace = draft.wallet.traces.get(asked.key)
        if trace is None or not _counted(draft, asked, receipt.order):
            continue
        change = laid_back(asked, receipt, before, now)
        if change:
            asked.add(trace, receipt.order, change, draft.at, _today(draft, receipt.order))


def laid_back(asked: Asked, receipt: Receipt, before: Back, now: Back) -> int:
    """By how much an order counts for more than before; below zero as a rule."""
    if asked.asks == "count":
        return int(before.is_all()) - int(now.is_all())
    if asked.asks == "sum":
        return _left(receipt, now, asked.property) - _left(receipt, before, asked.property)
    return 0


def forget(draft: Draft) -> None:
    """Let traces go that the version in force has no question for, or that need a consent which is not there."""
    traces, asked = draft.wallet.traces, draft.version.asked
    for key in [key for key in traces if key not in asked or not _may_keep(draft, asked[key], draft.at)]:
        del traces[key]


def _may_keep(draft: Draft, asked: Asked, at: int) -> bool:
    return asked.consent is None or holds(draft.wallet, asked.consent, at)


def _take(draft: Draft, asked: Asked, event: Moment, amount: int | None, values: Iterable[str]) -> None:
    if amount is None or not _counted(draft, asked, event):
        return
    traces = draft.wallet.traces
    trace = traces.get(asked.key)
    if trace is None:
        trace = traces[asked.key] = Trace(figures=[], seen={}, times=[])
    match asked.asks:
        case "count" | "sum":
            asked.add(trace, event, amount, draft.at, _today(draft, event))
        case "distinct":
            for value in values:
                asked.see(trace, event, value, draft.at, _today(draft, event))
        case "last":
            trace.last_day = max(trace.last_day, event.day)
        case _:
            _take_step(draft, asked, trace, event)


def _take_step(draft: Draft, asked: Asked, trace: Trace, event: Moment) -> None:
    name = BOUGHT if isinstance(event, Order) else event.name if isinstance(event, Behaviour) else ""
    for place, each in enumerate(asked.question.events):
        if each == name:
            asked.follow(trace, event, place, draft.at)


def _counted(draft: Draft, asked: Asked, event: Moment) -> bool:
    """Whether it occurred since the question is asked, and since the member agreed to it; else it counts for nobody."""
    is_before = event.occurred_at < draft.programme.asked_since(draft.version, asked.key)
    return not is_before and _may_keep(draft, asked, event.occurred_at)


def _today(draft: Draft, event: Moment) -> int:
    if event.occurred_at == draft.at:
        return event.day
    return draft.version.calendar.day_of(draft.at)


def facts_of(receipt: Receipt) -> OrderFacts:
    """What conditions read of an order as it was bought."""
    return OrderFacts(without_rewards(receipt.order), receipt, receipt.levels, receipt.orders)


def _values(facts: OrderFacts, name: str) -> Iterable[str]:
    """The texts of an order under a name; a set is taken in its own order, so that the trace is the same everywhere."""
    found = getattr(facts, name)
    if found is None:
        return ()
    return (found,) if isinstance(found, str) else sorted(found)


def _left(receipt: Receipt, back: Back, name: str) -> int:
    """What of an order's money, or of its items, did not come back; rounded by line."""
    if name == "quantity":
        lines = zip((line.quantity for line in receipt.order.lines), back.items, strict=True)
    else:
        lines = zip((line.amount for line in receipt.order.lines), back.shares, strict=True)
    return sum(value - half_up(value * share.numerator, share.denominator) for value, share in lines)
