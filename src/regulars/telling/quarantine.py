"""Why an event stands in the quarantine, as a sentence that says what to mend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulars.telling.voice import Pair, Voice

#: Reason to its sentence; the names in braces are its facts. Reasons of the desk stand beside those of understanding.
SENTENCES: Final[dict[str, Pair]] = {
    "DiscountBeyondGoods": (
        "The goods come to {goods}, and {given} is taken off or paid with points.",
        "商品合計 {goods}，折扣或點數折抵卻有 {given}。",
    ),
    "EventRetold": (
        "{source} told of {id} before with other content; what was first stays.",
        "{source} 先前送過不同內容的 {id}，保留最早的紀錄。",
    ),
    "ForeignCurrency": (
        "The money is {given}, and the programme counts in {expected}. Nothing is converted.",
        "幣別是 {given}，方案使用 {expected}；系統不換算匯率。",
    ),
    "MomentImpossible": (
        "It is said to have happened before 1970, or after it was sent.",
        "發生時間早於 1970 年，或晚於送達時間。",
    ),
    "OrderGrew": (
        "Order {order} became larger after it was decided ({product}). Send what was added as an order with a number of its own.",
        "訂單 {order} 入帳後變大了（{product}）。請將新增的部分另以新的訂單編號送出。",
    ),
    "OrderNotYet": (
        "Nobody has completed order {order} yet. This is replayed by itself when the order comes.",
        "尚未收到訂單 {order} 的完成事件；收到後會自動重新處理。",
    ),
    "OrderNumberMissing": ("The order has no `order_id`.", "訂單沒有 `order_id`。"),
    "OrderWithoutGoods": (
        "Order {order} has no `products`, so points cannot be shared out over its lines.",
        "訂單 {order} 沒有 `products`，無法逐項計算點數。",
    ),
    "PriceMissing": ("{field} has no `price`.", "{field} 沒有 `price`。"),
    "ProductUnnamed": (
        "{field} has neither `product_id` nor `sku`.",
        "{field} 沒有 `product_id`，也沒有 `sku`。",
    ),
    "PropertyUnusable": ("{field}: {problem}.", "{field}：{problem}。"),
    "TotalContradictsGoods": (
        "The products come to {goods}, and the event says {said}.",
        "商品合計 {goods}，事件卻寫 {said}。",
    ),
}


def why(reason: str, facts: Mapping[str, object], voice: Voice) -> str:
    """Say a reason; one without words yet speaks by its name and its facts."""
    if reason in SENTENCES:
        return voice.say(SENTENCES[reason], **facts)
    return f"{reason}: " + ", ".join(f"{name} = {fact}" for name, fact in facts.items())
