"""Receipts on their way from the database to the fold and back.

What was decided of an order stands beside its event. Few orders ever change again; those are kept whole in a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from regulars.core.events import (
    Cancellation,
    Event,
    Exchange,
    HoldPosted,
    Milestone,
    Order,
    Return,
    Spend,
)
from regulars.core.merging.numbers import receipt_in
from regulars.core.receipts import Receipt, Receipts
from regulars.desk.sources import kept_as, kept_like
from regulars.events import orders as log
from regulars.ledger import queries as ledger
from regulars.people.merges import parts_of

if TYPE_CHECKING:
    from psycopg import Cursor

    from regulars.core.effects import Effects
    from regulars.people.merges import Part

encode: Final = msgspec.msgpack.Encoder().encode
_decode: Final = msgspec.msgpack.Decoder(Receipt).decode
_decode_parts: Final = msgspec.msgpack.Decoder(list[object]).decode

_CHANGED = """
    SELECT wallet_id, body FROM desk_receipt
    WHERE (wallet_id, order_id) IN (SELECT * FROM unnest(%s::int8[], %s::text[]))
    UNION
    SELECT receipt.wallet_id, body FROM unnest(%s::int8[], %s::text[]) AS wanted (wallet_id, product)
    JOIN desk_receipt AS receipt
      ON receipt.wallet_id = wanted.wallet_id AND wanted.product = ANY(receipt.products)
"""
_CHANGED_ANYWHERE = """
    SELECT receipt.wallet_id, body FROM unnest(%s::int8[], %s::text[]) AS wanted (wallet_id, prefix)
    JOIN desk_receipt AS receipt
      ON receipt.wallet_id = wanted.wallet_id AND starts_with(receipt.order_id, wanted.prefix)
"""
_PUT = """
    INSERT INTO desk_receipt (wallet_id, order_id, products, body)
    SELECT wallet_id, order_id, string_to_array(products, E'\\x1f'), body
    FROM unnest(%b::int8[], %b::text[], %b::text[], %b::bytea[]) AS new (wallet_id, order_id, products, body)
    ON CONFLICT (wallet_id, order_id) DO UPDATE SET body = excluded.body
"""

_OF_AN_ORDER: Final = (Cancellation, Exchange, HoldPosted, Milestone, Return, Spend)

Told = tuple[int, str, Event]
"""A member's wallet, the source that tells, and what."""

Found = dict[int, dict[str, Receipt]]
"""Receipts by wallet and by the name under which they are kept."""


def set_apart(event: Event, effects: Effects) -> tuple[bytes | None, list[Receipt]]:
    """What was decided of an order itself, without the order, which its event is; and the receipts that it changed."""
    own, changed = None, list[Receipt]()
    for receipt in effects.receipts:
        if isinstance(event, Order) and receipt.order.id == event.id:
            own = encode(msgspec.structs.astuple(receipt)[1:])
        else:
            changed.append(receipt)
    return own, changed


def receipts_for(cursor: Cursor, events: list[Told], merges: list[int] | None = None) -> dict[int, Receipts]:
    """Load the receipts that these events may touch, by wallet; most events touch none. `merges` are the wallets of merges."""
    parts = parts_of(cursor, merges) if merges else []
    in_parts = [
        (part.wallet_id, source, event)
        for part in parts
        for into, source, event in events
        if into == part.into
    ]
    found = _found(cursor, [*events, *in_parts])
    for part in parts:
        there = found.setdefault(part.into, {})
        for name, receipt in found.pop(part.wallet_id, {}).items():
            # What the merge has changed already counts.
            there.setdefault(name, receipt_in(receipt, part.entries))
    gone = ledger.ran_out(cursor, _lots(found)) if found else {}
    for part in parts:
        _add_ran_out(cursor, gone.setdefault(part.into, {}), found[part.into], part)
    return {
        wallet_id: Receipts(tuple(receipts.values()), gone.get(wallet_id))
        for wallet_id, receipts in found.items()
    }


def _add_ran_out(cursor: Cursor, gone: dict[int, int], receipts: dict[str, Receipt], part: Part) -> None:
    """Add what ran out while the lot was still in the books of a part."""
    lots = [
        (part.wallet_id, lot - part.entries) for _, lot in _lots({part.into: receipts}) if lot > part.entries
    ]
    for lot, points in ledger.ran_out(cursor, lots).get(part.wallet_id, {}).items():
        gone[lot + part.entries] = gone.get(lot + part.entries, 0) + points


def _found(cursor: Cursor, events: list[Told]) -> Found:
    named, products = _wanted(events)
    found: Found = {}
    if named or products:
        _add_changed(cursor, found, named, products)
        _add_unchanged(found, [*log.named(cursor, named), *log.of_products(cursor, products)])
    missing = [one for one in named if kept_as(*one[1:]) not in found.get(one[0], ())]
    if missing:
        asked = ([w for w, _, _ in missing], [kept_like(o) for _, _, o in missing])
        _keep(found, cursor.execute(_CHANGED_ANYWHERE, asked, binary=True).fetchall())
        _add_unchanged(found, [*log.named_anywhere(cursor, [(w, o) for w, _, o in missing])])
    return found


def _lots(found: Found) -> list[tuple[int, int]]:
    return [
        (wallet_id, earned.entry)
        for wallet_id, receipts in found.items()
        for receipt in receipts.values()
        for earned in receipt.earned
    ]


def _wanted(events: list[Told]) -> tuple[list[tuple[int, str, str]], list[tuple[int, str]]]:
    orders: set[tuple[int, str, str]] = set()
    products: set[tuple[int, str]] = set()
    for wallet_id, source, told in events:
        event = told.exchange if isinstance(told, Order) else told
        if event is None:
            continue  # A purchase, as nearly all are.
        if isinstance(event, _OF_AN_ORDER) and event.order is not None:
            orders.add((wallet_id, source, str(event.order)))
        elif isinstance(event, Exchange | Return):
            products.update((wallet_id, line.product) for line in event.lines)
    return sorted(orders), sorted(products)


def _add_changed(
    cursor: Cursor, found: Found, named: list[tuple[int, str, str]], products: list[tuple[int, str]]
) -> None:
    asked = (
        [w for w, _, _ in named],
        [kept_as(source, o) for _, source, o in named],
        [w for w, _ in products],
        [p for _, p in products],
    )
    _keep(found, cursor.execute(_CHANGED, asked, binary=True).fetchall())


def _keep(found: Found, rows: list[tuple[int, bytes]]) -> None:
    for wallet_id, body in rows:
        receipt = _decode(body)
        found.setdefault(wallet_id, {})[receipt.order.id] = receipt


def _add_unchanged(found: Found, bought: list[log.Bought]) -> None:
    """Put orders as they were decided beside those that changed, which count."""
    for one in bought:
        order = msgspec.structs.replace(one.order, id=kept_as(one.source, one.order.id), exchange=None)
        there = found.setdefault(one.wallet_id, {})
        if order.id not in there:
            there[order.id] = msgspec.convert([order, *_decode_parts(one.receipt)], Receipt)


def save(cursor: Cursor, receipts: dict[tuple[int, str], Receipt]) -> None:
    """Write receipts that changed, each once in its last state."""
    if not receipts:
        return
    wallet_ids = [wallet_id for wallet_id, _ in receipts]
    order_ids = [order_id for _, order_id in receipts]
    products = ["\x1f".join({line.product: None for line in one.order.lines}) for one in receipts.values()]
    cursor.execute(_PUT, (wallet_ids, order_ids, products, [encode(one) for one in receipts.values()]))
