"""What happened in a few words, and the goods that it was about."""

from __future__ import annotations

from typing import Final, assert_never

from regulars.core.events import (
    Adjustment,
    Behaviour,
    Cancellation,
    CheckInMadeUp,
    ConsentGiven,
    ConsentWithdrawn,
    Event,
    FriendInvited,
    FriendSettled,
    HoldPosted,
    HoldVoided,
    MakeUpTakenBack,
    MembersJoined,
    Milestone,
    MissionClaimed,
    MissionStarted,
    Order,
    PointsGiven,
    PointsHeld,
    PointsReceived,
    PrizeWon,
    Profile,
    Redemption,
    RedemptionCancelled,
    RedemptionPaid,
    Return,
    Spend,
)
from regulars.core.programme.benefits import challenge_rule
from regulars.core.programme.referral import WELCOME
from regulars.desk.answers import Happening
from regulars.telling import aside, consents, missions, referral, rewards
from regulars.telling.figures import money
from regulars.telling.goods import milestone_name
from regulars.telling.voice import Pair, Voice

SENTENCES: Final[dict[str, Pair]] = {
    "order_at": ("{amount} {where}", "{where}，{amount}"),
    "order": ("A purchase of {amount}", "消費 {amount}"),
    "exchange": ("Exchange: {purchase}", "換貨：{purchase}"),
    "return": ("Goods returned", "退貨"),
    "return_of": ("Goods returned, order {order}", "退貨（訂單 {order}）"),
    "return_dated": ("Goods returned, bought {day}", "退貨（{day} 的消費）"),
    "cancellation": ("Order {order} cancelled", "取消訂單 {order}"),
    "milestone": ("Order {order}: {name}", "訂單 {order}：{name}"),
    "milestone_dated": ("{name}, bought {day}", "{name}（{day} 的消費）"),
    "spend": ("Points used", "使用點數"),
    "spend_for": ("Points used: {purpose}", "使用點數：{purpose}"),
    "spend_on": ("Points used for the purchase of {day}", "使用點數，折抵 {day} 的消費"),
    "adjustment": ("Corrected by the shop: {reason}", "店家調整：{reason}"),
    "joined": ("Joined", "加入會員"),
    "prize_won": ("Won in {challenge}", "{challenge}得獎"),
    "members_joined": ("Two memberships became one", "兩個會員帳戶合併"),
    "profile": ("Details updated", "更新會員資料"),
    "expired": ("Points ran out", "點數到期"),
    "welcome": ("A welcome gift", "見面禮"),
    "prize": ("A prize that was waiting", "待領的獎勵自動發給"),
    "gift": ("A gift for your birthday", "生日禮"),
    "levelled": ("Level reviewed", "等級評定"),
    "released": ("Points became usable", "點數生效"),
    "and_more": ("{goods} and {count} more", "{goods}等 {count} 項"),
}

#: Where a purchase was made, by the channel that the till names.
PLACES: Final[dict[str, Pair]] = {
    "store": ("in the shop", "門市"),
    "pos": ("in the shop", "門市"),
    "online": ("online", "網路商店"),
    "web": ("online", "網路商店"),
    "app": ("in the app", "App"),
    "cafe": ("at the café", "咖啡館"),
    "cinema": ("at the cinema corner", "放映角落"),
    "phone": ("by phone", "電話訂購"),
}
_GOODS_NAMED: Final = 2


