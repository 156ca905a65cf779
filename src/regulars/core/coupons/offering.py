"""Which partners' offers a purchase brings: each once an order, and so often for a member as it says.

The rules are in `docs/algorithms/coupons.md`.
"""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING

from regulars.core import consent
from regulars.core.coupons.naming import PARTNER
from regulars.core.effects import Reason

if TYPE_CHECKING:
    from regulars.core.coupons.compiled import Offer
    from regulars.core.draft import Draft
    from regulars.core.facts import OrderFacts
    from regulars.core.programme.compiled import Version


def offer(draft: Draft, version: Version, facts: OrderFacts) -> None:
    """Say which offers an order brings its member; whoever keeps the codes gives one for each."""
    for one in version.offers:
        if _qualifies(draft, one, facts):
            name = f"{PARTNER}{one.id}"
            given = draft.wallet.used.setdefault(name, {})
            if one.document.times is None or given.get(0, 0) < one.document.times:
                given[0] = given.get(0, 0) + 1
                draft.explain(Reason("offered", (name,)))


def _qualifies(draft: Draft, one: Offer, facts: OrderFacts) -> bool:
    scope, order = one.scope, facts.order
    if not scope.is_on(order.day) or not consent.holds(draft.wallet, scope.purpose, order.occurred_at):
        return False
    if scope.when is not None and not scope.when(facts):
        return False
    amounts = list(compress([line.amount for line in order.lines], scope.picked(facts)))
    return bool(amounts) and sum(amounts) >= scope.minimum
