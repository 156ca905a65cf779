"""Points are lots: a credit opens one, a debit draws on them, and nothing is ever changed in place.

The rules are in `docs/algorithms/lots.md`.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

import msgspec

from regulars.core.effects import Kind, Reason
from regulars.core.periods import NEVER
from regulars.core.refusals import NotEnoughPoints
from regulars.core.state import Debt, Lapse, Lot, Purse, ends_at

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.programme.compiled import Currency

#: Points of which funding alone may be taken; None: of each.
Fundings = frozenset[int] | None
TakeBack = Literal["only_pending", "within_balance", "into_deficit"]


def usable(purse: Purse, at: int, fundings: Fundings = None) -> int:
    """Points that may be spent at this instant; none while a debt is open."""
    if purse.debts:
        return 0
    return _usable_lots(purse, at) if fundings is None else _usable_of(purse, at, fundings)


def is_usable(purse: Purse, lot: Lot, at: int) -> bool:
    """Whether the points of a lot of this purse may be spent at this instant, debts aside."""
    return lot.activates_at <= at < ends_at(purse, lot)


def _usable_lots(purse: Purse, at: int) -> int:
    return sum(lot.remaining for lot in purse.lots if is_usable(purse, lot, at))


def _usable_of(purse: Purse, at: int, fundings: frozenset[int]) -> int:
    return sum(lot.remaining for lot in purse.lots if lot.funding in fundings and is_usable(purse, lot, at))


def with_usable(draft: Draft, currency: str, points: int, fundings: Fundings = None) -> Purse:
    """The purse in which so many points are usable, or a refusal that says how many are."""
    # Only looked at, not opened: a refusal leaves no trace.
    purse = draft.wallet.purses.get(currency) or Purse()
    there = usable(purse, draft.at, fundings)
    if there < points:
        raise NotEnoughPoints(currency=currency, needed=points, usable=there)
    return purse


def pending(purse: Purse, at: int) -> int:
    """Points that are there but not yet usable."""
    return sum(lot.remaining for lot in purse.lots if lot.activates_at > at)


def outstanding(purse: Purse) -> int:
    """Everything still owed, usable, pending or held, less what the member owes."""
    return sum(lot.remaining for lot in purse.lots) + held(purse) - owed(purse)


def held(purse: Purse) -> int:
    """Points set aside by holds that are open."""
    return sum(hold.points for hold in purse.holds)


def owed(purse: Purse) -> int:
    """The member's debt in points."""
    return sum(debt.points for debt in purse.debts)


def next_due(purse: Purse, at: int) -> int:
    """When this purse next changes by itself: a lot runs out, or becomes usable and repays a debt."""
    lots = purse.lots
    if not lots:
        return NEVER
    due = lots[0].expires_at if lots[-1].funding == lots[0].funding else min(lot.expires_at for lot in lots)
    if purse.debts:
        due = min(due, min((lot.activates_at for lot in lots if lot.activates_at > at), default=NEVER))
    return due


def credit(
    draft: Draft,
    *,
    kind: Kind,
    currency: str,
    points: int,
    occurred_at: int,
    effect: str,
    rule: str,
    version: int,
    activates_at: int,
    expires_at: int,
    funding: int,
    reverses: int = 0,
    slides: bool = False,
) -> int:
    """Open a lot with a new entry, answer its number; an open debt is repaid first."""
    assert points > 0, "a credit gives something; the surface that asked for less should have refused it"
    purse = draft.purse(currency)
    if slides := slides and activates_at < expires_at:
        # An activity that was told before counts also for what is only opened now.
        expires_at = max(expires_at, purse.slides_until)
    number = draft.enter(
        kind=kind, currency=currency, points=points, occurred_at=occurred_at, effect=effect, rule=rule,
        version=version, reverses=reverses, activates_at=activates_at, expires_at=expires_at, funding=funding,
        slides=slides,
    )  # fmt: skip
    put_in(purse, Lot(number, points, activates_at, expires_at, funding, slides))
    if kind == "restore":
        purse.book(restored=points)
    else:
        purse.book(issued=points)
    if purse.debts:
        repay(draft, currency)
    return number


def put_in(purse: Purse, lot: Lot) -> None:
    """Put a lot at its place in the order of spending."""
    lots = purse.lots
    # A new lot nearly always runs out last of all, so look there before searching.
    if not lots or lots[-1].spending_order() <= lot.spending_order():
        lots.append(lot)
    else:
        insort(lots, lot, key=Lot.spending_order)


