"""Rewards told: what was redeemed and what became of it, and of each that is out of reach the one thing that is missing."""

from __future__ import annotations

from datetime import date
from typing import Final

from regulars.core.events import Redemption, RedemptionCancelled, RedemptionPaid
from regulars.core.rewards import PAYS
from regulars.desk.rewards import Offered
from regulars.rewards.queries import Had
from regulars.telling.figures import clock, day, last_day, money, points_of, whole
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
        "You get a code: show it at the till and pay {money} within {minutes:minute|minutes}. Points are used only then.",
        "兌換後會得到代碼，請在 {minutes} 分鐘內到櫃台出示並付 {money}，付款後才會扣點。",
    ),
    "price_money": ("{points} and {money}", "{points}＋{money}"),
    "after_donation": (
        "Your points go to the cause. Until the shop has passed the day's sum on, you can take them back.",
        "點數將捐出；店家轉交當日總額之前，可以取消。",
    ),
    "after_lottery": (
        "You get a numbered ticket. It is drawn on {day}, and anybody can check the draw.",
        "兌換後會得到有號碼的抽獎券，{day} 開獎，任何人都可以驗證結果。",
    ),
    "odds": (
        "{prizes:prize|prizes}; {sold:ticket|tickets} so far: with yours, {prizes} in {tickets}",
        "共 {prizes} 個獎項，目前 {sold} 張抽獎券；加上這張，{tickets} 張中抽出 {prizes} 張",
    ),
    "odds_all": (
        "{prizes:prize|prizes}; {sold:ticket|tickets} so far: every ticket wins while there are no more than {prizes}",
        "共 {prizes} 個獎項，目前 {sold} 張抽獎券；不超過 {prizes} 張時，每張都中獎",
    ),
    "of_age": ("I am {age} or older", "我已滿 {age} 歲"),
    "after_voucher": ("You get a code to show at the till.", "兌換後會得到序號，結帳時出示即可。"),
    "after_at_once": ("It is yours at once: redeem it at the counter.", "兌換後立即使用，請在櫃台當場兌換。"),
    "after_fetch": (
        "You get a code to show in the shop. If it is not fetched within {days:day|days}, the points come back.",
        "兌換後出示代碼領取；{days} 天內未領取，點數會歸還。",
    ),
    "after_staff": ("You get a code to show in the shop.", "兌換後出示代碼領取。"),
    "state_redeemed": ("To be fetched", "待領取"),
    "state_redeemed_by": ("To be fetched by {day}", "請於 {day} 前領取"),
    "state_donation": ("Given; not passed on yet", "已捐出，待轉交"),
    "state_passed_on": ("Passed on to the cause", "已轉交"),
    "state_ticket": ("Ticket {ticket}, drawn on {day}", "{ticket} 號，{day} 開獎"),
    "state_won": ("Ticket {ticket} won: {prize}", "{ticket} 號中獎：{prize}"),
    "state_drawn": ("Ticket {ticket} did not win", "{ticket} 號未中獎"),
    "state_held": ("Held; pay {money} at the till until {until}", "保留中，請在 {until} 前到櫃台付 {money}"),
    "state_unpaid": ("Not paid in time, the points were not used", "逾時未付款，點數沒有扣"),
    "state_voucher": ("To be shown at the till", "結帳時出示"),
    "state_handed_over": ("Handed over", "已領取"),
    "state_cancelled": ("Cancelled, the points are back", "已取消，點數已歸還"),
    "state_lapsed": ("Not fetched in time, the points are back", "逾期未領取，點數已歸還"),
    "lapses_soon": (
        "{days:day is|days are} left to fetch it; then the points come back.",
        "還有 {days} 天可以領取，逾期點數會歸還。",
    ),
    "lapses_tomorrow": (
        "Tomorrow is the last day to fetch it; then the points come back.",
        "明天是最後領取日，逾期點數會歸還。",
    ),
    "lapses_today": (
        "Today is the last day to fetch it; then the points come back.",
        "今天是最後領取日，逾期點數會歸還。",
    ),
    "lapsed": ("Not fetched in time: the points are back", "逾期未領取，點數已歸還"),
}
_SOON_DAYS: Final = 7
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
    if had.ticket is not None and had.state in {"redeemed", "handed_over", "drawn"}:
        return _ticket(had, voice)
    if had.kind == "donation" and had.state in {"redeemed", "handed_over"}:
        return voice.say(SENTENCES["state_donation" if had.is_open else "state_passed_on"])
    if had.state != "redeemed":
        return voice.say(SENTENCES[f"state_{had.state}"])
    if had.fetch_by is not None:
        return voice.say(SENTENCES["state_redeemed_by"], day=f"{had.fetch_by:%Y/%m/%d}")
    return voice.say(SENTENCES["state_voucher" if had.kind == "voucher" else "state_redeemed"])


def _ticket(had: Had, voice: Voice) -> str:
    if had.won is not None:
        said = voice.say(
            SENTENCES["state_won"], ticket=had.ticket, prize=had.won["zh-Hant" if voice.is_chinese else "en"]
        )
        return said if had.is_open else f"{said} · {voice.say(SENTENCES['state_handed_over'])}"
    if had.state == "drawn":
        return voice.say(SENTENCES["state_drawn"], ticket=had.ticket)
    return voice.say(SENTENCES["state_ticket"], ticket=had.ticket, day=f"{had.draw:%Y/%m/%d}")


def odds(prizes: int, sold: int, voice: Voice) -> str:
    """How likely a ticket wins that is taken now, as plainly as it can be said."""
    key = "odds_all" if sold < prizes else "odds"
    return voice.say(SENTENCES[key], prizes=whole(prizes), sold=whole(sold), tickets=whole(sold + 1))


def lapsing(had: Had, today: date, voice: Voice) -> str:
    """That something lapses within a week, and what becomes of the points; nothing where it does not."""
    if not had.is_open or had.fetch_by is None or not 0 <= (had.fetch_by - today).days <= _SOON_DAYS:
        return ""
    key = ("lapses_today", "lapses_tomorrow", "lapses_soon")[min((had.fetch_by - today).days, 2)]
    return voice.say(SENTENCES[key], days=(had.fetch_by - today).days)


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
