"""From an event of the log to what it means: one table of names, and everything else is behaviour."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from regulars.core.periods import Instant
from regulars.events.understanding import orders
from regulars.events.understanding.goods import Good, good_of
from regulars.events.understanding.meaning import (
    AHEAD_MAX,
    Behaved,
    Happened,
    Introduced,
    Meaning,
    Moment,
    Said,
    Unspoken,
    Updated,
)
from regulars.events.understanding.people import introduced
from regulars.events.understanding.refusals import MomentImpossible, PropertyUnusable
from regulars.events.understanding.sent import Identify, OrderSaid, Person, Product, Set, Track, Traits

if TYPE_CHECKING:
    from regulars.core.periods import Calendar
    from regulars.core.programme.compiled import Programme

_Body = TypeVar("_Body")
_Reader = Callable[[Said, OrderSaid, Moment, str], Happened | Updated]

_ORDERS: Final[dict[str, _Reader]] = {
    "Order Completed": orders.completed,
    "Order Updated": orders.updated,
    "Order Refunded": orders.refunded,
    "Order Cancelled": orders.cancelled,
}
#: Behaviour that speaks of one product, and that which lists them.
_OF_A_PRODUCT: Final = frozenset({"Product Viewed", "Product Added", "Product Removed", "Product Clicked"})
_OF_PRODUCTS: Final = frozenset(
    {"Products Searched", "Product List Viewed", "Cart Viewed", "Checkout Started"}
)
_A_SECOND: Final = 1_000_000
_CALLED: Final = {"page": "Page Viewed", "screen": "Screen Viewed"}

_ORDER: Final = msgspec.json.Decoder(Track[OrderSaid])
_PRODUCT: Final = msgspec.json.Decoder(Track[Product])
_TRAITS: Final = msgspec.json.Decoder(Identify[Traits])
_SET: Final = msgspec.json.Decoder(Person[Traits])
_IS_POSTHOGS: Final = b'"distinct_id"'
_PLACE: Final = re.compile(r"^(?P<problem>.*?)(?: - at `\$\.?(?P<field>.*)`)?$", re.DOTALL)


def meaning_of(said: Said, programme: Programme) -> Meaning:
    """What an event means; what cannot be understood is refused with its reason."""
    if said.kind in {"identify", "alias"}:
        return _person(said, _moment(said, programme))
    name = said.name if said.kind == "track" else _CALLED.get(said.kind)
    if name is None:
        return Unspoken()
    reader = _ORDERS.get(name)
    if reader is None:
        return Behaved(said.message_id, name, _moment(said, programme), _goods_of(name, said.raw))
    told = _decoded(said.raw, _ORDER).properties or OrderSaid()
    return reader(said, told, _moment(said, programme), programme.versions[0].money)


def _person(said: Said, moment: Moment) -> Introduced:
    if _IS_POSTHOGS in said.raw:
        told = _decoded(said.raw, _SET)
        among = told.properties or Set[Traits]()
        return introduced(
            said, told.now or among.now or Traits(), moment, told.once or among.once or Traits()
        )
    person = _decoded(said.raw, _TRAITS)
    found = introduced(said, person.traits or Traits(), moment)
    before = person.previousId if said.kind == "alias" else None
    return found._replace(claimed=(("device", before),)) if isinstance(before, str) else found


def _moment(said: Said, programme: Programme) -> Moment:
    at = said.occurred_at
    if not 0 <= at <= said.received_at + AHEAD_MAX:
        raise MomentImpossible(given=at)
    return Moment(Instant(at), *_local(programme.calendar, at // _A_SECOND))


@lru_cache(maxsize=1024)
def _local(calendar: Calendar, second: int) -> tuple[int, int]:
    """The local day and minute; no zone parts a second, and what came at once happened at nearly the same time."""
    return calendar.local(Instant(second * _A_SECOND))


def _goods_of(name: str, raw: bytes) -> tuple[Good, ...]:
    """The goods that behaviour names. It is not refused for what it says of them: nobody pays for looking."""
    try:
        if name in _OF_A_PRODUCT:
            one = _PRODUCT.decode(raw).properties
            return _good(one) if one else ()
        if name in _OF_PRODUCTS:
            listed = _ORDER.decode(raw).properties
            return tuple(good for one in (listed.products or () if listed else ()) for good in _good(one))
    except msgspec.ValidationError:
        pass
    return ()


def _good(said: Product) -> tuple[Good, ...]:
    name = said.product_id if said.product_id is not None else said.sku
    return () if name is None else (good_of(said, str(name)),)


def _decoded(raw: bytes, decoder: msgspec.json.Decoder[_Body]) -> _Body:
    try:
        return decoder.decode(raw)
    except msgspec.ValidationError as error:
        place = _PLACE.match(str(error))
        assert place is not None
        field = (place["field"] or "").removeprefix("properties.").removeprefix("traits.")
        raise PropertyUnusable(field=field, problem=place["problem"]) from None


__all__ = ["Behaved", "Happened", "Introduced", "Meaning", "Said", "Unspoken", "Updated", "meaning_of"]