def spend(
    draft: Draft,
    *,
    currency: str,
    points: int,
    occurred_at: int,
    effect: str,
    kind: Kind = "spend",
    fundings: Fundings = None,
) -> int:
    """Take usable points out of the wallet, or refuse with what is usable; nothing is half done. Answers the entry."""
    assert points > 0, "spending takes something; the surface that asked for less should have refused it"
    purse = with_usable(draft, currency, points, fundings)
    number = draft.enter(
        kind=kind, currency=currency, points=-points, occurred_at=occurred_at, effect=effect,
        version=draft.version.number,
    )  # fmt: skip
    _draw(draft, currency, number, points, fundings=fundings)
    purse.book(spent=points)
    return number


def draw_or_owe(draft: Draft, currency: str, entry: int, points: int) -> None:
    """Let a debit that cannot be refused take what is usable; the rest is owed."""
    purse = draft.purse(currency)
    there = min(points, usable(purse, draft.at))
    _draw(draft, currency, entry, there)
    if points > there:
        purse.debts.append(Debt(entry, points - there))


def take_back(
    draft: Draft,
    *,
    terms: Currency,
    points: int,
    occurred_at: int,
    effect: str,
    rule: str,
    reverses: int,
    instead: frozenset[int] = frozenset(),
) -> int:
    """Take back what an entry gave: from its own lot, then as `terms` say, those under which it was given; answer how much was taken.

    `instead` are the lots of a purchase that takes its place: they come second, whatever the terms. What could not be taken is written as a shortfall: neither dropped in silence nor taken from later earnings.
    """
    currency = terms.name
    purse = draft.purse(currency)
    place = purse.place_of(reverses)
    own = None if place is None else purse.lots[place]
    from_own = min(points, own.remaining) if own and _may_take_own(terms.take_back, own, draft.at) else 0
    order = in_order(purse, draft.version.currencies.get(currency)) if instead else []
    replaced = _out_of(order, instead, points - from_own)
    rest = points - from_own - sum(part for _, part in replaced)
    elsewhere = _elsewhere(terms.take_back, draft.at, purse, {reverses, *instead}, rest)
    limit = terms.limit_for(draft.wallet.levels())
    debt = _debt(terms.take_back, limit, purse, rest - elsewhere)
    taken = points - rest + elsewhere + debt
    if taken:
        number = draft.enter(
            kind="revoke", currency=currency, points=-taken, occurred_at=occurred_at, effect=effect, rule=rule,
            version=draft.version.number, reverses=reverses,
        )  # fmt: skip
        if own and from_own:
            shrink(draft, purse, number, own, from_own)
        for lot, part in replaced:
            shrink(draft, purse, number, lot, part)
        _draw(draft, currency, number, elsewhere)
        if debt:
            purse.debts.append(Debt(number, debt))
    if points > taken:
        draft.explain(Reason("shortfall", (currency, points - taken, effect)))
    purse.book(revoked=taken, shortfall=points - taken)
    return taken


def expire(draft: Draft, currency: str, until: int) -> None:
    """Write one entry for each lot that ran out at or before `until`; the earliest first.

    A lot that slides and whose clock has moved on meanwhile lives until then.
    """
    purse = draft.purse(currency)
    if purse.slides_until > until:
        _date_anew(purse)
    due = _take_due(purse, until)
    if not due:
        return
    lapsed: list[Lapse] = []
    for lot in sorted(due, key=lambda lot: (ends_at(purse, lot), lot.no)):
        end = ends_at(purse, lot)
        # What slides may come back into its lot, and run out another time.
        effect = f"expire:{lot.no}:{end}" if lot.slides else f"expire:{lot.no}"
        number = run_out(draft, currency, lot, occurred_at=end, effect=effect)
        if lot.slides:
            lapsed.append(Lapse(number, lot.no, lot.remaining, lot.activates_at, lot.funding, end))
    terms = draft.version.currencies.get(currency)
    if lapsed and terms is not None and terms.reinstates:
        # What ran out before is beyond any activity that may still count.
        last = lapsed[-1].ended_at
        purse.lapsed = [lapse for lapse in (*purse.lapsed, *lapsed) if lapse.ended_at == last]


def _take_due(purse: Purse, until: int) -> list[Lot]:
    """Take out of a purse what ran out, all at once: a wallet may hold thousands of lots, running out together or one by one."""
    lots = purse.lots
    if lots[0].funding != lots[-1].funding:
        purse.lots = [lot for lot in lots if lot.expires_at > until]
        return [lot for lot in lots if lot.expires_at <= until]
    # Of one funding, lots stand in the order in which they run out.
    first_left = bisect_right(lots, until, key=attrgetter("expires_at"))
    due = lots[:first_left]
    del lots[:first_left]
    return due


