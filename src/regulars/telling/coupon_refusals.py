"""What is said where coupons and codes say no, in English and in Traditional Chinese, on every surface alike."""

from __future__ import annotations

from typing import Final

#: Code of the refusal: English, Traditional Chinese. The names in braces are its facts.
SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "CouponCodeUnknown": ("This code cannot be used.", "這個優惠碼無法使用。"),
    "ReportNotSigned": (
        "The report is not signed with a secret of this offer, or it is older than five minutes.",
        "這份回報的簽章不是用本合作優惠的密鑰產生，或時間已超過五分鐘。",
    ),
    "ReportRetold": (
        "{name}: something else was said under this webhook-id before.",
        "{name}：同一個 webhook-id 先前回報過不同的內容。",
    ),
    "CouponHoldOver": ("The coupons are held no longer: {end}.", "這些優惠券已不再保留：{end}。"),
    "CouponHoldRetold": (
        "This till used the name {name} for another basket before. Use a new one.",
        "這台收銀機先前已將編號 {name} 用於另一筆購物；請使用新的編號。",
    ),
    "CouponHoldUnknown": (
        "This till holds no coupons under that name.",
        "這台收銀機沒有這個編號的優惠券保留。",
    ),
    "CouponLimit": ("This member has taken this coupon already.", "這位會員已領取過這張優惠券。"),
    "CouponNotUsable": (
        "The coupon {coupon} takes nothing off this basket ({why}). Ask /coupons/qualify what is missing.",
        "優惠券 {coupon} 不適用於這筆購物（{why}）；請以 /coupons/qualify 查詢原因。",
    ),
    "CouponUnknown": ("There is no coupon {coupon} to be had now.", "目前沒有優惠券 {coupon} 可領取。"),
    "CouponsNotTogether": (
        "These coupons cannot be used together: {coupons}.",
        "這些優惠券不能併用：{coupons}。",
    ),
    "NothingToRollBack": (
        "Nothing of this can be given back: it was not used, or too long ago.",
        "沒有可恢復的優惠券：尚未使用，或已超過期限。",
    ),
    "PoolEmpty": ("No code of {pool} is left.", "{pool} 的優惠碼已發完。"),
    "TooManyWrongCodes": (
        "Too many wrong codes. Try again in {retry_after} s.",
        "錯誤的優惠碼太多，請在 {retry_after} 秒後再試。",
    ),
    "ListUnknown": (
        "No file of codes has the number {number}.",
        "沒有編號 {number} 的優惠碼檔案。",
    ),
    "CodesUnreadable": (
        "{path} is no list of codes: {problem}. Write one code a line, or a table with a column `code`.",
        "{path} 不是優惠碼清單：{problem}。請一行寫一個碼，或使用有 code 欄的表格。",
    ),
    "OfferUnknown": (
        "The programme has no partner's offer {offer}. There are: {known}.",
        "會員方案裡沒有合作優惠 {offer}，現有：{known}。",
    ),
    "PoolUnknown": (
        "The programme has no pool {pool}. There are: {known}.",
        "方案裡沒有 {pool} 這個優惠碼池。有的是：{known}。",
    ),
}
