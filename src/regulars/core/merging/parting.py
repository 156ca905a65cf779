"""Taking a merge back: what was logged in it is taken into each member's own books again, and never lost."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from regulars.core import rewards
from regulars.core.effects import Effects, Reason
from regulars.core.events import PointsGiven, Redemption
from regulars.core.restoring import drawn_by
from regulars.core.wallet import draw_or_owe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regulars.core.draft import Draft
    from regulars.core.effects import Entry
    from regulars.core.events import Event

Takes = tuple[tuple[str, int], ...]
"""What an event took, as points of a currency."""

_TAKING = frozenset({"spend", "transfer_out", "adjust"})


def taken_by(entries: Iterable[Entry]) -> Takes:
    """What an event took of a member's free will, as the entries say that it wrote in the merge."""
    taken = Counter[str]()
    for entry in entries:
        if entry.points < 0 and entry.kind in _TAKING:
            taken[entry.currency] -= entry.points
    return tuple(sorted(taken.items()))


def overdraw(draft: Draft, event: Event, takes: Takes) -> None:
    """Write what an event took, though the member alone could not pay it: what is usable goes, the rest is owed."""
    if not takes:
        draft.explain(Reason("overdrawn"))
    is_gift = isinstance(event, PointsGiven)
    for currency, points in takes:
        purse = draft.purse(currency)
        before = {lot.no: lot for lot in purse.lots}
        number = draft.enter(
            kind="transfer_out" if is_gift else "spend", currency=currency, points=-points,
            occurred_at=event.occurred_at, effect=f"overdrawn:{currency}", version=draft.version.number,
        )  # fmt: skip
        draw_or_owe(draft, currency, number, points)
        if is_gift:
            purse.given += points
        else:
            purse.book(spent=points)
        draft.explain(Reason("overdrawn", (currency, points)))
        if isinstance(event, Redemption):
            used = drawn_by(draft, currency, number, before)
            rewards.overdrawn(draft, event, used, points - used.points)


def overdrawn(effects: Effects | Iterable[Reason]) -> Takes | None:
    """What an event overdrew, as the reasons beside it say, so that it is folded again as it was; None where it did not."""
    reasons = effects.reasons if isinstance(effects, Effects) else effects
    found = [reason.facts for reason in reasons if reason.code == "overdrawn"]
    if not found:
        return None
    return tuple((str(facts[0]), int(facts[1])) for facts in found if facts)
