"""Leaderboards in words: what stands there, from when to when, and where one stands oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from regulars.telling.figures import whole
from regulars.telling.voice import Pair, Voice

if TYPE_CHECKING:
    from datetime import date

    from regulars.desk.leaderboards import BoardView

SENTENCES: Final[dict[str, Pair]] = {
    "mission": ("What counts: {counted}", "依「{counted}」的累計排名"),
    "check_in": ("What counts: days in a row of {counted}", "依「{counted}」目前連續的天數排名"),
    "challenge": ("What counts: the best score in {counted}", "依「{counted}」的最高分排名"),
    "week": ("this week, from {first}", "本週，{first} 起"),
    "month": ("this month, from {first}", "本月，{first} 起"),
    "between": ("{first} to {last}", "{first} 至 {last}"),
    "more": ("and {more} more {more:|shares|share} this place", "另有 {more} 位同名次"),
    "own": ("You are {called}, at place {place} with {number}.", "您是「{called}」，目前第 {place} 名（{number}）。"),
    "own_none": ("You are {called}. You will stand here as soon as something is counted.", "您是「{called}」。開始累計後就會列出。"),
    "empty": ("You have to write a name.", "請填寫名稱。"),
    "long": ("A name has 20 letters at most.", "名稱最多 20 個字。"),
    "tells_who": (
        "Others would find you by that: leave addresses, telephone and card numbers out.",
        "別人會因此認出你：請不要寫電子郵件、電話或卡號。",
    ),
}  # fmt: skip


class RowTold(msgspec.Struct, frozen=True):
    """A place."""

    place: int
    called: str
    number: str
    is_own: bool


class BoardTold(msgspec.Struct, frozen=True):
    """A board in words. `called` is under which name one takes part, empty for who does not."""

    id: str
    name: str
    counts: str
    rows: tuple[RowTold, ...]
    more: str
    own: str
    called: str


def board(one: BoardView, voice: Voice) -> BoardTold:
    """A board as a member reads it."""
    rows = tuple(RowTold(row.place, row.called, whole(row.number), row.is_own) for row in one.places)
    more = voice.say(SENTENCES["more"], more=whole(one.more)) if one.more else ""
    called = one.own.called if one.own is not None else ""
    return BoardTold(one.id, voice.of(one.name), counts(one, voice), rows, more, _own(one, voice), called)


def counts(one: BoardView, voice: Voice) -> str:
    """By what a board ranks, and of which days."""
    said = voice.say(SENTENCES[one.of], counted=voice.of(one.counted_name))
    when = _when(one, voice)
    return f"{said}{'，' if voice.is_chinese else ', '}{when}" if when else said


def refused(why: str, voice: Voice) -> str:
    """Why a name cannot stand there; empty where none was refused."""
    return voice.say(SENTENCES[why]) if why in {"empty", "long", "tells_who"} else ""


def _when(one: BoardView, voice: Voice) -> str:
    if one.per is not None and one.first_day is not None:
        return voice.pick(SENTENCES[one.per]).format(first=_day(one.first_day))
    if one.first_day is not None and one.last_day is not None:
        return voice.pick(SENTENCES["between"]).format(first=_day(one.first_day), last=_day(one.last_day))
    return ""


def _own(one: BoardView, voice: Voice) -> str:
    own = one.own
    if own is None:
        return ""
    if own.place is None:
        return voice.say(SENTENCES["own_none"], called=own.called)
    return voice.say(SENTENCES["own"], called=own.called, place=whole(own.place), number=whole(own.number))


def _day(day: date) -> str:
    return f"{day:%Y/%m/%d}"
