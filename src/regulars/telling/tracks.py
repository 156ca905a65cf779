"""The terms of a track in sentences: what counts, over how long, and how long a level holds."""

from __future__ import annotations

from typing import Final

from regulars.core.programme.document import CalendarWindow, Track, Validity, Window
from regulars.telling.voice import Pair, Voice

SENTENCES: Final[dict[str, Pair]] = {
    "net_spend": ("What you paid, less what you returned", "實付金額（扣除退貨）"),
    "net_spend_of_lines": (
        "What you paid for goods that count, less what you returned",
        "適用商品實付金額（扣除退貨）",
    ),
    "orders": ("How often you bought", "消費次數"),
    "orders_of_lines": ("How often you bought goods that count", "適用商品消費次數"),
    "items": ("How many items you bought", "購買件數"),
    "items_of_lines": ("How many items that count you bought", "適用商品購買件數"),
    "points_earned": ("The points you earned", "得到的點數"),
    "points_earned_of_lines": ("The points you earned on goods that count", "適用商品得到的點數"),
    "visits": ("The days on which you bought something", "有消費的天數"),
    "visits_of_lines": ("The days on which you bought goods that count", "有消費適用商品的天數"),
    "categories": ("How many kinds of goods you bought", "買過的商品分類數"),
    "categories_of_lines": ("How many kinds of goods that count you bought", "買過的適用商品分類數"),
    "points_balance": ("The points that you have", "手上的點數"),
    "missions": ("The stages of missions that you reached", "完成的任務階段"),
    "membership_year": ("in one year of membership", "入會週年的一年內"),
    "level_term": ("since the level's term began", "這一期等級開始以來"),
    "last_change": ("since the level last changed", "上次等級變動以來"),
    "now": ("now", "目前"),
    "every_month": ("in one month", "同一個月內"),
    "every_quarter": ("in one quarter", "同一季內"),
    "every_half_year": ("in one half-year", "同半年內"),
    "every_year": ("in one calendar year", "同一年內"),
    "every_year_from": ("in one year from month {month} on", "{month} 月起的一年內"),
    "lifetime": ("in all", "累計至今"),
    "calendar_year": ("in one calendar year", "同一年內"),
    "rolling_months": ("in the last {count:month|months}", "近 {count} 個月"),
    "rolling_days": ("in the last {count:day|days}", "近 {count} 天"),
    "counts": ("{what}, {window}.", "{window}的{what}。"),
    "end_of_month": ("A level holds until the end of the month.", "升等後保留到當月底。"),
    "end_of_quarter": ("A level holds until the end of the quarter.", "升等後保留到當季底。"),
    "end_of_half_year": ("A level holds until the end of the half-year.", "升等後保留到半年底。"),
    "end_of_window": ("A level holds until the end of that period.", "升等後保留到該期結束。"),
    "and_more": ("And for {count:such period|such periods} more.", "再加 {count} 期。"),
    "last_day": ("A level holds until {day}.", "升等後保留到 {day}。"),
    "next_day": ("A level begins on the next day.", "達標後隔天升等。"),
    "next_month": ("A level begins with the next month.", "達標後下個月升等。"),
    "next_period": ("A level begins with the next period.", "達標後下一期升等。"),
    "restarts": ("Then the count begins at zero.", "升等後重新累計。"),
    "restarts_over": (
        "Then the count begins anew, with what was beyond the threshold.",
        "升等後重新累計，超過門檻的部分計入。",
    ),
    "extends": ("Reaching it again extends it from that day.", "期間內再次達標，從當天起重新計算期限。"),
    "grace": (
        "For {count:day|days} after the end, what was missing can be made up.",
        "期滿後 {count} 天內可補足差額。",
    ),
    "permanent": ("{level} once reached is never lost.", "達到{level}後不再失去。"),
    "longer": ("{level}: {holds}", "{level}：{holds}"),
    "none": ("A level holds while this reaches it.", "累積達到門檻期間有效。"),
    "forever": ("A level once reached is yours for good.", "達到後永久有效。"),
    "end_of_year": ("A level holds until the end of the year.", "升等後保留到當年底。"),
    "end_of_next_year": ("A level holds until the end of the next year.", "升等後保留到隔年底。"),
    "months": ("A level holds for {count:month|months}.", "升等後保留 {count} 個月。"),
    "to_earned": ("Then what was counted decides the level anew.", "期滿時依當時的累積重新評等。"),
    "one_down": ("Then it is renewed, or goes down by one level.", "期滿時達標就續等，未達標降一級。"),
    "keep": ("It is never taken away.", "不會降等。"),
}


