"""Goods brought back for others: the return and the purchase that takes its place are decided as one event.

The rules are in `docs/algorithms/refunds.md`. What the return has to take is taken last, so that the purchase can pay for
it, and levels follow once: nothing arises only because one half came before the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from regulars.core.draft import PutOff
from regulars.core.events import Return
from regulars.core.refunds import claimed, returned
from regulars.core.tracks.levels import follow

if TYPE_CHECKING:
    from collections.abc import Callable

    from regulars.core.draft import Draft
    from regulars.core.effects import Cause
    from regulars.core.events import Exchange, Order


def exchanged(
    draft: Draft, order: Order, exchange: Exchange, purchase: Callable[[Draft, Order], None]
) -> None:
    """Take in what came back, record the purchase, and then settle what the two come to together."""
    last = draft.wallet.entries
    put_off = draft.put_off = PutOff()
    returned(draft, _return(order, exchange))
    # The receipt keeps the purchase alone: what came back for it was settled with its own receipt.
    purchase(draft, replace(order, exchange=None))
    draft.put_off = None
    new = frozenset(
        entry.no for entry in draft.effects.entries if entry.kind == "earn" and entry.no > last
    )  # fmt: skip
    # What came back of the sale itself, told before it, is taken first and as of any return: it replaces nothing.
    for claim in sorted(put_off.claims, key=lambda claim: claim.entry not in new):
        claimed(draft, claim, order.occurred_at, new if claim.entry not in new else frozenset())
    for name, before in put_off.totals.items():
        standing = draft.wallet.tracks[name]
        cause: Cause = "refund" if standing.total < before else "reached"
        follow(draft, draft.version.tracks[name], standing, before, cause)


def _return(order: Order, exchange: Exchange) -> Return:
    return Return(
        order.id, order.occurred_at, order.day, exchange.lines, exchange.order, exchange.amount, exchange.by
    )
