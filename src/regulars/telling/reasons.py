"""What a member may ask about that no entry says by itself: caps, debts, and goods without a receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regulars.core.effects import Reason
from regulars.core.periods import NEVER, Instant, moment
from regulars.core.programme.document import Words
from regulars.desk.answers import Happening
from regulars.desk.sources import told_as
from regulars.telling import missions, referral
from regulars.telling.figures import POINTS, last_day, money, points_of, whole
from regulars.telling.voice import Pair, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable

SENTENCES: Final[dict[str, Pair]] = {
    "capped": (
        "{rule}: the most {per} was reached, so {lost:was|were} not given",
        "「{rule}」已達{per}上限，少得 {lost}",
    ),
    "budget_spent": (
        "{rule}: all of its points have been given, so this brought none of them",
        "「{rule}」的點數已全數送完，這筆沒有得到",
    ),
    "repaid": ("{points} of it made up for an earlier return first", "其中 {points}先補足先前退貨不足的點數"),
    "shortfall": (
        "{points} of what the goods that came back had given had been used already, and {points:|was|were} not taken back",
        "退回的商品當初給的點數有 {points}已經用掉，沒有收回",
    ),
    "unmatched": (
        "No purchase of {product} ({quantity} pc) was found, so no points were taken back",
        "{product} {quantity} 件找不到購買紀錄，沒有收回點數",
    ),
    "before_programme": (
        "This was before the programme began, so it gives no points",
        "這筆消費在會員方案開始之前，不計點",
    ),
    "unknown_order": (
        "The order {order} is not known yet; when it comes, it is cancelled at once",
        "目前沒有訂單 {order}，收到時會立即取消",
    ),
    "waits": (
        "The order {order} is not known yet; what came back counts when it comes",
        "目前沒有訂單 {order}，收到時會一併處理這筆退貨",
    ),
    "awaited": (
        "Its return had been told before, and counts now",
        "這筆訂單的退貨先到，已一併處理",
    ),
    "unmatched_money": (
        "{amount} more were given back than was left of what was paid; they change nothing",
        "退款比尚未退還的實付金額多 {amount}，多的部分不影響點數",
    ),
    "ran_out": (
        "{points} of what the goods that came back had given had run out unused, and nothing is taken for {points:|it|them}",
        "退回的商品當初給的點數有 {points}已經到期，不另外收回",
    ),
    "not_agreed": (
        "{rule} is for members who agreed to {purpose}; nothing of this purchase was read for it",
        "「{rule}」限同意「{purpose}」的會員，這筆消費沒有用於此目的",
    ),
    "word_stands": ("A later word about it stands", "之後已有另外的表示，以後者為準"),
    "overdrawn": (
        "{points:was|were} used while two memberships were one; what is missing is owed",
        "帳戶合併期間用掉 {points}，不足的部分記為欠點",
    ),
    "overdrawn_nothing": (
        "This was done while two memberships were one; of this one alone there was nothing to do it with",
        "這筆在帳戶合併期間完成，拆開後這個帳戶沒有對應的點數",
    ),
    "offered": (
        "It brings a code: {rule}; it stands under your coupons as long as there are some",
        "這筆消費附贈「{rule}」，送完為止，請見我的優惠券",
    ),
    "freed": ("{points} of what was held can be used again", "保留的 {points}恢復可用"),
    "given": ("{points} went over, usable until {day}", "轉出 {points}，效期至 {day}"),
    "given_for_ever": ("{points} went over, and never {points:|runs|run} out", "轉出 {points}，沒有期限"),
}
#: What concerns the shop's budgets and no member, and what time says of itself before an event.
_UNTOLD: Final = frozenset({"budget_taken", "budget_back", "mission_ending"})
PERIODS: Final[dict[str, Pair]] = {
    "receipt": ("for one receipt", "單筆"),
    "day": ("for one day", "當日"),
    "member": ("for one member", "每人"),
}


def told(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons that a member is told."""
    return tuple(one for one in reasons if one.code not in _UNTOLD)


def reason(one: Reason, happening: Happening, voice: Voice) -> str:
    """One reason in a sentence."""
    if one.code in missions.SENTENCES:
        return missions.reason(one, voice)
    if one.code in referral.SENTENCES:
        return referral.reason(one, voice)
    sentence = SENTENCES[one.code]
    if one.code == "overdrawn" and not one.facts:
        return voice.say(SENTENCES["overdrawn_nothing"])
    if one.code == "given":
        return _given(one, happening, voice)
    match one.code, one.facts:
        case "capped", (str(rule), str(per), int(lost)):
            name = _rule(rule, happening, voice)
            points = points_of(lost, _points_of_rule(rule, happening), voice)
            return voice.say(sentence, rule=name, per=voice.pick(PERIODS[per]), lost=points)
        case (("repaid" | "shortfall" | "freed" | "ran_out" | "overdrawn"), (str(currency), int(points), *_)):
            return voice.say(sentence, points=points_of(points, _points(currency, happening, voice), voice))
        case "unmatched", (str(product), int(quantity)):
            return voice.say(sentence, product=voice.goods.get(product, product), quantity=whole(quantity))
        case "unmatched_money", (_, int(amount)):
            return voice.say(sentence, amount=money(amount, happening.money))
        case "not_agreed", (str(rule), str(purpose)):
            return voice.say(sentence, rule=voice.named(rule), purpose=voice.purpose(purpose))
        case ("offered", (str(rule),)) | ("budget_spent", (str(rule), _)):
            return voice.say(sentence, rule=voice.named(rule))
        case (("unknown_order" | "waits"), (str(order),)):
            return voice.say(sentence, order=told_as(order))
        case _:
            return voice.say(sentence)


def _given(one: Reason, happening: Happening, voice: Voice) -> str:
    currency, points, _, expires_at, _ = one.facts
    assert isinstance(points, int)
    assert isinstance(expires_at, int)
    said = points_of(points, _points(str(currency), happening, voice), voice)
    if expires_at == NEVER:
        return voice.say(SENTENCES["given_for_ever"], points=said)
    return voice.say(SENTENCES["given"], points=said, day=last_day(moment(Instant(expires_at)), voice))


def _rule(rule: str, happening: Happening, voice: Voice) -> str:
    """The name it bore when it decided, else the one it bears now."""
    named = (entry.rule_name for entry in happening.entries if entry.rule == rule and entry.rule_name)
    found = next(named, None)
    return voice.of(found) if found else voice.named(rule)


def _points_of_rule(rule: str, happening: Happening) -> Words:
    return next((entry.currency_name for entry in happening.entries if entry.rule == rule), POINTS)


def _points(currency: str, happening: Happening, voice: Voice) -> Words:
    if currency in voice.points:
        return voice.points[currency]
    return next((entry.currency_name for entry in happening.entries if entry.currency == currency), POINTS)