def what_counts(track: Track, voice: Voice) -> str:
    """What brings a member up, and over how long it is counted."""
    if track.counter is not None:
        what = voice.of(track.counter.name)
    else:
        what = voice.pick(
            SENTENCES[f"{track.metric}_of_lines" if track.lines or track.when else track.metric]
        )
    return voice.say(SENTENCES["counts"], what=what, window=_window(track, voice))


def how_long(track: Track, voice: Voice) -> str:
    """When a level begins, how long it holds, and what happens then."""
    said = [*_rise(track, voice), *_held(track.validity, voice)]
    if track.validity not in {"none", "forever"}:
        said += _end(track, voice)
    for level in track.levels:
        if level.validity is not None:
            holds = _joined(_held(level.validity, voice), voice)
            said.append(voice.say(SENTENCES["longer"], level=voice.of(level.name), holds=holds))
        if level.permanent and track.levels[0] != level:
            said.append(voice.say(SENTENCES["permanent"], level=voice.of(level.name)))
    return _joined(said, voice)


def _joined(said: list[str], voice: Voice) -> str:
    return ("" if voice.is_chinese else " ").join(said)


def _rise(track: Track, voice: Voice) -> list[str]:
    said = [] if track.up == "at_once" else [voice.say(SENTENCES[track.up])]
    if track.on_up == "restarts" or track.window in {"level_term", "last_change"}:
        said.append(voice.say(SENTENCES["restarts_over" if track.overshoot == "counts" else "restarts"]))
    return said


def _held(validity: str | Validity, voice: Voice) -> list[str]:
    if not isinstance(validity, Validity):
        return [voice.say(SENTENCES[validity])]
    if validity.months is not None:
        return [voice.say(SENTENCES["months"], count=validity.months)]
    if validity.last_day is not None:
        return [voice.say(SENTENCES["last_day"], day=validity.last_day.replace("-", "/"))]
    held = voice.say(SENTENCES[f"end_of_{validity.end_of}"])
    more = voice.fill(SENTENCES["and_more"], count=validity.more)
    return [held, more] if validity.more else [held]


def _end(track: Track, voice: Voice) -> list[str]:
    said = [voice.say(SENTENCES["extends"])] if track.reached_again == "extends" else []
    said.append(voice.say(SENTENCES[track.at_end]))
    if track.grace_days is not None:
        said.append(voice.say(SENTENCES["grace"], count=track.grace_days))
    return said


def _window(track: Track, voice: Voice) -> str:
    if track.metric == "points_balance":
        return voice.pick(SENTENCES["now"])
    if not isinstance(track.window, Window):
        return voice.pick(SENTENCES[track.window])
    if track.window.calendar is not None:
        return _period(track.window.calendar, voice)
    rolling = track.window.rolling
    assert rolling is not None, "the check asks for one of the two"
    if rolling.months is not None:
        return voice.fill(SENTENCES["rolling_months"], count=rolling.months)
    return voice.fill(SENTENCES["rolling_days"], count=rolling.days)


def _period(calendar: CalendarWindow, voice: Voice) -> str:
    if calendar.every == "year" and calendar.first_month > 1:
        return voice.pick(SENTENCES["every_year_from"]).format(month=calendar.first_month)
    return voice.pick(SENTENCES[f"every_{calendar.every}"])
