"""Missions: the check-in of today with its ladder, and what else the shop asks for; each press is one event."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import msgspec
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from regulars.core.events import MissionClaimed, MissionStarted
from regulars.desk.missions import check_in_of, make_up_of, missions_of, taking_back_of
from regulars.desk.posting import Arrival, post
from regulars.lib.instants import instant
from regulars.lib.presses import key_of, new_key
from regulars.member.door import spoken
from regulars.member.visitor import members_only
from regulars.programmes.queries import current
from regulars.telling import missions_ahead as telling
from regulars.telling.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from regulars.core.events import Event
    from regulars.telling.missions_ahead import CheckInTold, GoalTold

SOURCE: Final = "member"
#: So many missions stand on the home: those that are under way or ready.
ON_THE_HOME: Final = 2
#: What a page that is a little old may ask for once more; it simply shows how things stand.
_SEEN_OTHERWISE: Final = {
    "EventRetold",
    "MissionClosed",
    "MissionUnknown",
    "NothingToClaim",
    "MakeUpUnwanted",
    "MakeUpStays",
}


class Asked(msgspec.Struct, frozen=True):
    """What the shop asks for, with a key for the next press, so that an impatient thumb presses once."""

    check_ins: tuple[CheckInTold, ...]
    goals: tuple[GoalTold, ...]
    key: str

    @property
    def is_any(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.check_ins or self.goals)


class Page(msgspec.Struct, frozen=True):
    """The page."""

    shop: str
    asked: Asked
    says: str
    has_boards: bool


@require_safe
@members_only
def missions(request: HttpRequest, wallet_id: int) -> HttpResponse:
    """Every mission, and how far the member has come."""
    now = timezone.now()
    document, voice = spoken(now)
    says = telling.refused(request.GET.get("no", ""), voice)
    page = Page(
        voice.of(document.name), asked_of(wallet_id, voice, now=now), says, bool(document.leaderboards)
    )
    return render(request, "member/missions.html", {"page": page, "here": "home"})


@require_POST
@members_only
def check_in(request: HttpRequest, wallet_id: int) -> HttpResponse:
    """Check in for today. A second tap finds it done."""
    programme, mission = current(), request.POST.get("mission", "")[:40]
    at = instant(timezone.now())
    version = programme.at_or_first(at)
    terms = version.missions.check_ins.get(mission) if version.missions else None
    if terms is None:
        return redirect("member:missions")
    # One a member, mission and date: whoever taps twice says the same event twice.
    name = f"check-in:{wallet_id}:{mission}:{date.fromordinal(terms.day_at(at))}"
    event = check_in_of(programme, mission, name=name, at=at, properties={"channel": "web"})
    return _press(request, wallet_id, event)


@require_POST
@members_only
def make_up(request: HttpRequest, wallet_id: int) -> HttpResponse:
    """Fill a date that was missed."""
    return _of_a_date(request, wallet_id, make_up_of)


@require_POST
@members_only
def take_back(request: HttpRequest, wallet_id: int) -> HttpResponse:
    """Let the make-up of a moment ago never have been."""
    return _of_a_date(request, wallet_id, taking_back_of)


@require_POST
@members_only
def begin(request: HttpRequest, wallet_id: int) -> HttpResponse:
    """Begin a mission."""
    return _act(request, wallet_id, MissionStarted)


@require_POST
@members_only
def take(request: HttpRequest, wallet_id: int) -> HttpResponse:
    """Take what a mission has ready."""
    return _act(request, wallet_id, MissionClaimed)


def asked_of(wallet_id: int, voice: Voice, *, now: datetime) -> Asked:
    """What the shop asks of a member, in words."""
    found = missions_of(current(), wallet_id, now=now)
    return Asked(
        tuple(telling.check_in(one, voice) for one in found.check_ins),
        tuple(telling.goal(one, voice) for one in found.goals), new_key(),
    )  # fmt: skip


def for_the_home(wallet_id: int, voice: Voice, *, now: datetime) -> Asked | None:
    """What one can do today; None where the shop asks for nothing."""
    asked = asked_of(wallet_id, voice, now=now)
    under_way = [one for one in asked.goals if one.state in {"waits", "running"}]
    # What ends soon stands first: that is the notice, beside the one that other programs are told.
    near = sorted(under_way, key=lambda one: not one.ends_soon)
    return msgspec.structs.replace(asked, goals=tuple(near[:ON_THE_HOME])) if asked.is_any else None


def _act(request: HttpRequest, wallet_id: int, act: type[MissionStarted | MissionClaimed]) -> HttpResponse:
    at, mission = instant(timezone.now()), request.POST.get("mission", "")[:40]
    day = current().calendar.day_of(at)
    return _press(request, wallet_id, act(key_of(request), at, day, mission))


def _of_a_date(request: HttpRequest, wallet_id: int, event_of: Callable[..., Event]) -> HttpResponse:
    """Press what is about a date of a check-in. No browser sends a date that is none; whoever does sees how things stand."""
    try:
        about = date.fromisoformat(request.POST.get("date", ""))
    except ValueError:
        return redirect("member:missions")
    at, mission = instant(timezone.now()), request.POST.get("mission", "")[:40]
    return _press(request, wallet_id, event_of(current(), mission, about, name=key_of(request), at=at))


def _press(request: HttpRequest, wallet_id: int, event: Event) -> HttpResponse:
    """Post what somebody pressed. What a stale page asked for is shown as it stands; too few points are said."""
    (answer,) = post(current(), [Arrival(SOURCE, None, event, wallet_id)])
    back = "member:home" if request.POST.get("from") == "home" else "member:missions"
    if answer.refusal is None or answer.refusal.code in _SEEN_OTHERWISE:
        return redirect(back)
    if answer.refusal.code == "NotEnoughPoints":
        return redirect(f"{reverse('member:missions')}?no=points")
    raise answer.refusal
