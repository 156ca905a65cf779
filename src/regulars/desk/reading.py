"""A member's state at any moment: now, in the past by folding again, or ahead by letting time pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.effects import Effects
from regulars.core.fold import Fold, start
from regulars.core.receipts import Receipts
from regulars.core.state import Wallet
from regulars.desk.beginning import begun, take_again
from regulars.desk.models import Wallet as WalletRow
from regulars.desk.wallets import decode_wallet
from regulars.events import queries as events
from regulars.lib.instants import instant

if TYPE_CHECKING:
    from datetime import datetime

    from regulars.core.programme.compiled import Programme


def wallet_at(programme: Programme, wallet_id: int, at: datetime) -> Wallet:
    """The wallet as it was, is or will be if nothing more happens; nothing is written.

    Right even when the clock is late: what fell due by then is applied on the way.
    """
    return passed(programme, wallet_id, at)[0]


def passed(programme: Programme, wallet_id: int, at: datetime) -> tuple[Wallet, Effects]:
    """The same, with what time alone does on the way from the last that is written."""
    row = WalletRow.objects.filter(wallet_id=wallet_id).values_list("body", flat=True).first()
    until = instant(at)
    if not row:
        return start(programme, until), Effects()
    wallet = decode_wallet(bytes(row))
    fold = Fold(programme, wallet, Receipts())
    if until < wallet.as_of:
        fold = _folded_again(programme, wallet_id, until)
    effects = fold.advance(until)
    return fold.wallet, effects


def _folded_again(programme: Programme, wallet_id: int, until: int) -> Fold:
    """Fold what had been decided by then: what came later, though it had happened before, was not known yet."""
    fold = Fold(programme, start(programme, until), Receipts())
    for logged in events.all_of([wallet_id]):
        if max(logged.event.occurred_at, logged.decided_after) > until:
            break
        if not fold.wallet.events:
            fold = begun(programme, logged.event)
        fold.advance(logged.decided_after)
        take_again(fold, logged)
    return fold
