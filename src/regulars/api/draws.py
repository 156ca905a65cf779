"""Draws of lotteries over HTTP: the seal before, and afterwards everything that somebody needs to check one."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import msgspec
from ninja import Router

from regulars.api.openapi import described
from regulars.api.posting import respond
from regulars.api.reading import day_of, page_size
from regulars.api.rewards import LotteryPrizeTold
from regulars.core.programme.document import Words
from regulars.rewards import draws

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from regulars.rewards.draws import Sealed


router = Router()


class WonTold(msgspec.Struct, frozen=True):
    """A ticket that won, and which prize by its place from 0."""

    ticket: int
    prize: int


class DrawTold(msgspec.Struct, frozen=True):
    """A draw. `seed` (hexadecimal) and `won` are there once it is drawn; `tickets` are the numbers that take part."""

    reward: str
    day: date
    seal: str
    prizes: tuple[LotteryPrizeTold, ...]
    tickets: tuple[int, ...]
    drawn_at: datetime | None
    seed: str | None
    won: tuple[WonTold, ...]


class DrawListed(msgspec.Struct, frozen=True):
    """A draw in the list."""

    reward: str
    day: date


class Draws(msgspec.Struct, frozen=True):
    """Draws, the latest first. `next` goes into `before`; null after the last."""

    draws: tuple[DrawListed, ...]
    next: int | None


NAMED: Final = (DrawTold, WonTold, DrawListed, Draws)


@router.get("/draws", **described("See which draws there are", answered=Draws))
def see_draws(
    request: HttpRequest,  # noqa: ARG001 - ninja wants it by this name.
    before: int | None = None,
    limit: int = 50,
) -> HttpResponse:
    """Every draw of which a ticket was taken."""
    most = page_size(limit)
    found = draws.latest(before=before, limit=most)
    following = found[-1][0] if len(found) == most else None
    return respond(Draws(tuple(DrawListed(reward, day) for _, reward, day in found), following))


@router.get("/draws/{reward}/{day}", **described("See a draw", answered=DrawTold))
def see_draw(request: HttpRequest, reward: str, day: str) -> HttpResponse:  # noqa: ARG001 - as above.
    """The seal and the tickets, and once it is drawn the seed and who won."""
    on = day_of(day, "day")
    found = draws.sealed(reward, on) if reward.isprintable() else None
    if found is None:
        raise draws.DrawUnknown(reward=reward, day=day)
    return respond(_told(found))


def _told(one: Sealed) -> DrawTold:
    prizes = tuple(
        LotteryPrizeTold(number, Words(zh_hant=chinese, en=english))
        for number, chinese, english in one.prizes
    )
    won = tuple(WonTold(ticket, place) for ticket, place in one.won.items())
    return DrawTold(one.reward, one.day, one.seal, prizes, one.tickets, one.drawn_at, one.seed or None, won)
