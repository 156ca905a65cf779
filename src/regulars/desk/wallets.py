"""Wallets and receipts on their way from the database to the fold and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from regulars.core.events import Cancellation, Event, Return
from regulars.core.state import Receipt, Receipts, Wallet
from regulars.desk.sources import kept_as, kept_like
from regulars.lib.copying import INSTANT, copy_rows, to_copy
from regulars.lib.instants import to_database

if TYPE_CHECKING:
    from collections.abc import Iterable

    from psycopg import Cursor

    from regulars.core.fold import Fold
    from regulars.ledger.actions import Posting

encode: Final = msgspec.msgpack.Encoder().encode
decode_wallet: Final = msgspec.msgpack.Decoder(Wallet).decode
decode_receipt: Final = msgspec.msgpack.Decoder(Receipt).decode

_LOCK = "SELECT wallet_id, body FROM desk_wallet WHERE wallet_id = ANY(%s) ORDER BY wallet_id FOR UPDATE"
_OPEN = """
    INSERT INTO desk_wallet (wallet_id, body, levels)
    SELECT wallet_id, ''::bytea, '{}' FROM unnest(%s::int8[]) AS wallet_id ORDER BY wallet_id
    ON CONFLICT DO NOTHING
"""
_UPDATE = """
    UPDATE desk_wallet AS wallet
    SET body = new.body, levels = string_to_array(new.levels, ','), next_due_at = new.next_due_at
    FROM unnest(%b::int8[], %b::bytea[], %b::text[], %b::timestamptz[]) AS new (wallet_id, body, levels, next_due_at)
    WHERE wallet.wallet_id = new.wallet_id
"""
_RECEIPTS = """
    SELECT wallet_id, body FROM desk_receipt
    WHERE (wallet_id, order_id) IN (SELECT * FROM unnest(%s::int8[], %s::text[]))
    UNION
    SELECT receipt.wallet_id, body FROM unnest(%s::int8[], %s::text[]) AS wanted (wallet_id, product)
    JOIN desk_receipt AS receipt
      ON receipt.wallet_id = wanted.wallet_id AND wanted.product = ANY(receipt.products)
"""
_ELSEWHERE = """
    SELECT receipt.wallet_id, body FROM unnest(%s::int8[], %s::text[]) AS wanted (wallet_id, prefix)
    JOIN desk_receipt AS receipt
      ON receipt.wallet_id = wanted.wallet_id AND starts_with(receipt.order_id, wanted.prefix)
"""
_PUT_RECEIPTS = """
    INSERT INTO desk_receipt (wallet_id, order_id, products, body)
    SELECT wallet_id, order_id, string_to_array(products, E'\\x1f'), body
    FROM unnest(%b::int8[], %b::text[], %b::text[], %b::bytea[]) AS new (wallet_id, order_id, products, body)
    ON CONFLICT (wallet_id, order_id) DO UPDATE SET body = excluded.body
"""
_RECEIPT: Final = {"wallet_id": "int8", "order_id": "text", "products": "text[]", "body": "bytea"}
_MOVE: Final = {
    "wallet_id": "int8", "event_no": "int4", "track": "text", "before": "text", "after": "text",
    "at": INSTANT, "until": INSTANT, "cause": "text",
}  # fmt: skip


def lock(cursor: Cursor, wallet_ids: Iterable[int]) -> dict[int, Wallet | None]:
    """Lock wallets in one order and load them; None for one that has seen nothing yet."""
    ordered = sorted(wallet_ids)
    found = _locked(cursor, ordered)
    missing = [wallet_id for wallet_id in ordered if wallet_id not in found]
    if missing:
        # Somebody else may open the same wallet at this moment; whoever comes second waits here for the first.
        cursor.execute(_OPEN, (missing,))
        found.update(_locked(cursor, missing))
    return found


def _locked(cursor: Cursor, wallet_ids: list[int]) -> dict[int, Wallet | None]:
    rows = cursor.execute(_LOCK, (wallet_ids,), binary=True)
    return {wallet_id: decode_wallet(body) if body else None for wallet_id, body in rows}


Told = tuple[int, str, Event]
"""A member's wallet, the source that tells, and what."""


