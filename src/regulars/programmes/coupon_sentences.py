"""Sentences for mistakes about coupons and partners' offers, in both languages."""

from __future__ import annotations

from typing import Final

#: Code: (English, 繁體中文).
COUPON_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "CouponTwice": (
        "Another coupon already bears the id {coupon}. Give each coupon an id of its own.",
        "已經有優惠券用了 {coupon} 這個代號。每張優惠券的代號都要不同。",
    ),
    "OfferTwice": (
        "Another offer already bears the id {offer}. Give each offer an id of its own.",
        "已經有合作優惠用了 {offer} 這個代號。每項合作優惠的代號都要不同。",
    ),
    "CodeUnusable": (
        "{given} cannot be a code. Use 3 to 40 letters a to z and digits; blanks and hyphens may stand between them.",
        "{given} 不能當優惠碼。請用 3 到 40 個英文字母或數字，中間可以有空格和連字號。",
    ),
    "CodeTwice": (
        "The coupon {coupon} has the code {code} already: small letters, blanks and hyphens do not matter, O is 0, I and L are 1.",
        "優惠券 {coupon} 已經用了 {code} 這個碼：大小寫、空格與連字號視為相同，O 視為 0，I、L 視為 1。",
    ),
    "MostUnwanted": (
        "`most:` clips a percentage or what shipping costs; here it is {kind}. Delete it.",
        "`most:` 只用來限制折扣比例或運費的上限，這裡是 {kind}。請刪除。",
    ),
    "BaseUnwanted": (
        "Only a percentage asks of which price it is taken; here it is {kind}. Delete `base:`.",
        "只有折扣比例需要說明以哪個價格計算，這裡是 {kind}。請刪除 `base:`。",
    ),
    "DatesReversed": (
        "It would end on {until}, before it begins on {since}. Look at both dates.",
        "結束日 {until} 早於開始日 {since}。請檢查這兩個日期。",
    ),
    "OwnCodesOnly": (
        "`{key}:` speaks of codes that each member has for themselves, and this coupon has one for everybody. Delete it, or delete `code:`.",
        "`{key}:` 只能用在一人一碼的優惠券，這張是共用碼。請刪除它，或刪除 `code:`。",
    ),
    "LimitTwice": (
        "There is already a limit per {per}. Keep one of the two.",
        "已經有一個以 {per} 為單位的次數限制，請只留一個。",
    ),
    "CouponsTied": (
        (
            "In the group {group} the coupons {coupons} all have priority {priority}. The first one wins there, so give "
            "each its own number; the lowest goes first."
        ),
        "群組 {group} 的優惠券 {coupons} 優先順序都是 {priority}。這個群組只取第一張，請給每張不同的數字，數字小的優先。",
    ),
}
