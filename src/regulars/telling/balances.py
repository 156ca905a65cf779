"""Points in sentences: what they are worth, how they add up, when they run out and what is owed."""

from __future__ import annotations

from typing import Final

import msgspec

from regulars.core.programme.document import Words
from regulars.desk.answers import Balance, HoldView, LotView
from regulars.telling.figures import clock, day, last_day, points_of, priced, whole
from regulars.telling.goods import milestone_name
from regulars.telling.rewards import held_for
from regulars.telling.voice import Pair, Voice

SENTENCES: Final[dict[str, Pair]] = {
    "worth": ("= {amount}", "＝ {amount}"),
    "issued": ("Earned in all", "累積得到"),
    "spent": ("Used", "已使用"),
    "restored": ("Given back", "歸還"),
    "revoked": ("Taken back for returns", "退貨收回"),
    "expired": ("Run out", "已到期"),
    "received": ("From other members", "會員轉入"),
    "given": ("Given to other members", "轉贈會員"),
    "pending": ("Not yet usable", "待生效"),
    "held": ("Held", "保留中"),
    "held_until": ("{points} held until {until}", "{points}保留到 {until}"),
    "held_until_for": ("{points} held until {until}: {purpose}", "{points}保留到 {until}：{purpose}"),
    "more_held": ("and {number} more: {points} are held in all", "還有 {number} 筆，共保留 {points}"),
    "owed": ("Owed after returns", "退貨後不足"),
    "usable": ("Usable", "可用"),
    "released_on": ("{points} of them from {day}", "其中 {points} {day} 起可用"),
    "all_released_on": ("usable from {day}", "{day} 起可用"),
    "runs_out": ("{points}, usable until {day}", "{points}，效期至 {day}"),
    "usable_until": ("usable until {day}", "效期至 {day}"),
    "owes": (
        "A return took back {points} that had been used already. What is earned next makes up for it first.",
        "退貨要收回的點數有 {points}已經用掉，之後得到的點數會先補足。",
    ),
    "waits": ("once “{event}” is told, {day} at the latest", "「{event}」後，最晚 {day}"),
    "waits_or_goes": ("once “{event}” is told, before {day}", "「{event}」後，須在 {day} 前"),
    "never": ("Never runs out", "沒有期限"),
}


class Row(msgspec.Struct, frozen=True):
    """One line of the sum; the last of them is what is left."""

    key: str
    label: str
    points: int
    figure: str


class Expiry(msgspec.Struct, frozen=True):
    """Points that run out together. `share` is in hundredths of the largest such heap; `is_next` the first."""

    label: str
    points: int
    figure: str
    share: int
    is_next: bool


def worth(balance: Balance, voice: Voice) -> str:
    """What the usable points pay for; nothing where points are no money."""
    if not balance.worth:
        return ""
    return voice.pick(SENTENCES["worth"]).format(amount=priced(balance.worth, balance.money))


def sum_of(balance: Balance, voice: Voice) -> tuple[Row, ...]:
    """How it adds up: each row is true, and they sum to the last. Rows of nothing are left out, but the first."""
    parts = {
        "issued": balance.issued,
        "received": balance.received,
        "given": -balance.given,
        "spent": -balance.spent,
        "restored": balance.restored,
        "revoked": -balance.revoked,
        "expired": -balance.expired,
        "pending": -balance.pending,
        "held": -balance.held,
        "owed": balance.owed,
    }
    rows = [_row(key, points, voice) for key, points in parts.items() if points or key == "issued"]
    return (*rows, _row("usable", balance.usable, voice))


def pending(balance: Balance, voice: Voice) -> str:
    """When what is pending becomes usable, to stand beside the figure."""
    release = balance.next_release
    if release is None:
        return ""
    if release.points == balance.pending:
        return voice.pick(SENTENCES["all_released_on"]).format(day=day(release.at, voice))
    said = points_of(release.points, balance.name, voice)
    return voice.pick(SENTENCES["released_on"]).format(points=said, day=day(release.at, voice))


def holds(balance: Balance, voice: Voice) -> tuple[str, ...]:
    """What is set aside, for what and until when; what ends first stands first."""
    return tuple(_hold(one, balance.name, voice) for one in sorted(balance.holds, key=lambda one: one.until))


def first_holds(balance: Balance, voice: Voice, *, most: int) -> tuple[str, ...]:
    """Those that end first, and in one more line how many others there are."""
    shown = holds(balance, voice)
    if len(shown) <= most:
        return shown
    points = points_of(sum(one.points for one in balance.holds), balance.name, voice)
    return (*shown[:most], voice.say(SENTENCES["more_held"], number=len(shown) - most, points=points))


def runs_out(balance: Balance, voice: Voice) -> str:
    """What runs out next, and the last day on which it can be used."""
    if balance.next_expiry is None:
        return ""
    said = points_of(balance.next_expiry.points, balance.name, voice)
    return voice.say(SENTENCES["runs_out"], points=said, day=last_day(balance.next_expiry.at, voice))


def runs_out_when(balance: Balance, voice: Voice) -> str:
    """The last day on which what runs out next can be used."""
    if balance.next_expiry is None:
        return ""
    return voice.pick(SENTENCES["usable_until"]).format(day=last_day(balance.next_expiry.at, voice))


def owes(balance: Balance, voice: Voice) -> str:
    """What a return took that was no longer there."""
    if not balance.owed:
        return ""
    return voice.say(SENTENCES["owes"], points=points_of(balance.owed, balance.name, voice))


def expiries(balance: Balance, voice: Voice) -> tuple[Expiry, ...]:
    """All points that are there, by the last day on which they can be used; what never runs out comes last."""
    heaps: dict[str, int] = {}
    for heap in balance.by_end:
        end = last_day(heap.until, voice) if heap.until else voice.pick(SENTENCES["never"])
        heaps[end] = heaps.get(end, 0) + heap.points
    most = max(heaps.values(), default=0)
    ends_first = balance.next_expiry is not None
    return tuple(
        Expiry(
            end, points, whole(points), share=max(1, points * 100 // most), is_next=ends_first and place == 0
        )
        for place, (end, points) in enumerate(heaps.items())
    )


def _hold(one: HoldView, name: Words, voice: Voice) -> str:
    facts = {
        "points": points_of(one.points, name, voice),
        "until": f"{day(one.until, voice)} {clock(one.until, voice)}",
    }
    if one.purpose is None:
        return voice.say(SENTENCES["held_until"], **facts)
    purpose = voice.of(one.occasion) if one.occasion else held_for(one.purpose, voice)
    return voice.say(SENTENCES["held_until_for"], purpose=purpose, **facts)


def usable_from(lot: LotView, voice: Voice) -> str:
    """From when a lot can be used: a day, or an event that it waits for."""
    start = day(lot.activates_at, voice)
    if lot.waits_for is None:
        return start
    key = "waits_or_goes" if is_gone_without(lot) else "waits"
    return voice.pick(SENTENCES[key]).format(event=milestone_name(lot.waits_for, voice), day=start)


def usable_until(lot: LotView, voice: Voice) -> str:
    """The last day on which a lot can be used; empty while that is not yet known."""
    if lot.waits_for is not None:
        return ""
    return last_day(lot.expires_at, voice) if lot.expires_at else voice.pick(SENTENCES["never"])


def is_gone_without(lot: LotView) -> bool:
    """Whether the lot is gone if the event that it waits for does not come."""
    return lot.expires_at == lot.activates_at


def _row(key: str, points: int, voice: Voice) -> Row:
    return Row(key, voice.pick(SENTENCES[key]), points, whole(points))
