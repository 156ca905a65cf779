"""Missions told: a check-in with its place in the streak, and a date that was filled."""

from __future__ import annotations

from datetime import date
from typing import Final

from regulars.core.effects import Reason
from regulars.core.events import Behaviour, CheckInMadeUp
from regulars.telling.voice import Pair, Voice

SENTENCES: Final[dict[str, Pair]] = {
    "checked_in": ("{mission}: {days} days in a row", "{mission}：連續 {days} 天"),
    "checked_in_first": ("{mission}: day 1", "{mission}：第 1 天"),
    "checked_in_already": ("{mission}: {day} counts already", "{mission}：{day} 已經簽到過"),
    "checked_in_late": (
        "{mission}: this was told too late to count",
        "{mission}：這筆太晚送達，不再計入",
    ),
    "made_up": ("{mission}: {day} made up", "{mission}：補簽 {day}"),
    "check_in": ("Check-in", "簽到"),
}
#: What Segment's spelling of common behaviour is called by people.
_KNOWN: Final = {"Checked In": SENTENCES["check_in"]}


def title(event: CheckInMadeUp | Behaviour, voice: Voice) -> str:
    """What happened, in a few words; behaviour bears the name that the shop's clients give it."""
    if isinstance(event, CheckInMadeUp):
        day = _day(date.fromordinal(event.date).isoformat())
        return voice.say(SENTENCES["made_up"], mission=_name(event.mission, voice), day=day)
    return voice.say(_KNOWN[event.name]) if event.name in _KNOWN else event.name


def reason(one: Reason, voice: Voice) -> str:
    """What became of a check-in."""
    mission = _name(str(one.facts[0]), voice)
    match one.code, one.facts:
        case "checked_in", (_, _, int(days)) if days > 1:
            return voice.say(SENTENCES["checked_in"], mission=mission, days=days)
        case "checked_in", _:
            return voice.say(SENTENCES["checked_in_first"], mission=mission)
        case "checked_in_already", (_, str(day), *_):
            return voice.say(SENTENCES["checked_in_already"], mission=mission, day=_day(day))
        case _:
            return voice.say(SENTENCES[one.code], mission=mission)


def _name(mission: str, voice: Voice) -> str:
    return voice.named(f"mission/{mission}")


def _day(iso: str) -> str:
    return iso.replace("-", "/")
