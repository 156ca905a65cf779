"""The words for what is refused about rewards and supplies, in English and in Traditional Chinese."""

from __future__ import annotations

from typing import Final

# Code of the refusal: English, Traditional Chinese. The names in braces are its facts.
REWARD_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "LeaseOver": ("Nothing is held under {key} any more.", "{key} 已沒有保留任何數量。"),
    "RedemptionOver": (
        "The redemption {redemption} has ended: it was {state}.",
        "兌換 {redemption} 已結束：{state}。",
    ),
    "DonationsStillCome": (
        "{day} is not over yet: what comes in for {cause} may still grow.",
        "{day} 還沒結束，{cause} 的捐點總額可能還會增加。",
    ),
    "NothingToHandOver": (
        "There is nothing to hand over for {redemption}: it is a donation, or a ticket that is not drawn yet.",
        "兌換 {redemption} 沒有可交付的好禮：這是捐點，或尚未開獎的抽獎券。",
    ),
    "NothingToPassOn": (
        "Nothing of {day} waits to be passed on to {cause}.",
        "{day} 沒有待轉交給 {cause} 的捐點。",
    ),
    "NotOfAge": (
        "{reward} is for those who say that they are {age} or older.",
        "「{reward}」限滿 {age} 歲的會員，請先聲明。",
    ),
    "DrawUnknown": (
        "No ticket of {reward} for {day} was taken yet, or there is no such lottery.",
        "「{reward}」{day} 沒有任何抽獎券，或沒有這個抽獎。",
    ),
    "PictureTooLarge": (
        "A picture may have {most} bytes at most.",
        "圖片最大 {most} 位元組。",
    ),
    "PictureUndescribed": (
        "Say in both languages what is on the picture, in {most} letters at most.",
        "請用中英文各寫一句圖片說明，最多 {most} 字。",
    ),
    "PictureUnusable": (
        "This is no picture that browsers show ({kinds}), or it is cut off.",
        "這不是瀏覽器能顯示的圖片（{kinds}），或檔案不完整。",
    ),
    "RedemptionNotPaid": (
        "The money of {redemption} is still to be paid.",
        "兌換 {redemption} 尚未付款。",
    ),
    "RedemptionUnknown": (
        "There is no open redemption {redemption}.",
        "沒有進行中的兌換 {redemption}。",
    ),
    "RewardLimit": (
        "{reward} was had as often as it may be: {times} per {per}.",
        "「{reward}」已達兌換次數上限（{per} {times} 次）。",
    ),
    "RewardNotForYou": (
        "{reward} is for other members.",
        "這位會員不符合「{reward}」的兌換資格。",
    ),
    "RewardNotNow": (
        "{reward} can be had at another time.",
        "目前不是「{reward}」的兌換期間。",
    ),
    "RewardUnknown": (
        "There is no reward {reward}; there are: {known}.",
        "沒有「{reward}」這項好禮，目前有：{known}。",
    ),
    "SoldOut": (
        "{asked} of {name} {asked:|is|are} asked for, and {left} {left:|is|are} left.",
        "「{name}」要 {asked} 份，但只剩 {left} 份。",
    ),
    "SupplyUnknown": ("Nothing was ever put in under {name}.", "「{name}」從未設定數量。"),
}

#: How a redemption ended.
ENDED: Final = {
    "handed_over": ("handed over", "已領取"),
    "cancelled": ("cancelled", "已取消"),
    "lapsed": ("not fetched in time", "逾期未領取"),
    "drawn": ("drawn, or its day has come", "已開獎或已到開獎日"),
    "unpaid": ("not paid in time", "逾時未付款"),
    "redeemed": ("paid already", "已付款"),
}
#: What a limit counts over.
PERS: Final = {
    "member": ("member", "每人"),
    "member_month": ("member and month", "每人每月"),
    "member_day": ("member and day", "每人每日"),
    "day": ("day, for everybody together", "每日全部會員合計"),
}
