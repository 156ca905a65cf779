"""An order that is told of again: what the books say of it, and what that leaves to be posted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from regulars.core.events import Order, Return
from regulars.core.periods import Instant
from regulars.core.updates import Grew, difference
from regulars.desk import receipts, wallets
from regulars.desk.sources import kept_as
from regulars.events import actions as events
from regulars.events.understanding.meaning import Moment, Updated
from regulars.people.merges import lives_as

if TYPE_CHECKING:
    from psycopg import Cursor

    from regulars.core.events import Event


class Bought(NamedTuple):
    """Something that a source told of, and whose it is."""

    event: Event
    wallet_id: int | None


def bought(cursor: Cursor, source: str, name: str) -> Bought | None:
    """What a source told of under a name; None where it never did."""
    known = events.known(cursor, [(source, name)]).get((source, name))
    if known is None:
        return None
    # Whoever bought it may have become one with another since.
    wallet_id = None if known.wallet_id is None else lives_as(cursor, known.wallet_id)
    return Bought(events.read_body(known.body), wallet_id)


def is_same_but_for_time(before: Event, now: Event) -> bool:
    """Whether two tellings differ in nothing but when it was: two machines of one shop say the same a second apart."""
    if type(before) is not type(now):
        return False
    if isinstance(before, Order):
        return replace(now, occurred_at=before.occurred_at, day=before.day, minute=before.minute) == before
    return replace(now, occurred_at=before.occurred_at, day=before.day) == before


def as_update(order: Order, message_id: str) -> Updated:
    """A second telling of an order, read as what it looks like by now."""
    moment = Moment(Instant(order.occurred_at), order.day, order.minute)
    return Updated(f"{order.id}~update:{message_id}", order.id, moment, order.lines, ())


def back(cursor: Cursor, source: str, wallet_id: int, update: Updated) -> Return | Grew | None:
    """What came back of an order by looking otherwise now; None where nothing did."""
    moment = update.moment
    event = Return(update.id, moment.at, moment.day, (), update.order)
    # Whoever holds the wallet alone may change its receipts.
    wallets.lock(cursor, [wallet_id])
    found = receipts.receipts_for(cursor, [(wallet_id, source, event)])
    receipt = found[wallet_id].by_order[kept_as(source, update.order)]
    now = difference(receipt, update.lines)
    if isinstance(now, Grew):
        return now
    if not now.lines and not now.amount:
        return None
    return replace(event, lines=now.lines, amount=now.amount)
