"""Why an event stands in the quarantine, as a sentence that says what to mend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regulars.events.intake.words import REASONS

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
    "MendedUnusable": (
        "What was written in place of the event is none either: {reason}.",
        "修正後的內容仍不是可用的事件：{reason}。",
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
    "PlanBroken": (
        "The tracking plan (version {version}) does not allow it: {field} ({problem}).",
        "不符合追蹤計畫（第 {version} 版）：{field}（{problem}）。",
    ),
    "PlanUnreadable": ("This is no tracking plan: {problem}.", "這不是追蹤計畫：{problem}。"),
    "PriceMissing": ("{field} has no `price`.", "{field} 沒有 `price`。"),
    "ProductUnnamed": (
        "{field} has neither `product_id` nor `sku`.",
        "{field} 沒有 `product_id`，也沒有 `sku`。",
    ),
    "PropertyUnusable": ("{field}: {problem}.", "{field}：{problem}。"),
    "Undecidable": (
        "Our own code failed at it, which is our fault; the log of the program says where. Replay it after an upgrade.",
        "系統處理這筆事件時發生錯誤，這是我們的問題，詳見程式紀錄。升級後可重新處理。",
    ),
    "QuarantinedUnknown": (
        "No event {number} waits in the quarantine.",
        "隔離區裡沒有待處理的事件 {number}。",
    ),
    "SchemaUnusable": (
        "What the plan says of {event} is no JSON Schema: {problem}.",
        "追蹤計畫中「{event}」的內容不是 JSON Schema：{problem}。",
    ),
    "TotalContradictsGoods": (
        "The products come to {goods}, and the event says {said}.",
        "商品合計 {goods}，事件卻寫 {said}。",
    ),
}


#: What a list of reasons calls each, in a few words.
TITLES: Final[dict[str, Pair]] = {
    "DiscountBeyondGoods": ("Discount larger than the goods", "折扣大於商品金額"),
    "EventRetold": ("Told differently before", "先前送過不同內容"),
    "ForeignCurrency": ("Another currency", "幣別不符"),
    "MomentImpossible": ("Impossible moment", "時間不合理"),
    "OrderGrew": ("Order became larger", "訂單變大"),
    "OrderNotYet": ("Waits for its order", "等待訂單"),
    "OrderNumberMissing": ("No order number", "沒有訂單編號"),
    "OrderWithoutGoods": ("Order without products", "訂單沒有商品"),
    "PlanBroken": ("Against the tracking plan", "不符合追蹤計畫"),
    "PriceMissing": ("No price", "沒有價格"),
    "ProductUnnamed": ("Product without an id", "商品沒有編號"),
    "PropertyUnusable": ("Property of the wrong kind", "屬性格式錯誤"),
    "TotalContradictsGoods": ("Total is not that of the products", "總額與商品不符"),
    "Undecidable": ("Our own fault", "系統錯誤"),
    "event_too_deep": ("Nested too deep", "巢狀過深"),
    "event_too_large": ("Too large", "事件過大"),
    "event_unnamed": ("No event name", "沒有事件名稱"),
    "event_unreadable": ("Not JSON", "不是 JSON"),
    "fault": ("Could not be kept", "無法保存"),
    "field_holds_null": ("Null character", "含空字元"),
    "field_too_long": ("Field too long", "欄位過長"),
    "field_unusable": ("Field is no text", "欄位不是文字"),
    "kind_unknown": ("Unknown kind", "類別不明"),
    "no_object": ("Not a JSON object", "不是 JSON 物件"),
    "nobody_named": ("Names nobody", "沒有使用者"),
    "time_unreadable": ("Unreadable time", "時間讀不懂"),
    "too_many_properties": ("Too many properties", "屬性過多"),
}


def title(reason: str, voice: Voice) -> str:
    """A reason in a few words; one without words yet is called by its name."""
    return voice.pick(TITLES[reason]) if reason in TITLES else reason


def why(reason: str, facts: Mapping[str, object], voice: Voice) -> str:
    """Say a reason; one without words yet speaks by its name and its facts."""
    if reason in REASONS:
        words = REASONS[reason]
        return voice.say((words["en"], words["zh-Hant"]), **facts)
    if reason in SENTENCES:
        return voice.say(SENTENCES[reason], **facts)
    return f"{reason}: " + ", ".join(f"{name} = {fact}" for name, fact in facts.items())
