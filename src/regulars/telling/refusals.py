"""The words for every refusal that the API may answer; a command that meets one of them says the same."""

from __future__ import annotations

import re
from typing import Final

from regulars.core.programme.document import Words
from regulars.core.refusals import Refusal
from regulars.lib.showing import harmless
from regulars.telling import coupon_refusals, deed_refusals
from regulars.telling.reward_refusals import ENDED, PERS, REWARD_SENTENCES
from regulars.telling.voice import filled

# Code of the refusal: English, Traditional Chinese. The names in braces are its facts.
SENTENCES: Final[dict[str, tuple[str, str]]] = {
    **coupon_refusals.SENTENCES,
    **deed_refusals.SENTENCES,
    "AddressUnknown": (
        "Nothing is at {address}. See /api/v1/openapi.json.",
        "沒有 {address} 這個位址，請見 /api/v1/openapi.json。",
    ),
    "DraftUnreadable": (
        "The draft cannot be read as a programme. Mend its text first.",
        "草稿內容無法解讀，請先修正文字。",
    ),
    "MethodUnusable": (
        "{method} means nothing here; use {allowed}.",
        "這裡不能用 {method}，請用 {allowed}。",
    ),
    "BatchTooLarge": (
        "The body is too large: at most {most_bytes} bytes are read. Send smaller batches.",
        "內容太大，最多只能 {most_bytes} 位元組，請分成較小的批次。",
    ),
    "BatchUnreadable": (
        "The body is neither a batch nor an event: {problem}",
        "內容不是批次，也不是事件：{problem}",
    ),
    "BodyTooLarge": (
        "The body has {given_bytes} bytes; at most {most_bytes} are read.",
        "內容有 {given_bytes} 位元組，最多只能 {most_bytes} 位元組。",
    ),
    "BodyUnreadable": ("The body is not JSON in UTF-8: {problem}.", "內容不是 UTF-8 的 JSON：{problem}。"),
    "CardUnknown": ("No member has the card {card}.", "沒有卡號 {card} 的會員。"),
    "CurrencyOfOtherShop": (
        "The order is in {given}, and this shop counts in {expected}.",
        "這筆訂單的幣別是 {given}，本店使用 {expected}。",
    ),
    "CurrencyUnknown": (
        "There are no points called {currency}; there are: {known}.",
        "沒有「{currency}」這種點數，可用的有：{known}。",
    ),
    "DatabaseDown": (
        "The shop cannot write at this moment. Send it again a little later; nothing was lost.",
        "目前無法寫入，請稍後再送一次，資料沒有遺失。",
    ),
    "DatabaseFull": (
        "The shop has no room left to write. Send it again when its operator has made some; nothing was lost.",
        "儲存空間已滿，請待管理者清出空間後再送一次，資料沒有遺失。",
    ),
    "DebtOpen": (
        "This member owes {owed:point|points}, so none can be handed over.",
        "這位會員還欠 {owed} 點，不能轉贈。",
    ),
    "DeskBusy": (
        "More arrives than can be taken in. Send it again in {retry_after} s; nothing was lost.",
        "目前送來的資料太多，請在 {retry_after} 秒後再送一次，資料沒有遺失。",
    ),
    "DeskSilent": (
        "There was no answer within {seconds} s. It may be in already; sending it again is safe.",
        "{seconds} 秒內沒有回應。可能已經記錄；再送一次不會重複計算。",
    ),
    "EventRetold": (
        "{source} said something else under the id {id} before. What was said first stands.",
        "{source} 先前已用編號 {id} 送過不同的內容，以先前的為準。",
    ),
    "FieldUnusable": ("{field}: {problem}.", "{field}：{problem}。"),
    "HoldOver": (
        "The hold has ended: it was {end}.",
        "這筆保留已結束：{end}。",
    ),
    "HoldTooSmall": (
        "{needed:point is|points are} to be used, and {held} {held:|is|are} held.",
        "要使用 {needed} 點，但只保留了 {held} 點。",
    ),
    "HoldUnknown": ("This till holds no points under that name.", "這台收銀機沒有這個編號的保留點數。"),
    "IdempotencyKeyMissing": (
        "Send an id in the body or a header {header}, so that sending it twice does it once.",
        "請在內容附上 id，或加上標頭 {header}，重送才不會重複處理。",
    ),
    "IdempotencyKeyUnusable": (
        "{header} is 1 to {most} visible ASCII characters without blanks, such as a UUID.",
        "{header} 須為 1 到 {most} 個可見的 ASCII 字元，不含空白，例如 UUID。",
    ),
    "ImportsBusy": (
        "{waiting:import is|imports are} being read. Send it again in {retry_after} s; nothing was lost.",
        "目前有 {waiting} 份匯入正在處理，請在 {retry_after} 秒後再送一次，資料沒有遺失。",
    ),
    "IntakeBusy": (
        "More arrives than can be written. Send it again in {retry_after} s; nothing was lost.",
        "目前送來的事件太多，請在 {retry_after} 秒後再送一次，資料沒有遺失。",
    ),
    "IntakeSilent": (
        "There was no answer within {seconds} s. It may be in already; sending it again is safe.",
        "{seconds} 秒內沒有回應。可能已經記錄；再送一次不會重複計算。",
    ),
    "KeyMissing": ("Send a key: Authorization: Bearer …", "請附上金鑰：Authorization: Bearer …"),
    "KeyReused": (
        "The idempotency key {key} came with another request before. Use a new key for a new request.",
        "冪等鍵 {key} 先前已用於不同的請求；新的請求請使用新的鍵。",
    ),
    "KeyUnknown": ("This key is not known, or was revoked.", "這把金鑰不存在或已停用。"),
    "MembershipStays": (
        "A membership is its own base: it is neither agreed to nor withdrawn by itself. To end it is to leave.",
        "會員服務是會員資格的基礎，無法單獨同意或撤回；要終止請退出會員。",
    ),
    "MomentBeyond": (
        "{given} is too far ahead; the end of {latest} is the latest.",
        "{given} 太遠了，最遠可看到 {latest} 年底。",
    ),
    "MomentUnusable": (
        "{given} cannot be when it happened; here it is {now}. Is the till's clock right?",
        "時間 {given} 不合理，現在是 {now}。請檢查收銀機的時鐘。",
    ),
    "NoProgramme": ("No programme was published yet.", "尚未發布任何會員方案。"),
    "NotEnoughPoints": (
        "{needed:point is|points are} asked for, and {usable} can be used.",
        "要使用 {needed} 點，但可用的只有 {usable} 點。",
    ),
    "NoticeUnknown": (
        "The notice of {purpose} never had the version {given}; it had: {known}. Show the member the notice as it is now.",
        "「{purpose}」的告知事項沒有 {given} 這個版本，有的是：{known}。請向會員出示目前的內容。",
    ),
    "OrderUnknown": (
        "This till sent no order {order}. Name the member, if it came from elsewhere.",
        "這台收銀機沒有送過訂單 {order}。若來自別處，請註明會員。",
    ),
    "OriginNotAllowed": (
        "Pages of {origin} may not send with this write key. Its source names the origins that may.",
        "{origin} 的網頁不能使用這個寫入金鑰；可使用的網址列在它的來源裡。",
    ),
    "RateExceeded": (
        "This source may send {rate:event|events} a second. Send it again in {retry_after} s; nothing was lost.",
        "這個來源每秒最多 {rate} 個事件，請在 {retry_after} 秒後再送一次，資料沒有遺失。",
    ),
    "WriteKeyMissing": (
        "No write key came with the request.",
        "請求沒有附上寫入金鑰。",
    ),
    "WriteKeyUnknown": (
        "This write key is none of ours, or it was revoked.",
        "沒有這個寫入金鑰，或已被撤銷。",
    ),
    "PaidMoreThanBought": (
        "{paid} were paid with points or vouchers, and the lines come to {sum}.",
        "以點數或禮券支付 {paid}，但明細合計只有 {sum}。",
    ),
    "PointsUnnamed": ("Say which points: {known}.", "請註明哪一種點數：{known}。"),
    "ProgrammeNotYet": (
        "{occurred_at} lies before the programme, which begins at {begins_at}.",
        "{occurred_at} 早於會員方案的開始時間 {begins_at}。",
    ),
    "PurposeUnknown": (
        "Members are not asked for {purpose}; they are asked for: {known}.",
        "方案沒有徵求「{purpose}」這個使用目的，有的是：{known}。",
    ),
    "StillRunning": (
        "The same request is being worked on. Ask again in {retry_after} s; it is done once.",
        "相同的請求正在處理中，請在 {retry_after} 秒後再查詢；只會處理一次。",
    ),
    "TotalContradictsLines": (
        "The total is {total}, and the lines come to {sum}.",
        "總計是 {total}，但明細合計是 {sum}。",
    ),
    "TransferNotAllowed": (
        "Points of the kind {currency} cannot be handed to another member.",
        "「{currency}」這種點數不能轉贈。",
    ),
    "TransferTooLarge": (
        "At most {most} points can be handed over at once, and {needed} are asked for.",
        "每次最多轉贈 {most} 點，這次要轉贈 {needed} 點。",
    ),
    "TransferToSelf": (
        "The card {card} is the giver's own.",
        "卡號 {card} 就是轉贈人自己的卡。",
    ),
}
FAULT: Final = (
    "Something is wrong on our side. Nothing was recorded; sending it again is safe.",
    "系統發生錯誤，這筆沒有記錄；再送一次是安全的。",
)

