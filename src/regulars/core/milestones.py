"""Points that wait for something to happen to their order, and become usable when it is told.

The rules are in `docs/algorithms/lots.md`. A lot that waits is opened with the dates that it has if nothing is ever
told, so that a timeout needs nobody to look by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.effects import Reason
from regulars.core.state import Lot
from regulars.core.wallet import put_in, repay

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.events import Milestone
    from regulars.core.programme.terms import Terms
    from regulars.core.receipts import Earned


def reached(draft: Draft, event: Milestone) -> None:
    """Release what waits for this in the order; an order that is not known releases nothing and is reported."""
    receipt = draft.receipts.by_order.get(event.order)
    if receipt is None:
        draft.explain(Reason("unknown_order", (event.order,)))
        return
    version = draft.programme.version(receipt.version)
    for earned in receipt.earned if version else ():
        assert version is not None
        life = version.rules[earned.rule].terms.of(receipt.levels)
        if life.waits_for == event.name:
            _release(draft, event, earned, life, version.number)


def _release(draft: Draft, event: Milestone, earned: Earned, life: Terms, version: int) -> None:
    """Give a lot that is still pending the dates of somebody who gets it now; one that is gone stays gone."""
    purse = draft.purse(earned.currency)
    place = purse.place_of(earned.entry)
    if place is None or purse.lots[place].activates_at <= draft.at:
        return
    lot = purse.lots.pop(place)
    activates_at, expires_at = life.released(event.day, event.occurred_at)
    if life.slides:
        expires_at = max(expires_at, purse.slides_until)
    draft.enter(
        kind="release", currency=earned.currency, points=0, occurred_at=event.occurred_at,
        effect=f"release:{lot.no}", rule=earned.rule, version=version, reverses=lot.no,
        activates_at=activates_at, expires_at=expires_at, funding=lot.funding, slides=life.slides,
    )  # fmt: skip
    released = Lot(lot.no, lot.remaining, activates_at, expires_at, lot.funding, life.slides)
    put_in(purse, released)
    if purse.debts:
        repay(draft, earned.currency)
