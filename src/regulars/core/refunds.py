"""Goods that come back: a target is worked out from all that came back so far, and the difference is taken.

The rules are in `docs/algorithms/refunds.md`. Because the target depends only on what has come back in all, a
repeated or reordered return changes nothing, and after the last one nothing is left over.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import msgspec

from regulars.core.behaviour.following import brought_back as brought_off
from regulars.core.budgets import give_back
from regulars.core.caps import give_back_to_caps
from regulars.core.draft import Claim
from regulars.core.effects import Reason
from regulars.core.events import Return
from regulars.core.facts import OrderFacts
from regulars.core.matching import Back, Before, match
from regulars.core.missions import goals
from regulars.core.money import half_up
from regulars.core.referral import weigh
from regulars.core.restoring import restore
from regulars.core.tracks.counting import brought_back
from regulars.core.waiting import keep_return, keep_spend
from regulars.core.wallet import take_back

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.events import Cancellation, HoldPosted, Spend
    from regulars.core.programme.compiled import Rule, Version
    from regulars.core.receipts import Earned, Receipt
    from regulars.core.state import Used, Waiting


def returned(draft: Draft, event: Return) -> None:
    """Match what came back to what was bought, then settle each receipt that it touches."""
    before: Before = {}
    match(draft, event, before)
    if event.order is not None and event.order not in draft.receipts.by_order:
        keep_return(draft, event)
    _settle_all(draft, event, before)


def cancelled(draft: Draft, event: Cancellation) -> None:
    """Take the rest of an order back; that of an order not yet told of is taken when it comes."""
    receipt = draft.receipt(event.order)
    if receipt is None:
        keep_return(draft, event)
        return
    if receipt.is_all_returned():
        return
    before = {event.order: Back(receipt)}
    _return_all(receipt)
    _settle_all(draft, event, before)


def spent_on(draft: Draft, event: Spend | HoldPosted, used: Used) -> None:
    """Remember on the receipt what was spent on it; of goods that have come back already it goes back at once."""
    assert event.order is not None
    receipt = draft.receipt(event.order)
    if receipt is None:
        keep_spend(draft, event, used)
        return
    receipt.spends.append(used)
    restore(draft, receipt, receipt.shares_back(), occurred_at=event.occurred_at)


def awaited(draft: Draft, receipt: Receipt, waiting: Waiting) -> None:
    """Let what was told of an order before it came take effect, all of it in one step."""
    receipt.spends.extend(used.copy() for used in waiting.spends)
    if not waiting.returns:
        return
    before: Before = {receipt.order.id: Back(receipt)}
    said = draft.effects.reasons.copy()
    for event in waiting.returns:
        if isinstance(event, Return):
            match(draft, event, before)
        else:
            _return_all(receipt)
    # What found no line was said of each when it came, and is not said of it a second time.
    draft.effects.reasons[:] = [*said, Reason("awaited")]
    last = max(waiting.returns, key=lambda event: event.occurred_at)
    # A clock that was a little slow does not make points be taken before they were given.
    at = max(last.occurred_at, receipt.order.occurred_at)
    _settle_all(draft, msgspec.structs.replace(last, occurred_at=at), before)


def _return_all(receipt: Receipt) -> None:
    receipt.returned = [line.quantity for line in receipt.order.lines]


def _settle_all(draft: Draft, event: Return | Cancellation, before: Before) -> None:
    touched = [(draft.receipt(order_id), back) for order_id, back in before.items()]
    for receipt, _ in touched:
        assert receipt is not None
        receipt.by_shop = event.by == "shop"
        # What was spent goes back first, so that what was earned on the same order can be taken from it.
        if receipt.spends:
            restore(draft, receipt, receipt.shares_back(), occurred_at=event.occurred_at)
    for receipt, back in touched:
        assert receipt is not None
        version = draft.programme.version(receipt.version)
        if draft.version.listening:
            brought_off(draft, receipt, back, Back(receipt))
        if draft.version.missions is not None:
            goals.brought_back(draft, receipt, back, Back(receipt))
        if draft.wallet.invitation is not None:
            weigh(draft, receipt)
        if version is not None:
            now = Back(receipt)
            _settle_points(draft, event, receipt, version, now.shares)
            _settle_tracks(draft, receipt, version, back, now)


def _settle_points(
    draft: Draft, event: Return | Cancellation, receipt: Receipt, version: Version, shares: list[Fraction]
) -> None:
    remaining = _remaining(receipt, shares)
    for earned in receipt.earned:
        rule = version.rules[earned.rule]
        points = sum(earned.by_line) - _kept(earned, shares, rule, remaining) - earned.taken_back
        if points > 0:
            earned.taken_back += points
            give_back_to_caps(draft, receipt.order.day, rule, points)
            points -= _gone_already(draft, earned, points)
        if points > 0:
            terms = version.currencies[earned.currency]
            claim = Claim(terms, points, earned.rule, earned.entry, earned.budget)
            if draft.put_off is None:
                claimed(draft, claim, event.occurred_at)
            else:
                draft.put_off.claims.append(claim)


def claimed(draft: Draft, claim: Claim, occurred_at: int, instead: frozenset[int] = frozenset()) -> None:
    """Take what a return has to take; `instead` are the lots of a purchase that takes the place of what came back."""
    taken = take_back(
        draft, terms=claim.terms, points=claim.points, occurred_at=occurred_at,
        effect=f"revoke:{claim.entry}", rule=claim.rule, reverses=claim.entry, instead=instead,
    )  # fmt: skip
    give_back(draft, claim.budget, taken)


def _gone_already(draft: Draft, earned: Earned, points: int) -> int:
    """Points of this very gift that ran out unused: nobody has them any more, so nobody gives them back."""
    gone = min(points, draft.receipts.ran_out.get(earned.entry, 0) - earned.ran_out)
    if gone > 0:
        earned.ran_out += gone
        draft.explain(Reason("ran_out", (earned.currency, gone)))
    return max(gone, 0)


def _kept(earned: Earned, shares: list[Fraction], rule: Rule, remaining: OrderFacts | None) -> int:
    """Points that stay: what each line keeps, or nothing once the rule's condition no longer holds."""
    if rule.on_refund == "keep":
        return sum(earned.by_line)
    proportional = sum(_left(points, share) for points, share in zip(earned.by_line, shares, strict=True))
    if rule.on_refund == "proportional" or rule.when is None:
        return proportional
    if remaining is None or not rule.when(remaining):
        return 0
    # The condition still holds, so a gift for the receipt stays whole; what was given by line shrinks with it.
    return sum(earned.by_line) if rule.unit == "receipt" else proportional


def _left(value: int, share: Fraction) -> int:
    return value - half_up(value * share.numerator, share.denominator) if share else value


def _remaining(receipt: Receipt, shares: list[Fraction]) -> OrderFacts | None:
    """The receipt as if what came back had never been on it; None when all of it came back."""
    lines = tuple(
        msgspec.structs.replace(line, quantity=line.quantity - back, amount=_left(line.amount, share))
        for line, back, share in zip(receipt.order.lines, receipt.returned, shares, strict=True)
        if share < 1
    )
    if not lines:
        return None
    rest = msgspec.structs.replace(receipt.order, lines=lines)
    facts = OrderFacts(rest, receipt, receipt.levels, receipt.orders)
    facts.behaviour = receipt.answers
    return facts


def _settle_tracks(draft: Draft, receipt: Receipt, version: Version, before: Back, now: Back) -> None:
    """Correct what the receipt counted, in the period in which it stood."""
    for name, by_line in receipt.counted.items():
        track = draft.version.tracks.get(name)
        if track is None or track.on_refund == "never" or not track.counts_like(version.tracks.get(name)):
            continue
        brought_back(draft, track, receipt, by_line, before, now)
