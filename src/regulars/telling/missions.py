"""Missions told: a check-in with its place in the streak, and a date that was filled."""

from __future__ import annotations

from datetime import date
from typing import Final

from regulars.core.effects import Reason
from regulars.core.events import Behaviour, CheckInMadeUp, MakeUpTakenBack, MissionClaimed, MissionStarted
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
    "made_up_back": ("{mission}: the make-up of {day} taken back", "{mission}：取消補簽 {day}"),
    "made_up_restored": (
        "What the make-up cost goes back to where it came from",
        "補簽使用的點數歸還，效期不變",
    ),
    "started": ("{mission}: begun", "開始任務：{mission}"),
    "claimed": ("{mission}: prize taken", "領取獎勵：{mission}"),
    "mission_reached": ("{mission}: stage {stage} reached", "{mission}：達成第 {stage} 階段"),
    "prize_withdrawn": (
        "{mission}: what came back takes stage {stage} away again, and its prize no longer waits",
        "{mission}：退貨後未達第 {stage} 階段，待領的獎勵取消",
    ),
    "check_in": ("Check-in", "簽到"),
}
#: What Segment's spelling of common behaviour is called by people.
_KNOWN: Final = {"Checked In": SENTENCES["check_in"]}


Mine = Behaviour | CheckInMadeUp | MakeUpTakenBack | MissionStarted | MissionClaimed


def title(event: Mine, voice: Voice) -> str:
    """What happened, in a few words; behaviour bears the name that the shop's clients give it."""
    if isinstance(event, CheckInMadeUp | MakeUpTakenBack):
        day = _day(date.fromordinal(event.date).isoformat())
        key = "made_up" if isinstance(event, CheckInMadeUp) else "made_up_back"
        return voice.say(SENTENCES[key], mission=_name(event.mission, voice), day=day)
    if isinstance(event, MissionStarted | MissionClaimed):
        said = SENTENCES["started" if isinstance(event, MissionStarted) else "claimed"]
        return voice.say(said, mission=_name(event.mission, voice))
    return voice.say(_KNOWN[event.name]) if event.name in _KNOWN else event.name


def reason(one: Reason, voice: Voice) -> str:
    """What became of a check-in, or of a stage."""
    mission = _name(str(one.facts[0]), voice)
    match one.code, one.facts:
        case "checked_in", (_, _, int(days)) if days > 1:
            return voice.say(SENTENCES["checked_in"], mission=mission, days=days)
        case (("mission_reached" | "prize_withdrawn"), (_, int(stage), *_)):
            return voice.say(SENTENCES[one.code], mission=mission, stage=stage)
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
