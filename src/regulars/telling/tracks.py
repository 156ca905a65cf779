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
    "rolling_months": ("in the last {count} months", "近 {count} 個月"),
    "rolling_days": ("in the last {count} days", "近 {count} 天"),
    "counts": ("{what}, {window}.", "{window}的{what}。"),
    "none": ("A level holds while this reaches it.", "累積達到門檻期間有效。"),
    "forever": ("A level once reached is yours for good.", "達到後永久有效。"),
    "end_of_year": ("A level holds until the end of the year.", "升等後保留到當年底。"),
    "end_of_next_year": ("A level holds until the end of the next year.", "升等後保留到隔年底。"),
    "months": ("A level holds for {count} months.", "升等後保留 {count} 個月。"),
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
    """How long a level holds, and what happens then."""
    if isinstance(track.validity, Validity):
        holds = voice.say(SENTENCES["months"], count=track.validity.months)
    else:
        holds = voice.say(SENTENCES[track.validity])
    if track.validity in {"none", "forever"}:
        return holds
    return holds + ("" if voice.is_chinese else " ") + voice.say(SENTENCES[track.at_end])


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
        return voice.pick(SENTENCES["rolling_months"]).format(count=rolling.months)
    return voice.pick(SENTENCES["rolling_days"]).format(count=rolling.days)


def _period(calendar: CalendarWindow, voice: Voice) -> str:
    if calendar.every == "year" and calendar.first_month > 1:
        return voice.pick(SENTENCES["every_year_from"]).format(month=calendar.first_month)
    return voice.pick(SENTENCES[f"every_{calendar.every}"])
