"""Rewards told: what was redeemed and what became of it, and of each that is out of reach the one thing that is missing."""

from __future__ import annotations

from typing import Final

from regulars.core.events import Redemption, RedemptionCancelled, RedemptionPaid
from regulars.core.rewards import PAYS
from regulars.desk.rewards import Offered
from regulars.rewards.queries import Had
from regulars.telling.figures import clock, day, last_day, money, points_of
from regulars.telling.levels import amount
from regulars.telling.voice import Pair, Voice

SENTENCES: Final[dict[str, Pair]] = {
    "redeemed": ("Redeemed: {reward}", "兌換：{reward}"),
    "on_hold": ("Held until it is paid: {reward}", "保留待付款：{reward}"),
    "paid": ("Redeemed, the money is paid", "兌換完成，已付款"),
    "cancelled": ("A redemption was cancelled", "取消兌換"),
    "cancelled_by_shop": ("The shop cancelled a redemption", "店家取消兌換"),
    "back": ("Back: the redemption was cancelled", "取消兌換，點數歸還"),
    "back_by_shop": ("Back: the shop cancelled the redemption", "店家取消兌換，點數歸還"),
    "back_lapsed": ("Back: nobody fetched it in time", "逾期未領取，點數歸還"),
    "points": ("{points} more", "還差{points}"),
    "points_about": ("{points} more, at your pace about {day}", "還差{points}，照目前的速度約 {day} 可兌換"),
    "from": ("From {day}", "{day} 起可兌換"),
    "limit": ("Again from {day}", "{day} 起可再次兌換"),
    "day": ("None left for today; again from {day}", "今日份數已兌完，{day} 起可再兌換"),
    "level": ("From {level} on", "達{level}可兌換"),
    "level_missing": ("From {level} on; {amount} to go", "達{level}可兌換，還差 {amount}"),
    "others": ("For other members", "目前不符合兌換資格"),
    "gone": ("None left", "已兌換完畢"),
    "over": ("It ended on {day}", "已於 {day} 結束"),
    "had": ("You have had it", "已兌換過"),
    "left": ("{count} left", "剩 {count} 份"),
    "left_today": ("{count} left for today", "今日剩 {count} 份"),
    "until": ("until {day}", "到 {day} 為止"),
    "after_money": (
        "You get a code: show it at the till and pay {money} within {minutes} minutes. Points are used only then.",
        "兌換後會得到代碼，請在 {minutes} 分鐘內到櫃台出示並付 {money}，付款後才會扣點。",
    ),
    "price_money": ("{points} and {money}", "{points}＋{money}"),
    "after_voucher": ("You get a code to show at the till.", "兌換後會得到序號，結帳時出示即可。"),
    "after_at_once": ("It is yours at once: redeem it at the counter.", "兌換後立即使用，請在櫃台當場兌換。"),
    "after_fetch": (
        "You get a code to show in the shop. If it is not fetched within {days} days, the points come back.",
        "兌換後出示代碼領取；{days} 天內未領取，點數會歸還。",
    ),
    "after_staff": ("You get a code to show in the shop.", "兌換後出示代碼領取。"),
    "state_redeemed": ("To be fetched", "待領取"),
    "state_redeemed_by": ("To be fetched by {day}", "請於 {day} 前領取"),
    "state_held": ("Held; pay {money} at the till until {until}", "保留中，請在 {until} 前到櫃台付 {money}"),
    "state_unpaid": ("Not paid in time, the points were not used", "逾時未付款，點數沒有扣"),
    "state_voucher": ("To be shown at the till", "結帳時出示"),
    "state_handed_over": ("Handed over", "已領取"),
    "state_cancelled": ("Cancelled, the points are back", "已取消，點數已歸還"),
    "state_lapsed": ("Not fetched in time, the points are back", "逾期未領取，點數已歸還"),
    "lapsed": ("Not fetched in time: the points are back", "逾期未領取，點數已歸還"),
}
_BACK: Final = {"member": "back", "shop": "back_by_shop", "time": "back_lapsed"}


def title(
    event: Redemption | RedemptionCancelled | RedemptionPaid, voice: Voice, *, is_held: bool = False
) -> str:
    """What happened, in a few words; `is_held` where nothing was spent for it yet."""
    if isinstance(event, Redemption):
        key = "on_hold" if is_held else "redeemed"
        return voice.say(SENTENCES[key], reward=reward_named(event.reward, voice))
    if isinstance(event, RedemptionPaid):
        return voice.say(SENTENCES["paid"])
    key = {"member": "cancelled", "shop": "cancelled_by_shop", "time": "lapsed"}[event.by]
    return voice.say(SENTENCES[key])


def points_back(event: RedemptionCancelled, voice: Voice) -> str:
    """Why points of a redemption are there again."""
    return voice.say(SENTENCES[_BACK[event.by]])


def missing(offer: Offered, voice: Voice) -> str:
    """The one thing that is missing most, in a few words; nothing where it can be had."""
    if not offer.missing:
        return ""
    key: str = offer.missing
    facts: dict[str, str] = {}
    match offer.missing:
        case "points":
            facts["points"] = points_of(offer.number, offer.points_name, voice)
            key = "points_about" if offer.at else "points"
        case "level" if offer.level_name is not None:
            facts["level"] = voice.of(offer.level_name)
            if offer.number and offer.standing is not None:
                facts["amount"] = amount(offer.number, offer.standing, voice)
                key = "level_missing"
        case _:
            pass
    if offer.at is not None:
        facts["day"] = last_day(offer.at, voice) if offer.missing == "over" else day(offer.at, voice)
    return voice.say(SENTENCES[key], **facts)


def state(had: Had, voice: Voice) -> str:
    """What became of a redemption."""
    if had.state == "held" and had.pay_by is not None:
        return voice.say(
            SENTENCES["state_held"], money=money_of(had.money, voice), until=clock(had.pay_by, voice)
        )
    if had.state != "redeemed":
        return voice.say(SENTENCES[f"state_{had.state}"])
    if had.fetch_by is not None:
        return voice.say(SENTENCES["state_redeemed_by"], day=f"{had.fetch_by:%Y/%m/%d}")
    return voice.say(SENTENCES["state_voucher" if had.kind == "voucher" else "state_redeemed"])


def money_of(amount: int, voice: Voice) -> str:
    """So much money of the shop."""
    return money(amount, voice.money)


def price(points: str, amount: int, voice: Voice) -> str:
    """What a reward costs: points, and money where there is some to pay."""
    if not amount:
        return points
    return voice.say(SENTENCES["price_money"], points=points, money=money_of(amount, voice))


def code(had: Had) -> str:
    """A code as people read it out: in two halves."""
    half = len(had.code) // 2
    return f"{had.code[:half]} {had.code[half:]}"


def held_for(purpose: str, voice: Voice) -> str:
    """What points are held for: a reward, or what the till said."""
    reward = purpose.removeprefix(PAYS)
    return purpose if reward == purpose else reward_named(reward, voice)


def reward_named(reward: str, voice: Voice) -> str:
    """What the shop calls a reward; its id where the programme has it no more."""
    return voice.of(voice.rewards[reward]) if reward in voice.rewards else reward
