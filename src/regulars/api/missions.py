"""Missions over HTTP: how a member stands, check-ins and make-ups, and missions begun and claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from django.utils import timezone
from ninja import Router

from regulars.api.members import wallet_named
from regulars.api.openapi import described
from regulars.api.orders import id_of, readable
from regulars.api.posting import answer_event, programme, respond
from regulars.api.reading import body_of, moment_of
from regulars.api.sent import CheckInSent, MakeUpSent, MissionActSent
from regulars.api.told import Told
from regulars.core.events import MissionClaimed, MissionStarted
from regulars.core.refusals import MissionUnknown
from regulars.desk.missions import MissionsView, check_in_of, make_up_of, missions_of, taking_back_of
from regulars.lib.instants import instant

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from regulars.core.programme.compiled import Programme

_CHECK_IN: Final = msgspec.json.Decoder(CheckInSent)
_MAKE_UP: Final = msgspec.json.Decoder(MakeUpSent)
_ACT: Final = msgspec.json.Decoder(MissionActSent)

#: What the description names beside what every address does.
NAMED: Final = (MissionsView, CheckInSent, MakeUpSent, MissionActSent)

router = Router()


@router.get("/members/{card}/missions", **described("See a member's missions", answered=MissionsView))
def see_missions(request: HttpRequest, card: str) -> HttpResponse:  # noqa: ARG001 - ninja wants it by this name.
    """Every mission with how far the member has come, and what the next check-in gives: that is what it will give."""
    return respond(missions_of(programme(), wallet_named(card), now=timezone.now()))


@router.post("/members/{card}/check-ins", **described("Check in", sent=CheckInSent, answered=Told))
def check_in(request: HttpRequest, card: str) -> HttpResponse:
    """Record that the member was there. One counts a local date; every other one of it is answered and gives nothing."""
    now, sent, current = timezone.now(), body_of(request, _CHECK_IN), programme()
    at = moment_of(sent.occurred_at, current, now=now)
    _known(current, sent.mission, at)
    said = {"local_time": sent.local_time, "store": sent.store}
    properties: dict[str, str | int | bool] = {name: value for name, value in said.items() if value}
    event = check_in_of(current, sent.mission, name=id_of(request, sent.id), at=at, properties=properties)
    return answer_event(request, readable(card), event, now=now, is_timed=sent.occurred_at is not None)


@router.post(
    "/members/{card}/check-ins/make-up", **described("Fill a missed date", sent=MakeUpSent, answered=Told)
)
def make_up(request: HttpRequest, card: str) -> HttpResponse:
    """Fill a date that was missed, for points. 409 where it cannot be filled, or where there are too few."""
    now, sent = timezone.now(), body_of(request, _MAKE_UP)
    name = id_of(request, sent.id)
    event = make_up_of(programme(), sent.mission, sent.date, name=name, at=instant(now))
    return answer_event(request, readable(card), event, now=now, is_timed=False)


@router.post(
    "/members/{card}/check-ins/make-up/take-back",
    **described("Take a make-up back", sent=MakeUpSent, answered=Told),
)
def take_back(request: HttpRequest, card: str) -> HttpResponse:
    """Let the last make-up never have been. 409 where something was built on it, its day is over, or what it gave is spent."""
    now, sent = timezone.now(), body_of(request, _MAKE_UP)
    name = id_of(request, sent.id)
    event = taking_back_of(programme(), sent.mission, sent.date, name=name, at=instant(now))
    return answer_event(request, readable(card), event, now=now, is_timed=False)


@router.post(
    "/members/{card}/missions/{mission}/start",
    **described("Begin a mission", sent=MissionActSent, answered=Told),
)
def start(request: HttpRequest, card: str, mission: str) -> HttpResponse:
    """Begin a mission; what happens from now on counts. 409 with the reason where it cannot be begun now."""
    return _act(request, card, mission, MissionStarted)


@router.post(
    "/members/{card}/missions/{mission}/claim",
    **described("Take a prize", sent=MissionActSent, answered=Told),
)
def claim(request: HttpRequest, card: str, mission: str) -> HttpResponse:
    """Take what a mission has ready, all of it. 409 where nothing waits."""
    return _act(request, card, mission, MissionClaimed)


def _act(
    request: HttpRequest, card: str, mission: str, act: type[MissionStarted | MissionClaimed]
) -> HttpResponse:
    now, sent = timezone.now(), body_of(request, _ACT)
    at = instant(now)
    event = act(id_of(request, sent.id), at, programme().calendar.day_of(at), mission)
    return answer_event(request, readable(card), event, now=now, is_timed=False)


def _known(current: Programme, mission: str | None, at: int) -> None:
    """A check-in is behaviour and never refused by the fold, so a name misspelt is refused here."""
    version = current.at(at)
    known = version.missions.check_ins if version is not None and version.missions else {}
    if mission is not None and mission not in known:
        raise MissionUnknown(mission=mission, known=sorted(known))
