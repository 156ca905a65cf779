"""Leaderboards over HTTP: what a member sees of them, taking part under a name, and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from django.utils import timezone
from ninja import Router

from regulars.api.members import wallet_named
from regulars.api.openapi import described
from regulars.api.posting import programme, respond
from regulars.api.reading import body_of
from regulars.api.sent import Sent, Short
from regulars.desk.leaderboards import BoardView, boards_of, join, leave

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

router = Router()


class TakingPartSent(Sent, frozen=True):
    """Under which name a member wants to stand on a board; everybody who looks at it reads that."""

    called: Short


class Leaderboards(msgspec.Struct, frozen=True):
    """Every board of the programme in force, as a member sees it."""

    leaderboards: tuple[BoardView, ...]


#: What the description names beside what every address does.
NAMED: Final = (Leaderboards, TakingPartSent)
_TAKING_PART: Final = msgspec.json.Decoder(TakingPartSent)


@router.get("/members/{card}/leaderboards", **described("See the leaderboards", answered=Leaderboards))
def see_leaderboards(request: HttpRequest, card: str) -> HttpResponse:  # noqa: ARG001 - ninja wants it by this name.
    """The first places of each board, by name and number alone, and the member's own place where they take part."""
    return _seen(wallet_named(card))


@router.put(
    "/members/{card}/leaderboards/{board}",
    **described("Take part in a leaderboard", sent=TakingPartSent, answered=Leaderboards),
)
def take_part(request: HttpRequest, card: str, board: str) -> HttpResponse:
    """Stand on a board from now on, under this name. Again: under that one. 422 for a name that tells who it is."""
    called = body_of(request, _TAKING_PART).called
    wallet_id = wallet_named(card)
    join(programme(), wallet_id, board, called=called, now=timezone.now())
    return _seen(wallet_id)


@router.delete(
    "/members/{card}/leaderboards/{board}", **described("Leave a leaderboard", answered=Leaderboards)
)
def go(request: HttpRequest, card: str, board: str) -> HttpResponse:  # noqa: ARG001 - as above.
    """Stand there no more, at once. Who does not stand there may leave as well."""
    wallet_id = wallet_named(card)
    leave(wallet_id, board)
    return _seen(wallet_id)


def _seen(wallet_id: int) -> HttpResponse:
    return respond(Leaderboards(boards_of(programme(), wallet_id, now=timezone.now())))