def title(happening: Happening, voice: Voice) -> str:
    """What happened, in a few words."""
    event = happening.event
    match event:
        case None:
            return voice.say(SENTENCES[kind_of(happening)])
        case Order():
            bought = _order(event, happening.money, voice)
            return voice.say(SENTENCES["exchange"], purchase=bought) if event.exchange else bought
        case Return():
            return _return(event, voice)
        case Cancellation():
            return voice.say(SENTENCES["cancellation"], order=event.order)
        case Milestone():
            return _milestone(event, voice)
        case Spend():
            return _spend(event, voice)
        case PointsHeld() | HoldPosted() | HoldVoided() | PointsGiven() | PointsReceived():
            return aside.title(event, voice, happening.occasion)
        case Adjustment():
            return voice.say(SENTENCES["adjustment"], reason=event.reason)
        case Profile():
            return voice.say(SENTENCES["joined" if event.joined_day else "profile"])
        case ConsentGiven() | ConsentWithdrawn():
            return consents.title(event, voice)
        case Behaviour() | CheckInMadeUp() | MakeUpTakenBack() | MissionStarted() | MissionClaimed():
            return missions.title(event, voice)
        case Redemption() | RedemptionCancelled() | RedemptionPaid():
            return rewards.title(event, voice, is_held=not happening.entries)
        case FriendInvited() | FriendSettled():
            return referral.title(event, voice)
        case PrizeWon():
            return voice.say(SENTENCES["prize_won"], challenge=voice.named(challenge_rule(event.challenge)))
        case MembersJoined():
            return voice.say(SENTENCES["members_joined"])
        case _:
            assert_never(event)


def about(event: Event | None, voice: Voice) -> str:
    """The goods that it was about, the first ones by name."""
    match event:
        case Order():
            goods = [line.name or voice.goods.get(line.product, line.product) for line in event.lines]
        case Return():
            goods = [voice.goods.get(line.product, line.product) for line in event.lines]
        case _:
            return ""
    return goods_named(goods, voice)


def goods_named(goods: list[str], voice: Voice) -> str:
    """The first goods by name, and how many more there are."""
    named = ("、" if voice.is_chinese else ", ").join(goods[:_GOODS_NAMED])
    left = len(goods) if voice.is_chinese else len(goods) - _GOODS_NAMED
    if len(goods) <= _GOODS_NAMED:
        return named
    return voice.pick(SENTENCES["and_more"]).format(
        goods=named + (" " if named[-1:].isascii() else ""), count=left
    )


def kind_of(happening: Happening) -> str:
    """The kind of event, in one word; for what time did alone, what stands out most."""
    if happening.event is not None:
        return type(happening.event).__name__.lower()
    if any(entry.kind == "expire" for entry in happening.entries):
        return "expired"
    earned = [entry for entry in happening.entries if entry.kind == "earn"]
    if earned:
        if all(entry.rule == WELCOME for entry in earned):
            return "welcome"
        return "prize" if all(entry.rule.startswith("mission/") for entry in earned) else "gift"
    return "levelled" if happening.moves else "released"


def _order(order: Order, currency: str, voice: Voice) -> str:
    amount = money(sum(line.amount for line in order.lines), currency)
    where = order.channel or order.store
    if where is None:
        return voice.say(SENTENCES["order"], amount=amount)
    place = voice.pick(PLACES[where]) if where in PLACES else where
    return voice.pick(SENTENCES["order_at"]).format(where=place, amount=amount)


def _return(event: Return, voice: Voice) -> str:
    if event.order is None:
        return voice.say(SENTENCES["return"])
    if event.order in voice.orders:
        return voice.say(SENTENCES["return_dated"], day=voice.orders[event.order])
    return voice.say(SENTENCES["return_of"], order=event.order)


def _milestone(event: Milestone, voice: Voice) -> str:
    name = milestone_name(event.name, voice)
    if event.order in voice.orders:
        return voice.pick(SENTENCES["milestone_dated"]).format(name=name, day=voice.orders[event.order])
    return voice.pick(SENTENCES["milestone"]).format(name=name, order=event.order)


def _spend(event: Spend, voice: Voice) -> str:
    if event.purpose is None:
        return voice.say(SENTENCES["spend"])
    if event.purpose in voice.orders:
        return voice.say(SENTENCES["spend_on"], day=voice.orders[event.purpose])
    return voice.say(SENTENCES["spend_for"], purpose=event.purpose)
