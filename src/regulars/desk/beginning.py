"""Folding a member's books again: with what they begin, and what was decided before taken in once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.budgets import as_decided
from regulars.core.events import MembersJoined
from regulars.core.fold import Fold, start
from regulars.core.merging.joining import unsealed
from regulars.core.merging.numbers import receipt_in
from regulars.core.merging.parting import overdrawn
from regulars.core.receipts import Receipts
from regulars.desk.models import Wallet
from regulars.desk.sources import under_source
from regulars.events import queries as events
from regulars.people.merges import lasting

if TYPE_CHECKING:
    from regulars.core.effects import Effects
    from regulars.core.events import Event
    from regulars.core.programme.compiled import Programme
    from regulars.events.queries import Logged


def begun(programme: Programme, first: Event) -> Fold:
    """The fold of a member to whom this happened first, who may bring receipts along out of the books of others."""
    known = _of_parts(programme, first) if isinstance(first, MembersJoined) else Receipts()
    return Fold(programme, start(programme, first.occurred_at), known)


def take_again(fold: Fold, logged: Logged) -> tuple[Event, Effects]:
    """Decide an event as it was decided, whatever is left of budgets by now; answers what the fold was told, and what came of it."""
    told = under_source(logged.source, logged.event, fold.receipts)
    return told, fold.take(told, overdrawn(logged.reasons), as_decided(logged.reasons))


def _of_parts(programme: Programme, joined: MembersJoined) -> Receipts:
    """The receipts of both, folded again as far as their books went then."""
    known, more = Receipts(), 0
    for part in joined.parts:
        state = unsealed(part.state)
        receipts = _receipts(programme, part.wallet, state.events, joined.occurred_at)
        for receipt in receipts.by_order.values():
            known.add(receipt_in(receipt, more))
        known.ran_out |= {lot + more: points for lot, points in receipts.ran_out.items()}
        more += state.entries
    return known


def _receipts(programme: Programme, wallet_id: int, last_no: int, until: int) -> Receipts:
    fold: Fold | None = None
    for logged in events.all_of([wallet_id]):
        if logged.no > last_no:
            break
        fold = fold or begun(programme, logged.event)
        fold.advance(logged.decided_after)
        take_again(fold, logged)
    if fold is None:
        return Receipts()
    fold.advance(until)
    return fold.receipts


def taken_over_otherwise() -> list[int]:
    """Merges that did not begin with what their parts are. Of one that was taken back they live again, and have changed."""
    sealed = Wallet.objects.filter(is_sealed=True).exclude(body=b"")
    bodies = {row.wallet_id: bytes(row.body) for row in sealed}
    return [
        wallet_id
        for wallet_id, event in events.merges(lasting())
        if any(bodies.get(part.wallet, part.state) != part.state for part in event.parts)
    ]
