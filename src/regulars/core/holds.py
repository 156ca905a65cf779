"""Points set aside before they are spent: out of everybody's reach, and each hold ends once.

The rules are in `docs/algorithms/holds.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from msgspec.structs import replace

from regulars.core.effects import Reason
from regulars.core.periods import NEVER
from regulars.core.refusals import HoldOver, HoldTooSmall, HoldUnknown
from regulars.core.state import Hold, Lot, Used, ends_at
from regulars.core.wallet import in_order, is_usable, lessen, put_back, repay, run_out, with_usable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regulars.core.draft import Draft
    from regulars.core.events import PointsHeld
    from regulars.core.state import Purse
    from regulars.core.wallet import Fundings

    End = Literal["posted", "voided", "timed_out"]

#: So long it is remembered how a hold ended; later it is unknown. Either way nothing of it can be posted.
REMEMBERED: Final = 60 * 86_400 * 1_000_000


def place(draft: Draft, event: PointsHeld, fundings: Fundings = None) -> None:
    """Set usable points aside, or refuse with what is usable."""
    assert event.points > 0, "a hold keeps something; the surface that asked for less should have refused it"
    purse = with_usable(draft, event.currency, event.points, fundings)
    parts = tuple(_set_aside(draft, event, purse, fundings))
    placed = Hold(
        event.id, draft.wallet.events + 1, draft.at, event.occurred_at + event.lasts, parts, event.purpose
    )
    known = [hold for hold in purse.holds if not hold.end or hold.ended_at > draft.at - REMEMBERED]
    purse.holds = [*known, placed]


def post(
    draft: Draft, name: str, *, points: int | None = None, occurred_at: int, effect: str = "post"
) -> Used:
    """Spend what was held, or a part of it; the rest is free again. Answers what was spent out of which lots."""
    currency, purse, hold = _open(draft, name)
    points = hold.points if points is None else points
    if points > hold.points:
        raise HoldTooSmall(held=hold.points, needed=points)
    number = draft.enter(
        kind="spend", currency=currency, points=-points, occurred_at=occurred_at, effect=effect,
        version=draft.version.number, activates_at=hold.placed_at,
    )  # fmt: skip
    rest: list[Lot] = []
    spent: list[Lot] = []
    left = points
    for part in hold.parts:
        taken = min(left, part.remaining)
        left -= taken
        if taken:
            draft.allocate(number, part.no, taken)
            spent.append(replace(part, remaining=taken))
        if taken < part.remaining:
            rest.append(replace(part, remaining=part.remaining - taken))
    purse.book(spent=points)
    _end(purse, hold, "posted", occurred_at)
    _free(draft, currency, hold, rest, occurred_at)
    return Used(currency, number, draft.version.number, points, spent)


def void(draft: Draft, name: str, *, occurred_at: int) -> None:
    """Give a hold up."""
    currency, purse, hold = _open(draft, name)
    _end(purse, hold, "voided", occurred_at)
    _free(draft, currency, hold, hold.parts, occurred_at)


def is_open(draft: Draft, name: str) -> bool:
    """Whether a hold still keeps its points."""
    return any(
        hold.id == name and not hold.end for purse in draft.wallet.purses.values() for hold in purse.holds
    )


def time_out(draft: Draft, currency: str, purse: Purse) -> None:
    """End the holds whose time is up."""
    for hold in purse.holds.copy():
        if not hold.end and hold.until <= draft.at:
            _end(purse, hold, "timed_out", hold.until)
            _free(draft, currency, hold, hold.parts, hold.until)


def next_end(purse: Purse) -> int:
    """When the first of the open holds ends by itself."""
    return min((hold.until for hold in purse.holds if not hold.end), default=NEVER)


def _set_aside(draft: Draft, event: PointsHeld, purse: Purse, fundings: Fundings) -> Iterable[Lot]:
    """Take points out of the lots in the order of spending; no entry, for nothing is spent yet."""
    left = event.points
    for lot in in_order(purse, draft.version.currencies.get(event.currency)):
        may_pay = fundings is None or lot.funding in fundings
        part = min(left, lot.remaining) if may_pay and is_usable(purse, lot, draft.at) else 0
        if part:
            lessen(purse, lot, part)
            left -= part
            yield replace(lot, remaining=part)


def _open(draft: Draft, name: str) -> tuple[str, Purse, Hold]:
    for currency, purse in draft.wallet.purses.items():
        for hold in purse.holds:
            if hold.id == name:
                if hold.end:
                    raise HoldOver(end=hold.end)
                return currency, purse, hold
    raise HoldUnknown


def _end(purse: Purse, hold: Hold, end: End, at: int) -> None:
    purse.holds[purse.holds.index(hold)] = replace(hold, parts=(), end=end, ended_at=at)


def _free(draft: Draft, currency: str, hold: Hold, parts: Iterable[Lot], ended_at: int) -> None:
    """Put back what was not spent; what ran out while it was held goes now. A debt is repaid first of all."""
    purse, freed = draft.purse(currency), 0
    for part in parts:
        if ends_at(purse, part) <= draft.at:
            run_out(
                draft, currency, part, occurred_at=max(ended_at, ends_at(purse, part)),
                effect=f"expire:{part.no}:{hold.no}",
            )  # fmt: skip
        else:
            put_back(purse, part)
            freed += part.remaining
    if freed:
        draft.explain(Reason("freed", (currency, freed)))
    if purse.debts:
        repay(draft, currency)
