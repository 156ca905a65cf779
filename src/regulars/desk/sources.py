"""Two sources may call two orders of one member by the same id, so the desk keeps each order under its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from regulars.core.events import (
    Cancellation,
    Exchange,
    HoldPosted,
    HoldVoided,
    Milestone,
    Order,
    PointsHeld,
    Redemption,
    RedemptionCancelled,
    RedemptionPaid,
    Return,
    Spend,
)

if TYPE_CHECKING:
    from regulars.core.events import Event
    from regulars.core.receipts import Receipts

#: Nobody prints this character, so no id and no source holds it.
_BETWEEN: Final = "\x1f"


def kept_as(source: str, order_id: str) -> str:
    """The name under which an order of a source is kept."""
    return f"{order_id}{_BETWEEN}{source}"


def kept_like(order_id: str) -> str:
    """What the names of all orders with this id begin with, whatever their source."""
    return f"{order_id}{_BETWEEN}"


def told_as(kept: str) -> str:
    """The name that the source gave it."""
    return kept.partition(_BETWEEN)[0]


def order_of(kept: str) -> tuple[str, str]:
    """The source that told of an order, and the name that it gave it."""
    order, _, source = kept.partition(_BETWEEN)
    return source, order


def under_source(source: str, event: Event, receipts: Receipts) -> Event:
    """An event whose order is named as it is kept; the log keeps the event as it was told.

    Goods that were bought elsewhere may come back here: an order that this source never told of is looked for
    among those of the others, the latest first. One that nobody told of yet is waited for from this source.
    """
    match event:
        case Order(exchange=Exchange(order=str()) as exchange):
            found = _found(source, str(exchange.order), receipts)
            return replace(event, id=kept_as(source, event.id), exchange=replace(exchange, order=found))
        case Order():
            return replace(event, id=kept_as(source, event.id))
        case Cancellation() | Milestone() | Return(order=str()) | Spend(order=str()):
            return replace(event, order=_found(source, str(event.order), receipts))
        case PointsHeld() | Redemption():
            return replace(event, id=kept_as(source, event.id))
        case RedemptionCancelled() | RedemptionPaid():
            return replace(event, redemption=kept_as(event.source or source, event.redemption))
        case HoldPosted(order=str()):
            found = _found(source, str(event.order), receipts)
            return replace(event, hold=kept_as(source, event.hold), order=found)
        case HoldPosted() | HoldVoided():
            # Whoever placed a hold ends it: another source cannot know its name.
            return replace(event, hold=kept_as(source, event.hold))
        case _:
            return event


def _found(source: str, order_id: str, receipts: Receipts) -> str:
    own = kept_as(source, order_id)
    if own in receipts.by_order:
        return own
    elsewhere = [
        (one.order.occurred_at, kept)
        for kept, one in receipts.by_order.items()
        if kept.startswith(kept_like(order_id))
    ]
    return max(elsewhere)[1] if elsewhere else own
