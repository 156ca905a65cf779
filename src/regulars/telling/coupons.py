"""Coupons in words: what one takes off, why it takes nothing off here, and how long it can be used."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from regulars.telling.figures import date_of, last_day, money, priced, whole

if TYPE_CHECKING:
    from datetime import datetime

    from regulars.core.coupons.qualifying import Qualified
    from regulars.core.programme.document import Coupon, Programme
    from regulars.telling.voice import Pair, Voice

_LAST_OF_ALL: Final = 3_652_059
_WHY: Final[dict[str, Pair]] = {
    "unknown": ("This code cannot be used", "這個優惠碼無法使用"),
    "not_now": ("It can be used {days}", "使用期間為 {days}"),
    "needs_member": ("Show the member's card first", "請先出示會員卡"),
    "needs_store": ("It is said in which store first", "請先選擇門市"),
    "needs_staff": ("It is said who stands at the till first", "請先登入店員"),
    "not_for_you": ("It is not meant for this member or this purchase", "這位會員或這筆消費不適用"),
    "limit_member": ("This member has used it as often as it may be", "這位會員已達使用次數"),
    "limit_store": ("It was used in this store as often as it may be", "這家門市已達使用次數"),
    "limit_staff": ("This person has given as many as they may", "這位店員已達可給的次數"),
    "limit_day": ("It was used today as often as it may be", "今天已達使用次數"),
    "limit_all": ("All of them are used up", "已全部用完"),
    "no_lines": ("Nothing in the basket is what it is for", "購物籃裡沒有適用的商品"),
    "minimum": (
        "{missing} are missing to {needed} for what it is for",
        "適用商品滿 {needed} 可用，還差 {missing}",
    ),
    "nothing": ("There is nothing left to take off", "沒有可折抵的金額"),
    "twice": ("One of these is used already", "同一種優惠券一次用一張"),
    "not_together": ("It does not go together with the others", "無法與其他優惠券併用"),
}
_WAYS: Final[dict[str, Pair]] = {
    "amount": ("{amount} off", "折抵 {amount}"),
    "percent": ("{percent} % off", "打 {fold} 折"),
    "percent_most": ("{percent} % off, {most} at most", "打 {fold} 折，最多折 {most}"),
    "fixed_price": ("Each for {amount}", "每件 {amount}"),
    "gift": ("{times} for nothing: the cheapest", "最便宜的 {times} 件免費"),
    "gift_product": ("{times} for nothing", "指定商品 {times} 件免費"),
    "shipping": ("Free shipping", "免運費"),
    "shipping_most": ("Shipping up to {most} for nothing", "運費折抵，最多 {most}"),
}
_FROM: Final[Pair] = ("from {amount} on", "滿 {amount} 可用")
_UNTIL: Final[Pair] = ("until {day}", "使用期限 {day}")
_ENDED: Final[dict[str, Pair]] = {
    "redeemed": ("used on {day}", "{day} 已使用"),
    "expired": ("over", "已過期"),
    "void": ("not valid any more", "已失效"),
    "free": ("not valid any more", "已失效"),
}


def why_not(answer: Qualified, document: Programme, voice: Voice) -> str:
    """Why a coupon takes nothing off this basket; nothing where it does."""
    if answer.why is None:
        return ""
    facts = answer.facts
    if answer.why == "not_now":
        return voice.say(_WHY["not_now"], days=_days(int(facts[0]), int(facts[1])))
    if answer.why == "minimum":
        needed, there = int(facts[0]), int(facts[1])
        missing = money(needed - there, document.currency)
        return voice.say(_WHY["minimum"], needed=money(needed, document.currency), missing=missing)
    key = f"{answer.why}_{facts[0]}" if answer.why in {"needs", "limit"} else answer.why
    return voice.say(_WHY[key])


def unknown(voice: Voice) -> str:
    """What is said of every code that is none, was used, is over, or is somebody else's."""
    return voice.say(_WHY["unknown"])


def not_together(voice: Voice) -> str:
    """Why a coupon that could be used is not in the best set."""
    return voice.say(_WHY["not_together"])


def takes_off(coupon: Coupon, document: Programme, voice: Voice) -> str:
    """What a coupon does, in a few words: `85 折`, `15 % off, NT$300 at most`."""
    currency = document.currency
    most = priced(Decimal(str(coupon.most)), currency) if coupon.most is not None else ""
    key = next(
        way
        for way in ("amount", "percent", "fixed_price", "gift", "shipping")
        if getattr(coupon, way) is not None
    )
    amount = coupon.amount if coupon.amount is not None else coupon.fixed_price
    facts = {
        "amount": priced(Decimal(str(amount)), currency) if amount is not None else "",
        "percent": coupon.percent, "fold": _fold(coupon), "most": most,
        "times": whole(coupon.gift.times) if coupon.gift else "",
    }  # fmt: skip
    if coupon.gift is not None and coupon.gift.product is not None:
        key = "gift_product"
    elif most:
        key = f"{key}_most"
    return voice.say(_WAYS[key], **facts)


def terms(coupon: Coupon, document: Programme, voice: Voice, ends_at: datetime | None) -> str:
    """From which amount on and until when, in one line; nothing where neither is said."""
    said = [on_from(coupon, document, voice)]
    if ends_at is not None:
        said.append(voice.say(_UNTIL, day=last_day(ends_at, voice)))
    elif coupon.until is not None:
        said.append(voice.say(_UNTIL, day=coupon.until.replace("-", "/")))
    return " · ".join(one for one in said if one)


def on_from(coupon: Coupon, document: Programme, voice: Voice) -> str:
    """From which amount on it can be used; nothing where there is none."""
    if coupon.minimum is None:
        return ""
    return voice.say(_FROM, amount=priced(Decimal(str(coupon.minimum)), document.currency))


def ended(state: str, day: str, voice: Voice) -> str:
    """Of a code that can be used no more: used on a day, over, or void."""
    return voice.say(_ENDED["redeemed" if state == "redeemed" and day else state], day=day)


def _fold(coupon: Coupon) -> str:
    """A percentage as people in Taiwan say it: 15 % off is 85 折, 20 % off is 8 折."""
    left = (100 - Decimal(str(coupon.percent or 0))).normalize()
    text = format(left, "f")
    return text[:-1] if left == left.to_integral_value() and left % 10 == 0 and left else text


def _days(first: int, last: int) -> str:
    start = date_of(first) if first > 1 else ""
    end = date_of(last) if last < _LAST_OF_ALL else ""
    return f"{start}–{end}"