def _date_anew(purse: Purse) -> None:
    """Give all lots that slide the end that they have by now, so that they come up no more before it."""
    until = purse.slides_until
    purse.lots = [
        msgspec.structs.replace(lot, expires_at=until) if lot.slides and lot.expires_at < until else lot
        for lot in purse.lots
    ]
    purse.lots.sort(key=Lot.spending_order)


def run_out(draft: Draft, currency: str, lot: Lot, *, occurred_at: int, effect: str) -> int:
    """Write that points of a lot ran out, remember it for the day on which its goods come back, answer the entry."""
    purse, points = draft.purse(currency), lot.remaining
    number = draft.enter(
        kind="expire", currency=currency, points=-points, occurred_at=occurred_at, effect=effect,
        reverses=lot.no, version=draft.version.number,
    )  # fmt: skip
    draft.allocate(number, lot.no, points)
    purse.book(expired=points)
    draft.receipts.ran_out[lot.no] = draft.receipts.ran_out.get(lot.no, 0) + points
    return number


def put_back(purse: Purse, lot: Lot) -> None:
    """Let points return into their lot: the one that is still open, else as the lot that it was."""
    place = purse.place_of(lot.no)
    if place is None:
        put_in(purse, lot)
    else:
        there = purse.lots[place]
        purse.lots[place] = msgspec.structs.replace(there, remaining=there.remaining + lot.remaining)


def repay(draft: Draft, currency: str) -> None:
    """Let usable lots repay open debts, oldest first: the debit gets its missing allocation."""
    purse = draft.purse(currency)
    for debt in purse.debts.copy():
        paid = min(debt.points, _usable_lots(purse, draft.at))
        if not paid:
            return
        _draw(draft, currency, debt.entry, paid, debt.part)
        left = [Debt(debt.entry, debt.points - paid, debt.part + 1)] if debt.points > paid else []
        purse.debts[:1] = left
        draft.explain(Reason("repaid", (currency, paid)))


def _may_take_own(policy: TakeBack, own: Lot, at: int) -> bool:
    return policy != "only_pending" or own.activates_at > at


def _out_of(ordered: list[Lot], lots: frozenset[int], wanted: int) -> list[tuple[Lot, int]]:
    parts: list[tuple[Lot, int]] = []
    for lot in ordered:
        if wanted and lot.no in lots:
            part = min(wanted, lot.remaining)
            parts.append((lot, part))
            wanted -= part
    return parts


def _elsewhere(policy: TakeBack, at: int, purse: Purse, but: set[int], wanted: int) -> int:
    if policy == "only_pending" or wanted <= 0:
        return 0
    others = (lot.remaining for lot in purse.lots if lot.no not in but and is_usable(purse, lot, at))
    return min(wanted, sum(others))


def _debt(policy: TakeBack, limit: int | None, purse: Purse, wanted: int) -> int:
    if policy != "into_deficit" or wanted <= 0:
        return 0
    return wanted if limit is None else max(0, min(wanted, limit - owed(purse)))


def _draw(
    draft: Draft, currency: str, entry: int, points: int, part: int = 0, fundings: Fundings = None
) -> None:
    purse = draft.purse(currency)
    for lot in in_order(purse, draft.version.currencies.get(currency)) if points else ():
        if is_usable(purse, lot, draft.at) and (fundings is None or lot.funding in fundings):
            some = min(points, lot.remaining)
            shrink(draft, purse, entry, lot, some, part)
            points -= some
            if not points:
                return


def in_order(purse: Purse, terms: Currency | None) -> list[Lot]:
    """A list of one's own of the open lots, in the order in which they are spent under these terms."""
    is_paid_first = terms is not None and terms.is_paid_first
    if not is_paid_first and not purse.slides_until:
        return purse.lots.copy()
    sign = -1 if is_paid_first else 1
    return sorted(
        purse.lots, key=lambda lot: (sign * lot.funding, ends_at(purse, lot), lot.activates_at, lot.no)
    )


def shrink(draft: Draft, purse: Purse, entry: int, lot: Lot, points: int, part: int = 0) -> None:
    """Let a debit take points out of one lot."""
    draft.allocate(entry, lot.no, points, part)
    lessen(purse, lot, points)


def lessen(purse: Purse, lot: Lot, points: int) -> None:
    """Take points out of one lot, for whatever purpose."""
    place = purse.lots.index(lot)
    if lot.remaining == points:
        del purse.lots[place]
    else:
        purse.lots[place] = lot.less(points)
