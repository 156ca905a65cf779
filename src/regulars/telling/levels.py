"""Levels in sentences: what is missing to the next or to keep one, how long it holds, and why it changed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import msgspec

from regulars.desk.answers import MoveView, Standing, Step
from regulars.telling.figures import day, last_day, money, whole
from regulars.telling.voice import Pair, Voice
from regulars.telling.windows import counts_from

#: A level that ends within these days is worth keeping before the next one is worth reaching.
SOON: Final = timedelta(days=90)

SENTENCES: Final[dict[str, Pair]] = {
    "money": ("{amount}", "{amount}"),
    "orders": ("{amount} purchases", "{amount} 次消費"),
    "orders_one": ("{amount} purchase", "{amount} 次消費"),
    "items": ("{amount} items", "{amount} 件"),
    "items_one": ("{amount} item", "{amount} 件"),
    "visits": ("{amount} days with a purchase", "消費 {amount} 天"),
    "visits_one": ("{amount} day with a purchase", "消費 {amount} 天"),
    "categories": ("{amount} kinds of goods", "{amount} 種分類"),
    "categories_one": ("{amount} kind of goods", "{amount} 種分類"),
    "missions": ("{amount} stages of missions", "完成任務階段 {amount} 個"),
    "missions_one": ("{amount} stage of a mission", "完成任務階段 {amount} 個"),
    "more_missions": ("{amount} more stages of missions", "再完成 {amount} 個任務階段"),
    "more_missions_one": ("{amount} more stage of a mission", "再完成 {amount} 個任務階段"),
    "balance": ("{amount} points", "{amount} 點"),
    "balance_one": ("{amount} point", "{amount} 點"),
    "counter": ("{counter}: {amount}", "{counter} {amount}"),
    "more_visits": ("{amount} more days with a purchase", "再消費 {amount} 天"),
    "more_visits_one": ("{amount} more day with a purchase", "再消費 {amount} 天"),
    "more_visits_of_lines": ("{amount} more days with a purchase that counts", "再消費 {amount} 天適用商品"),
    "more_visits_of_lines_one": ("{amount} more day with a purchase that counts", "再消費 {amount} 天適用商品"),
    "more_categories": ("{amount} more kinds of goods", "再買 {amount} 種不同分類的商品"),
    "more_categories_one": ("{amount} more kind of goods", "再買 {amount} 種不同分類的商品"),
    "more_categories_of_lines": ("{amount} more kinds of goods that count", "再買 {amount} 種不同分類的適用商品"),
    "more_categories_of_lines_one": ("{amount} more kind of goods that counts", "再買 {amount} 種不同分類的適用商品"),
    "more_points_of_lines": ("{amount} more points on goods that count", "以適用商品再累積 {amount} 點"),
    "more_points_of_lines_one": ("{amount} more point on goods that count", "以適用商品再累積 {amount} 點"),
    "more_balance": ("{amount} more points", "點數再增加 {amount} 點"),
    "more_balance_one": ("{amount} more point", "點數再增加 {amount} 點"),
    "more_counter": ("{counter}: {amount} more", "{counter}再累積 {amount}"),
    "points": ("{amount} points", "{amount} 點"),
    "points_one": ("{amount} point", "{amount} 點"),
    "more_money": ("{amount} more", "再消費 {amount}"),
    "more_money_of_lines": ("{amount} more on goods that count", "適用商品再消費 {amount}"),
    "more_orders": ("{amount} more purchases", "再消費 {amount} 次"),
    "more_orders_one": ("{amount} more purchase", "再消費 {amount} 次"),
    "more_orders_of_lines": ("{amount} more purchases that count", "再消費 {amount} 次適用商品"),
    "more_orders_of_lines_one": ("{amount} more purchase that counts", "再消費 {amount} 次適用商品"),
    "more_items": ("{amount} more items", "再買 {amount} 件"),
    "more_items_one": ("{amount} more item", "再買 {amount} 件"),
    "more_items_of_lines": ("{amount} more items that count", "適用商品再買 {amount} 件"),
    "more_items_of_lines_one": ("{amount} more item that counts", "適用商品再買 {amount} 件"),
    "more_points": ("{amount} more points", "再累積 {amount} 點"),
    "more_points_one": ("{amount} more point", "再累積 {amount} 點"),
    "rise": ("{more} and you are {level}", "{more}升等{level}"),
    "rise_staff": ("{more} until {level}", "{more}升等{level}"),
    "keep": ("{more} by {day} and you stay {level}", "到 {day} 為止{more}，就能續等{level}"),
    "keep_between": (
        "{more} between {first} and {day} and you stay {level}",
        "{first} 到 {day} 之間{more}，就能續等{level}",
    ),
    "keep_between_staff": (
        "{more} between {first} and {day} to stay {level}",
        "{first} 到 {day} 之間{more}，就能續等{level}",
    ),
    "keep_staff": ("{more} by {day} to stay {level}", "到 {day} 為止{more}，就能續等{level}"),
    "highest": ("This is the highest level", "這是最高等級"),
    "holds": ("Since {since}", "{since} 起"),
    "holds_until": ("Since {since}, until {until}", "{since} 起，有效至 {until}"),
    "renews": ("Enough has been reached: it will be renewed after {until}", "累積已達標，{until} 期滿會自動續等"),
    "falls": (
        "If nothing more counts, the level is reviewed after {until}",
        "若之後沒有新的累積，{until} 期滿會重新評等",
    ),
    "fades": (
        "If nothing more counts, it holds until {until}; older purchases then no longer count",
        "若之後沒有新的累積，可維持到 {until}；之後較早的消費不再計入",
    ),
    "fades_balance": (
        "If the points stay as they are, it holds until {until}; some then run out",
        "若點數不變，可維持到 {until}；之後有點數到期",
    ),
    "stays": ("It does not run out", "沒有使用期限"),
    "moved_up": ("{track}: up to {after}", "{track}升等為{after}"),
    "moved_down": ("{track}: {before} becomes {after}", "{track}由{before}改為{after}"),
    "moved_notice": ("{track}: {after} is about to end", "{track}的{after}即將到期"),
    "moved_withdrawn": ("{track}: {after} will be renewed after all", "{track}的{after}可以續等了"),
    "moved_grace": ("{track}: {after} has ended and can still be kept", "{track}的{after}已期滿，補足差額仍可續等"),
    "cause_notice": ("Not enough has been reached yet to renew it.", "目前的累積還不能續等。"),
    "cause_withdrawn": ("Enough has been reached since you were told.", "提醒之後，累積已達標。"),
    "cause_grace": ("Not enough was reached in time; there are days of grace.", "期滿時累積未達標，進入寬限期。"),
    "begins": ("It is reached; {level} begins on {day}", "已達標，{day} 起升等為{level}"),
    "grace": ("{more} by {day} and you stay {level}: its time is up already", "已期滿，到 {day} 為止{more}，仍可續等{level}"),
    "grace_staff": ("In its days of grace: {more} by {day} to stay {level}", "寬限期內：到 {day} 為止{more}，可續等{level}"),
    "moved_same": ("{track}: {after} renewed", "{track}續等{after}"),
    "until": (", until {until}", "，有效至 {until}"),
    "cause_reached": ("The threshold was reached.", "累積達到門檻。"),
    "cause_again": ("The threshold was reached again.", "再次達到門檻。"),
    "cause_window": ("Older purchases no longer count.", "較早的消費已過計算期間。"),
    "cause_review": ("The level's time was up, and it was reviewed.", "等級期滿，依累積重新評等。"),
    "cause_renewed": ("The level's time was up, and enough had been reached again.", "等級期滿，累積達標，自動續等。"),
    "cause_refund": ("Goods came back, and with them what they had counted.", "退貨後，累積跟著減少。"),
    "cause_balance": ("The points balance changed.", "點數餘額變動。"),
    "cause_joined": ("Two memberships became one, and count together.", "兩個會員帳戶合併，累積一併計算。"),
    "moved_joined": ("{track}: {after} goes on", "{track}維持{after}"),
    "cause_version": ("The programme changed.", "會員方案更新。"),
}  # fmt: skip


class Missing(msgspec.Struct, frozen=True):
    """A sentence about what is missing, with the amount apart so that a page may set it in bold."""

    before: str
    amount: str
    after: str
    percent: int

    def __str__(self) -> str:
        return f"{self.before}{self.amount}{self.after}"


def amount(number: int, standing: Standing, voice: Voice) -> str:
    """So much of what the track counts: `NT$320`, `3 items`, `3 件`."""
    said = SENTENCES[_plural(standing.unit, number)]
    return voice.say(said, amount=_figure(number, standing), counter=_counter(standing, voice))


def to_rise(standing: Standing, voice: Voice) -> Missing | None:
    """What is missing to the next level; None at the top."""
    if standing.up is None:
        return None
    return _missing("rise", standing, standing.up, voice)


def to_keep(standing: Standing, voice: Voice, *, at: datetime | None = None) -> Missing | None:
    """What is missing to have the level renewed; None where nothing is.

    Not every purchase until then will count at the end, so the days between which one does are named; a reader
    who is told `at` a moment between them needs only the last day.
    """
    if standing.keep is None or standing.until is None:
        return None
    if standing.is_in_grace:
        return _missing("grace", standing, standing.keep, voice)
    first = _counts_from(standing, voice)
    if first is None or (at is not None and first <= at):
        return _missing("keep", standing, standing.keep, voice)
    return _missing("keep_between", standing, standing.keep, voice, first=day(first, voice))


def lead(standing: Standing, voice: Voice, *, at: datetime) -> Missing | None:
    """The one sentence to say first: keep what ends soon, else rise; None for a settled top level."""
    keep, rise = to_keep(standing, voice, at=at), to_rise(standing, voice)
    ends_soon = standing.until is not None and standing.until - at <= SOON
    return keep if keep and (ends_soon or rise is None) else rise


def holds(standing: Standing, voice: Voice) -> str:
    """Since when and until when."""
    since = day(standing.since, voice)
    if standing.until is None:
        return voice.say(SENTENCES["holds"], since=since)
    return voice.say(SENTENCES["holds_until"], since=since, until=last_day(standing.until, voice))


def outlook(standing: Standing, voice: Voice) -> str:
    """What will happen to the level if nothing more is bought."""
    if standing.rises_at is not None and standing.rises_to is not None:
        begins = day(standing.rises_at, voice)
        return voice.say(SENTENCES["begins"], level=voice.of(standing.rises_to), day=begins)
    if standing.falls_at is not None:
        fades = "fades_balance" if standing.unit == "balance" else "fades"
        kind = "falls" if standing.until is not None else fades
        return voice.say(SENTENCES[kind], until=last_day(standing.falls_at, voice))
    if standing.until is not None:
        return voice.say(SENTENCES["renews"], until=last_day(standing.until, voice))
    return voice.say(SENTENCES["stays"])


def move(moved: MoveView, voice: Voice) -> str:
    """A change of level in one sentence."""
    is_same = moved.before == moved.after
    stays = moved.cause if moved.cause in {"notice", "withdrawn", "grace", "joined"} else "same"
    kind = f"moved_{stays}" if is_same else "moved_up" if moved.is_up else "moved_down"
    said = voice.say(
        SENTENCES[kind],
        track=voice.of(moved.track_name), before=voice.of(moved.before), after=voice.of(moved.after),
    )  # fmt: skip
    if moved.until is None:
        return said
    return said + voice.pick(SENTENCES["until"]).format(until=last_day(moved.until, voice))


def move_cause(moved: MoveView, voice: Voice) -> str:
    """Why a level changed."""
    return voice.say(SENTENCES[f"cause_{moved.cause}"])


def percent(step: Step) -> int:
    """How far towards a level, in whole hundredths that never round up to reached."""
    if step.threshold <= 0:
        return 100
    return max(0, min(100, (step.threshold - step.missing) * 100 // step.threshold))


def _missing(kind: str, standing: Standing, step: Step, voice: Voice, *, first: str = "") -> Missing:
    figure = _figure(step.missing, standing)
    key = f"more_{standing.unit}{'_of_lines' if standing.is_of_lines else ''}"
    more = voice.pick(SENTENCES[_plural(key, step.missing)]).format(
        amount=figure, counter=_counter(standing, voice)
    )
    said = voice.say(
        SENTENCES[f"{kind}_staff" if voice.is_staff else kind],
        more=more, level=voice.of(step.name), first=first,
        day=last_day(standing.until, voice) if standing.until else "",
    )  # fmt: skip
    # The figure is looked for inside "3 more items": a date before it may hold the same digits.
    head, _, tail = said.partition(more)
    before, _, after = more.partition(figure)
    return Missing(head + before, figure, after + tail, percent(step))


def _counts_from(standing: Standing, voice: Voice) -> datetime | None:
    window = voice.windows.get(standing.track)
    if window is None or standing.until is None:
        return None
    return counts_from(window, until=standing.until, zone=voice.zone)


def _counter(standing: Standing, voice: Voice) -> str:
    return voice.of(standing.counter) if standing.counter is not None else ""


def _figure(number: int, standing: Standing) -> str:
    return money(number, standing.money) if standing.unit == "money" else whole(number)


def _plural(key: str, number: int) -> str:
    return f"{key}_one" if number == 1 and f"{key}_one" in SENTENCES else key
