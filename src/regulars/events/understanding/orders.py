"""Orders, refunds and cancellations in Segment's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regulars.core.events import Cancellation, Order, Return, ReturnLine
from regulars.events.understanding.amounts import amount_of, quantity_of
from regulars.events.understanding.goods import Good, Goods, good_of, paid_goods, product_of
from regulars.events.understanding.meaning import Happened, Moment, Said, Updated
from regulars.events.understanding.refusals import (
    DiscountBeyondGoods,
    ForeignCurrency,
    OrderNumberMissing,
    OrderWithoutGoods,
)

if TYPE_CHECKING:
    from regulars.events.understanding.sent import Named, OrderSaid


def completed(_said: Said, told: OrderSaid, moment: Moment, money: str) -> Happened:
    """A purchase."""
    order_id = _number(told)
    goods, unearning = _bought(told, order_id, money)
    store = _text(told.store_id, told.store, told.affiliation)
    order = Order(
        order_id, moment.at, moment.day, moment.minute, goods.lines, store, _text(told.channel), unearning
    )
    return Happened(order, _goods(goods), store)


def updated(said: Said, told: OrderSaid, moment: Moment, money: str) -> Updated:
    """What an order looks like by now. One without any goods left says so by cancelling it."""
    order_id = _number(told)
    goods, _ = _bought(told, order_id, money)
    return Updated(f"{order_id}~update:{said.message_id}", order_id, moment, goods.lines, _goods(goods))


def refunded(said: Said, told: OrderSaid, moment: Moment, money: str) -> Happened:
    """Goods or money back; all of it where neither is said."""
    if told.currency is not None and told.currency.upper() != money:
        raise ForeignCurrency(given=told.currency, expected=money)
    if not told.products and told.total is None and told.amount is None:
        return cancelled(said, told, moment, money)
    order_id = _text(told.order_id)
    if order_id is None and not told.products:
        raise OrderNumberMissing
    name = f"{order_id or ''}~refund:{_text(told.refund_id) or said.message_id}"
    lines, goods = _brought(told)
    amount = None if lines else _money_back(told, money)
    event = Return(name, moment.at, moment.day, lines, order_id, amount, told.by)
    return Happened(event, goods)


def cancelled(_said: Said, told: OrderSaid, moment: Moment, _money: str) -> Happened:
    """A whole order undone."""
    order_id = _number(told)
    return Happened(Cancellation(f"{order_id}~cancellation", moment.at, moment.day, order_id, told.by))


def _number(told: OrderSaid) -> str:
    if told.order_id is None:
        raise OrderNumberMissing
    return str(told.order_id)


def _bought(told: OrderSaid, order_id: str, money: str) -> tuple[Goods, int]:
    """The goods, and the part of them that was paid with points or vouchers."""
    if not told.products:
        raise OrderWithoutGoods(order=order_id)
    goods, paid = paid_goods(told, money), told.paid_with_points_value
    unearning = amount_of(paid, money, "paid_with_points_value").minor if paid is not None else 0
    if unearning > goods.paid:
        raise DiscountBeyondGoods(given=str(paid), goods=str(goods.paid))
    return goods, unearning


def _brought(told: OrderSaid) -> tuple[tuple[ReturnLine, ...], tuple[Good, ...]]:
    """What came back, each product once: two lines of one product are as many of it."""
    back: dict[str, int] = {}
    goods: dict[str, Good] = {}
    for place, one in enumerate(told.products or ()):
        product = product_of(one, f"products[{place}]")
        back[product] = back.get(product, 0) + quantity_of(one.quantity, f"products[{place}].quantity")
        goods[product] = good_of(one, product)
    return tuple(ReturnLine(product, many) for product, many in back.items()), tuple(goods.values())


def _money_back(told: OrderSaid, money: str) -> int:
    given = told.total if told.total is not None else told.amount
    assert given is not None
    return amount_of(given, money, "total").minor


def _goods(goods: Goods) -> tuple[Good, ...]:
    return tuple(Good(line.product, line.name, line.brand, line.categories) for line in goods.lines)


def _text(*names: Named | None) -> str | None:
    return next((str(name) for name in names if name is not None), None)
