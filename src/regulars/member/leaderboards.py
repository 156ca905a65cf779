"""Leaderboards: who stands where, by name and number; taking part and leaving are one press each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from regulars.core.leaderboards import LONGEST_NAME, LeaderboardUnknown, NicknameUnfit
from regulars.desk import leaderboards as desk
from regulars.member.door import spoken
from regulars.member.visitor import members_only
from regulars.programmes.queries import current
from regulars.telling import leaderboards as words

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from regulars.telling.leaderboards import BoardTold


class Page(msgspec.Struct, frozen=True):
    """The page. `at` is the board of the form that was refused, and `typed` what was written there."""

    shop: str
    boards: tuple[BoardTold, ...]
    refused: str
    at: str
    typed: str
    longest: int = LONGEST_NAME


@require_safe
@members_only
def leaderboards(request: HttpRequest, wallet_id: int) -> HttpResponse:
    """Every board. Nobody stands there who did not ask for it, so no name is written beforehand."""
    now = timezone.now()
    document, voice = spoken(now)
    boards = tuple(words.board(one, voice) for one in desk.boards_of(current(), wallet_id, now=now))
    asked = request.GET
    page = Page(
        voice.of(document.name), boards, words.refused(asked.get("no", ""), voice), asked.get("at", ""),
        asked.get("typed", "")[:100],
    )  # fmt: skip
    return render(request, "member/leaderboards.html", {"page": page, "here": "home"})


@require_POST
@members_only
def join(request: HttpRequest, wallet_id: int, name: str) -> HttpResponse:
    """Stand on a board from now on."""
    called = request.POST.get("called", "")[:100]
    try:
        desk.join(current(), wallet_id, name, called=called, now=timezone.now())
    except LeaderboardUnknown:
        raise Http404 from None
    except NicknameUnfit as refusal:
        said = urlencode({"no": str(refusal.facts["why"]), "at": name, "typed": called})
        return redirect(f"{reverse('member:leaderboards')}?{said}#board-{name}")
    return _back(name)


@require_POST
@members_only
def leave(request: HttpRequest, wallet_id: int, name: str) -> HttpResponse:  # noqa: ARG001 - views get a request.
    """Stand there no more."""
    desk.leave(wallet_id, name)
    return _back(name)


def _back(name: str) -> HttpResponse:
    return redirect(f"{reverse('member:leaderboards')}#board-{name}")