LONGEST_SHOWN: Final = 300

#: How a hold ended.
_ENDS: Final = {
    "posted": ("posted", "已使用"),
    "voided": ("given up", "已取消"),
    "timed_out": ("left until its time was up", "已逾時"),
    "committed": ("used", "已使用"),
    "released": ("let go", "已取消"),
    "rolled_back": ("given back", "已恢復"),
}

#: What somebody has at an occasion.
_STATES: Final = {
    "waiting": ("on the waiting list", "候補中"),
    "offered": ("offered, not taken yet", "待確認"),
    "given_up": ("given up", "已取消"),
    "lapsed": ("the offer was not taken in time", "逾時未確認"),
}

#: What stands where nothing does.
_NONE: Final = {
    "opens_at": ("never", "不開放"),
    "earlier_with": ("nothing", "無"),
    "again_at": ("none are left", "已額滿"),
}

#: Why a mission cannot be begun.
_WHYS: Final = {
    "running": ("it is under way", "正在進行"),
    "waits": ("its prize waits to be taken", "獎勵待領"),
    "done": ("it was done already", "已經參加過"),
    "ahead": ("its time has not come", "尚未開始"),
    "over": ("its time is over", "已經結束"),
    "by_itself": ("it begins by itself", "會自動開始"),
    "spent": ("all of its prizes are given", "獎勵已全數送完"),
}

