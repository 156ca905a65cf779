"""Points handed from one member to another: what the giver's wallet gives up is what the receiver's takes in.

The rules are in `docs/algorithms/transfers.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regulars.core.effects import Reason
from regulars.core.events import LotGiven, PointsReceived
from regulars.core.programme.document import Transfer
from regulars.core.programme.parts import FUNDING
from regulars.core.refusals import DebtOpen, NotEnoughPoints, TransferNotAllowed, TransferTooLarge
from regulars.core.state import Lot, Purse, ends_at
from regulars.core.wallet import in_order, is_usable, owed, put_in, repay, shrink

if TYPE_CHECKING:
    from regulars.core.draft import Draft
    from regulars.core.effects import Effects
    from regulars.core.events import PointsGiven

#: What was bought with money is not handed on: moving money between people is a payment service.
_PAID: Final = FUNDING["paid"]
_FREE: Final = FUNDING["free"]


def give(draft: Draft, event: PointsGiven) -> None:
    """Take points out of the giver's wallet, and say of each lot what of it goes over."""
    assert event.points > 0, (
        "a transfer gives something; the surface that asked for less should have refused it"
    )
    purse = draft.wallet.purses.get(event.currency) or Purse()
    _authorise(draft, event, purse)
    number = draft.enter(
        kind="transfer_out", currency=event.currency, points=-event.points, occurred_at=event.occurred_at,
        effect="give", version=draft.version.number,
    )  # fmt: skip
    left = event.points
    for lot in _transferable(draft, event.currency, purse):
        part = min(left, lot.remaining)
        if part:
            shrink(draft, purse, number, lot, part)
            draft.explain(
                Reason("given", (event.currency, part, lot.activates_at, ends_at(purse, lot), lot.funding))
            )
            left -= part
    purse.given += event.points


def handed_over(event: PointsGiven, effects: Effects) -> PointsReceived:
    """What the other member receives, as the giver's effects say."""
    lots = tuple(LotGiven(*reason.facts[1:]) for reason in effects.reasons if reason.code == "given")  # type: ignore[arg-type]  # `give` wrote them
    return PointsReceived(
        received_name(event), event.occurred_at, event.day, event.currency, lots, event.message
    )


def received_name(event: PointsGiven) -> str:
    """What the receiver's event is called: after the giver's, so that both are once for ever."""
    return f"{event.id}~received"


def receive(draft: Draft, event: PointsReceived) -> None:
    """Open a lot for each that was taken, with the dates and the funding that it had; an open debt is repaid first."""
    purse = draft.purse(event.currency)
    for place, lot in enumerate(event.lots):
        number = draft.enter(
            kind="transfer_in", currency=event.currency, points=lot.points, occurred_at=event.occurred_at,
            effect=f"receive:{place}", version=draft.version.number, activates_at=lot.activates_at,
            expires_at=lot.expires_at, funding=lot.funding,
        )  # fmt: skip
        put_in(purse, Lot(number, lot.points, lot.activates_at, lot.expires_at, lot.funding))
        purse.received += lot.points
    if purse.debts:
        repay(draft, event.currency)


def _authorise(draft: Draft, event: PointsGiven, purse: Purse) -> None:
    terms = draft.version.document.points[event.currency].transfer
    if terms == "forbidden":
        raise TransferNotAllowed(currency=event.currency)
    if isinstance(terms, Transfer) and event.points > terms.most:
        raise TransferTooLarge(currency=event.currency, most=terms.most, needed=event.points)
    if purse.debts:
        raise DebtOpen(currency=event.currency, owed=owed(purse))
    there = sum(lot.remaining for lot in _transferable(draft, event.currency, purse))
    if there < event.points:
        raise NotEnoughPoints(currency=event.currency, needed=event.points, usable=there)


def _transferable(draft: Draft, currency: str, purse: Purse) -> list[Lot]:
    terms = draft.version.currencies.get(currency)
    own = terms.funding if terms else _FREE
    return [
        lot
        for lot in in_order(purse, terms)
        if is_usable(purse, lot, draft.at) and lot.funding in {_FREE, own} - {_PAID}
    ]
