"""What clients send in Segment's words, as far as anybody here reads it; what is not named is left in the log."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Final, Generic, Literal, TypeVar

from msgspec import Meta, Struct

#: No control characters: PostgreSQL cannot keep all of them, and nobody can read them on a receipt.
_PRINTABLE: Final = r"^[^\x00-\x1f\x7f]+(?![\s\S])"
PRODUCTS_MAX: Final = 500

#: Numbers are names as well: a shop's database counts its orders.
Named = Annotated[str, Meta(min_length=1, max_length=100, pattern=_PRINTABLE)] | int
Words = Annotated[str, Meta(max_length=400)]

Said = TypeVar("Said")


class Track(Struct, Generic[Said], frozen=True):
    """An event with its properties."""

    properties: Said | None = None


class Identify(Struct, Generic[Said], frozen=True):
    """A person with what they told of themselves."""

    traits: Said | None = None
    previousId: object = None  # noqa: N815 - the client's own spelling.


class Product(Struct, frozen=True):
    """One line of an order, or a thing that somebody looked at."""

    product_id: Named | None = None
    sku: Named | None = None
    name: Words | None = None
    brand: Words | None = None
    category: Words | None = None
    categories: Annotated[tuple[Words, ...], Meta(max_length=20)] = ()
    quantity: Decimal | None = None
    price: Decimal | None = None
    discount: Decimal | None = None
    total: Decimal | None = None
    amount: Decimal | None = None


class OrderSaid(Struct, frozen=True):
    """An order, or what is known of it when it changes."""

    order_id: Named | None = None
    refund_id: Named | None = None
    products: Annotated[tuple[Product, ...], Meta(max_length=PRODUCTS_MAX)] | None = None
    currency: str | None = None
    subtotal: Decimal | None = None
    revenue: Decimal | None = None
    total: Decimal | None = None
    amount: Decimal | None = None
    shipping: Decimal | None = None
    tax: Decimal | None = None
    discount: Decimal | None = None
    paid_with_points_value: Decimal | None = None
    store_id: Named | None = None
    store: Named | None = None
    affiliation: Named | None = None
    channel: Named | None = None
    by: Literal["member", "shop"] = "member"


class Traits(Struct, frozen=True):
    """What somebody told of themselves: what rules may read, the name they like to be called by, and what may point to them."""

    birthday: object = None
    birth_month: object = None
    nickname: object = None
    phone: object = None
    email: object = None


class Set(Struct, Generic[Said], frozen=True, rename={"now": "$set", "once": "$set_once"}):
    """What PostHog's clients tell of a person: what holds from now on, and what holds where nothing was told before."""

    now: Said | None = None
    once: Said | None = None


class Person(Set[Said], frozen=True):
    """An event of theirs about a person; older clients put what they tell among its properties."""

    properties: Set[Said] | None = None
