"""Points set aside and points handed to somebody else, told: to the giver what they wrote, to the receiver no more."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from regulars.core.events import HoldPosted, HoldVoided, PointsGiven, PointsHeld, PointsReceived
from regulars.core.periods import Instant, moment
from regulars.core.programme.document import Words
from regulars.telling.figures import POINTS, clock, day, points_of
from regulars.telling.voice import Pair, Voice

SENTENCES: Final[dict[str, Pair]] = {
    "held": ("{points} held until {until}", "保留 {points}到 {until}"),
    "held_for": ("{points} held until {until}: {purpose}", "保留 {points}到 {until}：{purpose}"),
    "posted": ("Held points used", "使用保留的點數"),
    "voided": ("A hold was given up", "取消保留的點數"),
    "given": ("{points} given to {to}", "轉贈 {points}給 {to}"),
    "received": ("Points from another member", "收到其他會員轉贈的點數"),
    "received_with": ("Points from another member: {message}", "收到其他會員轉贈的點數：{message}"),
}

Aside = PointsHeld | HoldPosted | HoldVoided | PointsGiven | PointsReceived


def title(event: Aside, voice: Voice, occasion: Words | None = None) -> str:
    """What happened, in a few words; `occasion` where points are held for a seat there."""
    match event:
        case PointsHeld():
            return _held(event, voice, occasion)
        case HoldPosted():
            return voice.say(SENTENCES["posted"])
        case HoldVoided():
            return voice.say(SENTENCES["voided"])
        case PointsGiven():
            return voice.say(SENTENCES["given"], points=_points(event, voice), to=event.to)
        case PointsReceived(message=None):
            return voice.say(SENTENCES["received"])
        case PointsReceived():
            return voice.say(SENTENCES["received_with"], message=event.message)


def _held(event: PointsHeld, voice: Voice, occasion: Words | None) -> str:
    begins, ends = (moment(Instant(at)) for at in (event.occurred_at, event.occurred_at + event.lasts))
    facts = {"points": _points(event, voice), "until": _until(begins, ends, voice)}
    if event.purpose is None:
        return voice.say(SENTENCES["held"], **facts)
    return voice.say(
        SENTENCES["held_for"], purpose=voice.of(occasion) if occasion else event.purpose, **facts
    )


def _points(event: PointsHeld | PointsGiven, voice: Voice) -> str:
    return points_of(event.points, voice.points.get(event.currency, POINTS), voice)


def _until(begins: datetime, ends: datetime, voice: Voice) -> str:
    """The time alone where it is on the same day."""
    at = clock(ends, voice)
    return at if day(begins, voice) == day(ends, voice) else f"{day(ends, voice)} {at}"
