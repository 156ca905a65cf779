"""Orders of the log with what was decided of each, for the day on which something of it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from regulars.events.actions import read_body

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from psycopg import Cursor

    from regulars.core.events import Event

_NAMED = """
    SELECT event.wallet_id, event.source, body, receipt FROM unnest(%s::int8[], %s::text[], %s::text[])
      AS wanted (wallet_id, source, source_id)
    JOIN events_event AS event USING (wallet_id, source, source_id) WHERE receipt IS NOT NULL
"""
_ANYWHERE = """
    SELECT event.wallet_id, event.source, body, receipt FROM unnest(%s::int8[], %s::text[])
      AS wanted (wallet_id, source_id)
    JOIN events_event AS event USING (wallet_id, source_id) WHERE receipt IS NOT NULL
"""
_OF_PRODUCTS = """
    SELECT DISTINCT event.wallet_id, event.source, body, receipt FROM unnest(%s::int8[], %s::bytea[])
      AS wanted (wallet_id, product)
    JOIN events_event AS event USING (wallet_id) WHERE receipt IS NOT NULL AND position(product IN body) > 0
"""


class Bought(NamedTuple):
    """An order as a source told of it. `receipt` is what the desk had written beside it."""

    wallet_id: int
    source: str
    order: Event
    receipt: bytes


def named(cursor: Cursor, orders: list[tuple[int, str, str]]) -> Iterator[Bought]:
    """Orders by (wallet, source, id)."""
    return _read(cursor, _NAMED, orders)


def named_anywhere(cursor: Cursor, orders: list[tuple[int, str]]) -> Iterator[Bought]:
    """Orders by (wallet, id), whatever their source."""
    return _read(cursor, _ANYWHERE, orders)


def of_products(cursor: Cursor, products: list[tuple[int, str]]) -> Iterator[Bought]:
    """Orders of a wallet in which a product may stand; one that holds its name otherwise does no harm."""
    return _read(cursor, _OF_PRODUCTS, [(wallet_id, _written(product)) for wallet_id, product in products])


def _written(product: str) -> bytes:
    """A product as it stands in a body; reading every body as JSON would cost twenty times as much."""
    return b'"product":' + msgspec.json.encode(product)


def _read(cursor: Cursor, question: str, wanted: Sequence[tuple[object, ...]]) -> Iterator[Bought]:
    if wanted:
        columns = tuple(map(list, zip(*wanted, strict=True)))
        for wallet_id, source, order, receipt in cursor.execute(question, columns, binary=True).fetchall():
            yield Bought(wallet_id, source, read_body(order), receipt)