#: What msgspec says about a field, for those who read Chinese.
_PROBLEMS: Final = (
    (re.compile(r"^Expected `(.+)`, got `(.+)`$"), r"應為 \1，收到的是 \2"),
    (re.compile(r"^Object missing required field `(.+)`$"), r"缺少 \1"),
    (re.compile(r"^Object contains unknown field `(.+)`$"), r"不認得 \1"),
    (re.compile(r"^Expected `.+` of length >= (\d+)$"), r"長度至少 \1"),
    (re.compile(r"^Expected `.+` of length <= (\d+)$"), r"長度最多 \1"),
    (re.compile(r"^Expected `.+` (.+)$"), r"應為 \1"),
    (re.compile(r"^Expected a moment from (.+) to (.+)$"), r"應在 \1 到 \2 年之間"),
    (re.compile(r"^Expected `next` of an earlier page$"), "應為前一頁的 next"),
    (re.compile(r"^Input data was truncated$"), "內容不完整"),
    (re.compile(r"^JSON is malformed: .*\(byte (\d+)\)$"), r"第 \1 個位元組讀不懂"),
    (re.compile(r"^not UTF-8: .*$"), "不是 UTF-8 編碼"),
    (re.compile(r"^nested too deeply$"), "層次太深"),
    (re.compile(r"^Invalid RFC3339 encoded datetime$"), "不是 ISO 8601 的日期時間"),
    (re.compile(r"^Expected either `amount` or `price`$"), "amount 與 price 請擇一"),
    (re.compile(r"^Expected `(\w+)`, `amount`, or both$"), r"\1 與 amount 至少要有一項"),
    (re.compile(r"^Expected an amount above 0$"), "應為大於 0 的金額"),
    (re.compile(r"^Expected an amount from 0 to (.+)$"), r"應為 0 到 \1 的金額"),
    (
        re.compile(r"^Expected an amount of (\w+), which has (\d+) decimals, got (.+)$"),
        r"\1 的金額最多 \2 位小數，收到 \3",
    ),
)


SENTENCES.update(REWARD_SENTENCES)


def sentence_for(refusal: Refusal) -> Words:
    """The sentence in both languages; one without words yet speaks by its name and its facts."""
    facts = {name: _shown(fact) for name, fact in refusal.facts.items()}
    if refusal.code not in SENTENCES:
        plain = f"{refusal.code}: " + ", ".join(f"{name} = {fact}" for name, fact in facts.items())
        return Words(zh_hant=plain, en=plain)
    english, chinese = SENTENCES[refusal.code]
    in_chinese = facts | {"problem": _problem_in_chinese(facts["problem"])} if "problem" in facts else facts
    if "end" in facts:
        facts, in_chinese = (facts | {"end": words} for words in _ENDS[facts["end"]])
    for name, words in _NONE.items():
        if facts.get(name) == "":
            facts, in_chinese = facts | {name: words[0]}, in_chinese | {name: words[1]}
    if "state" in facts:
        facts, in_chinese = (facts | {"state": words} for words in _states(refusal)[facts["state"]])
    if refusal.code == "RewardLimit":
        facts, in_chinese = (facts | {"per": words} for words in PERS[facts["per"]])
    if facts.get("why") in _WHYS:
        facts, in_chinese = (facts | {"why": words} for words in _WHYS[facts["why"]])
    if not facts.get("field", True):
        # The body as a whole is meant.
        facts, in_chinese = facts | {"field": "The body"}, in_chinese | {"field": "內容"}
    return Words(zh_hant=chinese.format(**in_chinese), en=filled(english, facts))


def _states(refusal: Refusal) -> dict[str, tuple[str, str]]:
    return ENDED if refusal.code == "RedemptionOver" else _STATES


def _problem_in_chinese(problem: str) -> str:
    for pattern, words in _PROBLEMS:
        if pattern.match(problem):
            return pattern.sub(words, problem)
    return problem


def _shown(fact: object) -> str:
    text = ", ".join(map(str, fact)) if isinstance(fact, list | tuple) else str(fact)
    return harmless(text, longest=LONGEST_SHOWN)