def receipts_for(cursor: Cursor, events: list[Told]) -> dict[int, Receipts]:
    """Load the receipts that these events may touch, by wallet; most events touch none."""
    orders, products = _wanted(events)
    found: dict[int, dict[str, Receipt]] = {}
    if orders or products:
        asked = (
            [w for w, _, _ in orders],
            [kept_as(source, o) for _, source, o in orders],
            [w for w, _ in products],
            [p for _, p in products],
        )
        for wallet_id, body in cursor.execute(_RECEIPTS, asked, binary=True):
            _keep(found, wallet_id, body)
    missing = [one for one in orders if kept_as(*one[1:]) not in found.get(one[0], ())]
    if missing:
        asked_elsewhere = ([w for w, _, _ in missing], [kept_like(o) for _, _, o in missing])
        for wallet_id, body in cursor.execute(_ELSEWHERE, asked_elsewhere, binary=True):
            _keep(found, wallet_id, body)
    return {wallet_id: Receipts(tuple(receipts.values())) for wallet_id, receipts in found.items()}


def _keep(found: dict[int, dict[str, Receipt]], wallet_id: int, body: bytes) -> None:
    receipt = decode_receipt(body)
    found.setdefault(wallet_id, {})[receipt.order.id] = receipt


def _wanted(events: list[Told]) -> tuple[list[tuple[int, str, str]], list[tuple[int, str]]]:
    orders: set[tuple[int, str, str]] = set()
    products: set[tuple[int, str]] = set()
    for wallet_id, source, event in events:
        if isinstance(event, Cancellation) or (isinstance(event, Return) and event.order is not None):
            orders.add((wallet_id, source, str(event.order)))
        elif isinstance(event, Return):
            products.update((wallet_id, line.product) for line in event.lines)
    return sorted(orders), sorted(products)


def save(cursor: Cursor, folds: dict[int, Fold]) -> None:
    """Write back wallets that are locked."""
    if not folds:
        return
    wallets = [fold.wallet for fold in folds.values()]
    levels = [",".join(level_names(wallet)) for wallet in wallets]
    due = [to_database(fold.next_due_at) for fold in folds.values()]
    cursor.execute(_UPDATE, (list(folds), [encode(wallet) for wallet in wallets], levels, due))


def level_names(wallet: Wallet) -> list[str]:
    """Where a member stands on each track, as lists and filters read it."""
    return [f"{track}:{one.level}" for track, one in wallet.tracks.items()]


def save_receipts(cursor: Cursor, receipts: dict[tuple[int, str], Receipt], *, is_new: bool) -> None:
    """Write receipts, each once in its last state; `is_new` where none of them was ever written before."""
    rows = [
        (wallet_id, order_id, _products(one), encode(one)) for (wallet_id, order_id), one in receipts.items()
    ]
    if is_new:
        copy_rows(cursor, table="desk_receipt", columns=_RECEIPT, rows=rows)
    elif rows:
        wallet_ids, order_ids, products, bodies = zip(*rows, strict=True)
        joined = ["\x1f".join(names) for names in products]
        cursor.execute(_PUT_RECEIPTS, (list(wallet_ids), list(order_ids), joined, list(bodies)))


def _products(receipt: Receipt) -> list[str]:
    return list({line.product: None for line in receipt.order.lines})


def save_moves(cursor: Cursor, postings: list[Posting]) -> None:
    """Write the levels that changed."""
    rows = (
        (
            posting.wallet_id, posting.event_no if move.cause in {"reached", "refund"} else None, move.track,
            move.before, move.after, to_copy(move.at), to_copy(move.until), move.cause,
        )
        for posting in postings
        for move in posting.effects.moves
    )  # fmt: skip
    copy_rows(cursor, table="desk_move", columns=_MOVE, rows=rows)
