"""The goods of an event: products with their lines, and which of the event's totals they make."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from regulars.core.events import Line
from regulars.core.money import major, spread
from regulars.events.understanding.amounts import Amount, amount_of, quantity_of, sane
from regulars.events.understanding.refusals import (
    DiscountBeyondGoods,
    ForeignCurrency,
    PriceMissing,
    ProductUnnamed,
    TotalContradictsGoods,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regulars.events.understanding.sent import OrderSaid, Product

_ZERO: Final = Decimal(0)


class Good(NamedTuple):
    """What an event says of a product besides its price."""

    product: str
    name: str | None
    brand: str | None
    categories: tuple[str, ...]


class Goods(NamedTuple):
    """The lines of an event as they were paid for."""

    lines: tuple[Line, ...]
    paid: int


class _Priced(NamedTuple):
    line: Line
    discount: int
    rounded: bool


def product_of(said: Product, field: str) -> str:
    """What a product is called."""
    name = said.product_id if said.product_id is not None else said.sku
    if name is None:
        raise ProductUnnamed(field=field)
    return str(name)


def good_of(said: Product, product: str) -> Good:
    """What is said of a product."""
    paths = (said.category, *said.categories) if said.category else said.categories
    categories = tuple(dict.fromkeys(path for each in paths if (path := path_of(each))))
    return Good(product, _plain(said.name), _plain(said.brand), categories)


@lru_cache(maxsize=4096)
def path_of(category: str) -> str:
    """A category as a path, however its steps were parted."""
    steps = (step.strip() for step in _printable(category).replace(">", "/").split("/"))
    return "/".join(step for step in steps if step)[:200]


def paid_goods(said: OrderSaid, money: str) -> Goods:
    """The lines of an order, discounts taken off; refused where they make none of the totals that are given."""
    if said.currency is not None and said.currency.upper() != money:
        raise ForeignCurrency(given=said.currency, expected=money)
    priced = [_priced(one, f"products[{place}]", money) for place, one in enumerate(said.products or ())]
    amounts = [one.line.amount for one in priced]
    less = _order_discount(said, priced, money)
    lines = [one.line for one in priced]
    if less:
        shares = spread(less, amounts)
        lines = [replace(line, amount=line.amount - share) for line, share in zip(lines, shares, strict=True)]
    return Goods(tuple(lines), sum(amounts) - less)


def _priced(said: Product, field: str, money: str) -> _Priced:
    product = product_of(said, field)
    good, quantity = good_of(said, product), quantity_of(said.quantity, f"{field}.quantity")
    off = sane(said.discount, f"{field}.discount") if said.discount is not None else _ZERO
    amount = _line_amount(said, quantity, off, field, money)
    line = Line(product, quantity, amount.minor, good.categories, good.brand, good.name)
    return _Priced(line, amount_of(off, money, field).minor if off else 0, amount.rounded)


def _line_amount(said: Product, quantity: int, off: Decimal, field: str, money: str) -> Amount:
    whole = said.total if said.total is not None else said.amount
    if whole is not None:
        return amount_of(whole, money, f"{field}.total")
    if said.price is None:
        raise PriceMissing(field=field)
    paid = sane(said.price, f"{field}.price") * quantity - off
    if paid < 0:
        raise DiscountBeyondGoods(given=str(off), goods=str(said.price * quantity))
    return amount_of(paid, money, f"{field}.price")


def _order_discount(said: OrderSaid, priced: list[_Priced], money: str) -> int:
    """What is still to be taken off the lines as a whole."""
    goods, in_lines = sum(one.line.amount for one in priced), sum(one.discount for one in priced)
    off = amount_of(said.discount, money, "discount").minor if said.discount is not None else 0
    candidates = [max(off - in_lines, 0), off, 0]
    totals = list(_totals(said, money))
    slack = sum(one.rounded for one in priced) / 2
    for total in totals:
        for less in candidates:
            if less <= goods and abs(goods - less - total.minor) <= slack + total.rounded / 2:
                return less
    if totals:
        said_total = str(major(totals[0].minor, money))
        raise TotalContradictsGoods(said=said_total, goods=str(major(goods - candidates[0], money)))
    if candidates[0] > goods:
        raise DiscountBeyondGoods(given=str(said.discount), goods=str(major(goods, money)))
    return candidates[0]


def _totals(said: OrderSaid, money: str) -> Iterator[Amount]:
    """What the event says that the goods came to, the most trusted first."""
    if said.subtotal is not None:
        yield amount_of(said.subtotal, money, "subtotal")
        return
    if said.revenue is not None:
        yield amount_of(said.revenue, money, "revenue")
    if said.total is None:
        return
    if said.shipping is None and said.tax is None:
        if said.total >= 0:
            yield amount_of(said.total, money, "total")
        return
    shipping = sane(said.shipping, "shipping") if said.shipping is not None else _ZERO
    tax = sane(said.tax, "tax") if said.tax is not None else _ZERO
    for rest in dict.fromkeys((said.total - shipping - tax, said.total - shipping, said.total)):
        if rest >= 0:
            yield amount_of(rest, money, "total")


def _plain(words: str | None) -> str | None:
    return _printable(words).strip() or None if words else None


def _printable(words: str) -> str:
    return (
        words if words.isprintable() else "".join(letter if letter.isprintable() else " " for letter in words)
    )
