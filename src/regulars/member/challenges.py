"""Challenges: one page each, with the built-in tap-and-hold; without scripts, or with reduced motion, it is two presses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from regulars.challenges.queries import last_of
from regulars.core.challenges.refusals import ChallengeUnknown, PlayOver, PlaysSpent, PlayUnknown
from regulars.core.periods import instant
from regulars.desk import challenges
from regulars.lib.cursors import raw_cursor
from regulars.member.door import spoken
from regulars.member.visitor import members_only
from regulars.people.merges import everybody_of
from regulars.programmes.queries import current
from regulars.telling import challenges as words
from regulars.telling.voice import Voice

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from regulars.core.programme.challenge_document import Challenge
    from regulars.desk.challenges import Offered
    from regulars.telling.challenges import BandTold

_SCORE_DIGITS = 10


class Row(msgspec.Struct, frozen=True):
    """A challenge on the home."""

    id: str
    name: str
    plays: str


class Game(msgspec.Struct, frozen=True):
    """What the built-in game needs: the play that is under way, if one is, and how a second becomes a score."""

    play: str
    most: int
    per_second: int


class Page(msgspec.Struct, frozen=True):
    """The page. `game` is there where the game is built in and a play is left."""

    shop: str
    id: str
    name: str
    about: str
    bands: tuple[BandTold, ...]
    plays: str
    enough: str
    said: str
    refused: str
    game: Game | None
    is_built_in: bool


def of_today(wallet_id: int, voice: Voice, *, now: datetime) -> tuple[Row, ...]:
    """The challenges of today, for the member's home."""
    found = challenges.offered(current(), wallet_id, now=now)
    return tuple(
        Row(one.challenge.id, voice.of(one.challenge.name), words.plays(one, voice)) for one in found
    )


@require_safe
@members_only
def challenge(request: HttpRequest, wallet_id: int, name: str) -> HttpResponse:
    """One challenge: what it wins, what is left, and the game."""
    now = timezone.now()
    found = _offered(wallet_id, name, now)
    document, voice = spoken(now)
    one = found.challenge
    play = challenges.under_way(name, wallet_id, now=now)
    is_built_in = one.game == "tap_and_hold"
    game = Game(play, one.scores.most, one.scores.per_second)
    page = Page(
        voice.of(document.name), one.id, voice.of(one.name), voice.of(one.about) if one.about else "", words.bands(found, voice),
        words.plays(found, voice), words.enough(found, voice), _said(request, one, wallet_id, voice),
        words.refused(request.GET.get("no", ""), voice), game if is_built_in and found.plays_left else None, is_built_in,
    )  # fmt: skip
    return render(request, "member/challenge.html", {"page": page, "here": "home"})


@require_POST
@members_only
def start(request: HttpRequest, wallet_id: int, name: str) -> HttpResponse:
    """Begin a play; one that is under way goes on. The game's script gets it as JSON."""
    try:
        play = challenges.give(current(), name, wallet_id)
    except ChallengeUnknown:
        raise Http404 from None
    except PlaysSpent as refusal:
        return _back(name, no=refusal.code)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"play": play.token})
    return _back(name)


@require_POST
@members_only
def stop(request: HttpRequest, wallet_id: int, name: str) -> HttpResponse:
    """End a play: with the score that was measured, or else with the time since it was given."""
    play = request.POST.get("play", "")
    try:
        score = _measured(request, name, wallet_id, play)
        challenges.play(current(), name, wallet_id, play, score)
    except ChallengeUnknown:
        raise Http404 from None
    except (PlayOver, PlayUnknown) as refusal:
        return _back(name, no=refusal.code)
    return _back(name, played="1")


def _measured(request: HttpRequest, name: str, wallet_id: int, play: str) -> int:
    now = timezone.now()
    found, text = _offered(wallet_id, name, now).challenge, request.POST.get("score", "")
    if text.isascii() and text.isdecimal() and len(text) <= _SCORE_DIGITS:
        return int(text)
    given_at = challenges.given_at(name, wallet_id, play)
    if given_at is None:
        raise PlayUnknown
    held = (instant(now) - instant(given_at)) * found.scores.per_second // 1_000_000
    return min(found.scores.most, found.scores.least + max(0, held))


def _offered(wallet_id: int, name: str, now: datetime) -> Offered:
    found = challenges.offered(current(), wallet_id, now=now)
    known = next((one for one in found if one.challenge.id == name), None)
    if known is None:
        raise Http404
    return known


def _said(request: HttpRequest, one: Challenge, wallet_id: int, voice: Voice) -> str:
    if "played" not in request.GET:
        return ""
    last = last_of(one.id, everybody_of(raw_cursor(), wallet_id))
    return words.won(one, last[1], voice) if last else ""


def _back(name: str, **said: str) -> HttpResponse:
    address = reverse("member:challenge", kwargs={"name": name})
    return redirect(f"{address}?{urlencode(said)}" if said else address)
