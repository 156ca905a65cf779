"""What is told of an order before the order itself: kept in the wallet, and in effect when the order comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regulars.core.effects import Reason
from regulars.core.events import Return
from regulars.core.state import Waiting

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.events import Cancellation, HoldPosted, Spend
    from regulars.core.state import Used

DAYS_WAITED: Final = 60
"""What waits longer for its order than this is forgotten, so that a wallet does not fill with what never comes."""


def keep_return(draft: Draft, event: Return | Cancellation) -> None:
    """Keep a return or a cancellation until its order comes."""
    assert event.order is not None
    draft.explain(Reason("waits" if isinstance(event, Return) else "unknown_order", (event.order,)))
    known = _kept(draft, event.order, event.day)
    draft.wallet.waiting[event.order] = Waiting(event.day, (*known.returns, event), known.spends)


def keep_spend(draft: Draft, event: Spend | HoldPosted, used: Used) -> None:
    """Keep what was spent on an order until it comes; tills often spend first."""
    assert event.order is not None
    known = _kept(draft, event.order, event.day)
    draft.wallet.waiting[event.order] = Waiting(event.day, known.returns, (*known.spends, used))


def _kept(draft: Draft, order_id: str, today: int) -> Waiting:
    waiting = draft.wallet.waiting
    for other in [other for other, one in waiting.items() if one.day < today - DAYS_WAITED]:
        del waiting[other]
    return waiting.get(order_id) or Waiting(today)
