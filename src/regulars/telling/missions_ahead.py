"""Missions ahead, told: what the next check-in gives, how far a goal has come, and what can be done about it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

import msgspec

from regulars.core.programme.document import Words
from regulars.desk.missions import CheckInView, GoalView, StageView
from regulars.telling.figures import POINTS, last_day, points_of, priced, whole
from regulars.telling.voice import Pair, Voice

SENTENCES: Final[dict[str, Pair]] = {
    "streak": ("{days} days in a row", "連續 {days} 天"),
    "streak_one": ("1 day so far", "已簽到 1 天"),
    "streak_none": ("The next check-in begins a streak", "簽到後開始累計連續天數"),
    "longest": ("Longest: {days}", "最長 {days} 天"),
    "freezes": ("Missed days that do not count: {number}", "漏簽保護 {number} 次"),
    "check_in": ("Check in: {points}", "簽到，得 {points}"),
    "check_in_plain": ("Check in", "簽到"),
    "done": ("Checked in today. Tomorrow gives {points}.", "今天已簽到，明天再得 {points}。"),
    "done_plain": ("Checked in today.", "今天已簽到。"),
    "make_up": ("Make up {day} for {points}", "補簽 {day}，使用 {points}"),
    "take_back": ("Take the make-up of {day} back", "取消補簽 {day}"),
    "rung": ("Day {place}: {points}", "第 {place} 天：{points}"),
    "progress": ("{counted} of {least}", "{counted} / {least}"),
    "reach": ("Reach {least}", "達到 {least}"),
    "begin": ("Begin", "開始"),
    "begin_again": ("Begin again", "再參加一次"),
    "take": ("Take {points}", "領取 {points}"),
    "soon": ("These are its last days: until the end of {day}", "即將結束，到 {day} 為止"),
    "until": ("Until the end of {day}", "到 {day} 為止"),
    "days_from_start": ("Counts from when you begin", "從開始當天起算"),
    "claim_by": (
        "It is ready; without asking it comes by itself after {day}",
        "獎勵已備妥；{day} 過後會自動發給",
    ),
    "open": ("Not begun yet", "尚未開始"),
    "running": ("Under way", "進行中"),
    "waits": ("Reached", "已達成"),
    "done_mission": ("Done", "已完成"),
    "ahead": ("Begins later", "即將開始"),
    "over": ("Its time is over", "已結束"),
    "no_points": ("There are too few usable points for that.", "可用點數不足。"),
}
_STATES: Final = {"done": "done_mission"}


class RungTold(msgspec.Struct, frozen=True):
    """A day of the ladder."""

    place: int
    figure: str
    said: str
    is_done: bool
    is_next: bool


class FillTold(msgspec.Struct, frozen=True):
    """A date that can be made up, or was."""

    iso: str
    said: str


class CheckInTold(msgspec.Struct, frozen=True):
    """A check-in as a page shows it; `button` is empty where today is done, and `done` else."""

    mission: str
    name: str
    about: str
    streak: str
    notes: tuple[str, ...]
    button: str
    done: str
    ladder: tuple[RungTold, ...]
    fills: tuple[FillTold, ...]
    take_back: FillTold | None


class StageTold(msgspec.Struct, frozen=True):
    """A stage of a goal."""

    least: str
    prize: str
    state: str


class GoalTold(msgspec.Struct, frozen=True):
    """A mission with a goal as a page shows it. `percent` is how far the way to the next stage has been walked."""

    mission: str
    name: str
    about: str
    state: str
    said: str
    progress: str
    percent: int
    stages: tuple[StageTold, ...]
    when: str
    begin: str
    take: str
    turn: int
    ends_soon: bool


def refused(why: str, voice: Voice) -> str:
    """What to say of a press that could not be; empty where there was none."""
    return voice.say(SENTENCES["no_points"]) if why == "points" else ""


def check_in(one: CheckInView, voice: Voice) -> CheckInTold:
    """A check-in in words."""
    gives = points_of(one.gives, one.currency_name, voice) if one.gives else ""
    done, button = "", ""
    if one.is_done_today:
        done = voice.say(SENTENCES["done"], points=gives) if gives else voice.say(SENTENCES["done_plain"])
    else:
        button = (
            voice.say(SENTENCES["check_in"], points=gives)
            if gives
            else voice.say(SENTENCES["check_in_plain"])
        )
    ladder = tuple(
        RungTold(
            rung.place, f"+{rung.points}" if rung.points else "·",
            voice.say(SENTENCES["rung"], place=rung.place, points=points_of(rung.points, one.currency_name, voice)),
            rung.is_done, rung.is_next,
        )
        for rung in one.ladder
    )  # fmt: skip
    return CheckInTold(
        one.mission, voice.of(one.name), _about(one, voice), _streak(one, voice), _notes(one, voice), button, done, ladder,
        tuple(_fill(day, one, voice) for day in reversed(one.can_make_up)), _taking_back(one.can_take_back, voice),
    )  # fmt: skip


def goal(one: GoalView, voice: Voice) -> GoalTold:
    """A mission with a goal in words."""
    coming = next((stage for stage in one.stages if stage.state == "ahead"), one.stages[-1])
    progress = voice.say(
        SENTENCES["progress"],
        counted=_amount(one.counted, one),
        least=_amount(coming.at_least, one),
    )
    waits = [stage for stage in one.stages if stage.state == "waits"]
    begin = voice.say(SENTENCES["begin_again" if one.turn else "begin"]) if one.can_start else ""
    return GoalTold(
        one.mission, voice.of(one.name), _about(one, voice), one.state, voice.say(SENTENCES[_STATES.get(one.state, one.state)]), progress,
        min(100, int(100 * one.counted / coming.at_least)),
        tuple(StageTold(voice.say(SENTENCES["reach"], least=_amount(stage.at_least, one)), _prize([stage], voice), stage.state) for stage in one.stages),
        _when(one, voice), begin, voice.say(SENTENCES["take"], points=_prize(waits, voice)) if waits else "", one.turn, one.ends_soon,
    )  # fmt: skip


def _about(one: CheckInView | GoalView, voice: Voice) -> str:
    return voice.of(one.about) if one.about is not None else ""


def _streak(one: CheckInView, voice: Voice) -> str:
    if one.current > 1:
        return voice.say(SENTENCES["streak"], days=one.current)
    return voice.say(SENTENCES["streak_one" if one.current else "streak_none"])


def _notes(one: CheckInView, voice: Voice) -> tuple[str, ...]:
    notes = [voice.say(SENTENCES["longest"], days=one.longest)] if one.longest > one.current else []
    return (*notes, *((voice.say(SENTENCES["freezes"], number=one.freezes),) if one.freezes else ()))


def _taking_back(day: date | None, voice: Voice) -> FillTold | None:
    if day is None:
        return None
    return FillTold(day.isoformat(), voice.say(SENTENCES["take_back"], day=f"{day.month}/{day.day}"))


def _fill(day: date, one: CheckInView, voice: Voice) -> FillTold:
    points = points_of(one.make_up_points, one.currency_name, voice)
    said = voice.say(SENTENCES["make_up"], day=f"{day.month}/{day.day}", points=points)
    return FillTold(day.isoformat(), said)


def _prize(stages: list[StageView], voice: Voice) -> str:
    """What some stages give together, by kind of points."""
    sums: dict[str, tuple[int, Words]] = {}
    for stage in stages:
        if stage.currency is not None:
            points, _ = sums.get(stage.currency, (0, POINTS))
            sums[stage.currency] = (points + stage.points, stage.currency_name or POINTS)
    parts = [points_of(points, name, voice) for points, name in sums.values()]
    return ("、" if voice.is_chinese else " and ").join(parts)


def _amount(number: Decimal, one: GoalView) -> str:
    return priced(number, one.money) if one.unit == "money" else whole(int(number))


def _when(one: GoalView, voice: Voice) -> str:
    if one.claim_by is not None:
        return voice.say(SENTENCES["claim_by"], day=last_day(one.claim_by, voice))
    if one.until is not None and one.state in {"running", "open", "ahead"}:
        return voice.say(SENTENCES["soon" if one.ends_soon else "until"], day=last_day(one.until, voice))
    return voice.say(SENTENCES["days_from_start"]) if one.state == "open" else ""
