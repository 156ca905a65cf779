"""Entries of a part bear other numbers in the merge: their own, and as many more as the parts before it had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from regulars.core.receipts import Receipt
    from regulars.core.state import Lot, Used, Waiting


def lot_in(lot: Lot, more: int) -> Lot:
    """A lot under its number in the merge."""
    return replace(lot, no=lot.no + more) if more else lot


def used_in(used: Used, more: int) -> Used:
    """A spend under its number in the merge, with its lots."""
    return replace(used, entry=used.entry + more, parts=[lot_in(part, more) for part in used.parts])


def waiting_in(waiting: Waiting, more: int) -> Waiting:
    """What waits for an order, with the numbers that its spends have in the merge."""
    return replace(waiting, spends=tuple(used_in(used, more) for used in waiting.spends))


def receipt_in(receipt: Receipt, more: int) -> Receipt:
    """A receipt of a part as the merge may change it."""
    own = receipt.copy()
    own.earned = [replace(earned, entry=earned.entry + more) for earned in own.earned]
    own.spends = [used_in(used, more) for used in own.spends]
    return own
