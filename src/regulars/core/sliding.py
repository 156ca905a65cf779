"""Points that live so long after the last activity: one clock for each kind of points of a member.

The rules are in `docs/algorithms/lots.md`. An activity moves the clock and touches no lot. A lot whose own end comes is
asked then whether the clock has moved on, so that a wallet of many lots is not written anew with every purchase.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.state import Lapse, Lot, ends_at
from regulars.core.wallet import credit, put_back, repay

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulars.core.draft import Draft
    from regulars.core.events import Event
    from regulars.core.programme.compiled import Currency, Version
    from regulars.core.state import Purse


def bought(draft: Draft, version: Version, event: Event, levels: Mapping[str, str]) -> None:
    """An order keeps alive whatever the version in force then says that orders keep alive."""
    for terms in version.kept_alive.get("orders", ()):
        _keep_alive(draft, version, terms, event, levels)


def spent(draft: Draft, event: Event) -> None:
    """Points that were used keep the others of their kind alive."""
    version, levels = draft.version, draft.wallet.levels()
    spends = {entry.currency for entry in draft.effects.entries if entry.kind == "spend"}
    for terms in version.kept_alive.get("spends", ()):
        if terms.name in spends:
            _keep_alive(draft, version, terms, event, levels)


def _keep_alive(
    draft: Draft, version: Version, terms: Currency, event: Event, levels: Mapping[str, str]
) -> None:
    """Move the clock on, never back; say so in the books where a lot lives longer for it."""
    end = terms.terms.of(levels).ends_after(event.day)
    purse = draft.purse(terms.name)
    lapsed = _reinstated(purse, event.occurred_at, end, draft.at) if purse.lapsed else []
    if end <= purse.slides_until and not lapsed:
        return
    # What comes back shares the clock, and later activities may have moved that further.
    end = max(end, purse.slides_until)
    is_longer = any(lot.slides and ends_at(purse, lot) < end for lot in purse.with_held())
    # What was used may come back into a lot that slides, so the books must know the clock for that day too.
    may_return = purse.sums.spent > purse.sums.restored
    if is_longer or lapsed or may_return:
        draft.enter(
            kind="extend", currency=terms.name, points=0, occurred_at=event.occurred_at,
            effect=f"extend:{terms.name}", version=version.number, expires_at=end,
        )  # fmt: skip
    purse.slides_until = end
    for lapse in lapsed:
        _reinstate(draft, terms.name, lapse, version.number)


def _reinstated(purse: Purse, occurred_at: int, end: int, now: int) -> list[Lapse]:
    """What would still live had this been told in time; what nothing can bring back any more is forgotten."""
    if end <= now:
        return []
    found = [lapse for lapse in purse.lapsed if occurred_at < lapse.ended_at < end]
    purse.lapsed = [lapse for lapse in purse.lapsed if lapse not in found]
    return found


def _reinstate(draft: Draft, currency: str, lapse: Lapse, version: int) -> None:
    """Put points back into the lot that ran out, at the moment at which it did: as if it never had."""
    purse = draft.purse(currency)
    if lapse.lot <= draft.wallet.entries_before:
        _reinstate_anew(draft, currency, lapse, version)
        return
    number = draft.enter(
        kind="restore", currency=currency, points=lapse.points, occurred_at=lapse.ended_at,
        effect=f"reinstate:{lapse.entry}", version=version, reverses=lapse.entry,
    )  # fmt: skip
    draft.allocate(number, lapse.lot, lapse.points)
    purse.book(restored=lapse.points)
    ran_out = draft.receipts.ran_out
    ran_out[lapse.lot] = max(0, ran_out.get(lapse.lot, 0) - lapse.points)
    put_back(
        purse,
        Lot(lapse.lot, lapse.points, lapse.activates_at, purse.slides_until, lapse.funding, slides=True),
    )
    if purse.debts:
        repay(draft, currency)


def _reinstate_anew(draft: Draft, currency: str, lapse: Lapse, version: int) -> None:
    """The lot is in the books of a part of this merge, and those are closed: a new one takes its place."""
    credit(
        draft, kind="restore", currency=currency, points=lapse.points, occurred_at=lapse.ended_at,
        effect=f"reinstate:{lapse.entry}:{lapse.lot}", rule="", version=version, reverses=lapse.entry,
        activates_at=lapse.activates_at, expires_at=draft.purse(currency).slides_until, funding=lapse.funding,
        slides=True,
    )  # fmt: skip
