"""Challenges over HTTP, for any game: what there is, a play given, and its score."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from django.utils import timezone
from msgspec import Meta
from ninja import Router

from regulars.api.keyed import once
from regulars.api.members import wallet_named
from regulars.api.openapi import described
from regulars.api.orders import known_card
from regulars.api.posting import programme, respond
from regulars.api.reading import body_of
from regulars.api.sent import Card, Sent, Short
from regulars.core.programme.document import Words
from regulars.desk import challenges

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from psycopg import Cursor

    from regulars.core.programme.challenge_document import Challenge

router = Router()


class PlaySent(Sent, frozen=True):
    """Who is to play."""

    member: Card


class ScoreSent(Sent, frozen=True):
    """The play as it was given, and the score that it came to."""

    member: Card
    play: Short
    score: Annotated[int, Meta(ge=-(2**62), le=2**62)]


class BandTold(msgspec.Struct, frozen=True):
    """A band: from which score, what it wins, and how many are left; null where it has no stock of its own."""

    score: int
    points: int
    left: int | None


class ChallengeTold(msgspec.Struct, frozen=True):
    """A challenge of today, with what each band wins beside it."""

    id: str
    name: Words
    about: Words | None
    game: str
    earn: str
    least: int
    most: int
    per_second: int
    plays_per_day: int
    bands: tuple[BandTold, ...]


class Challenges(msgspec.Struct, frozen=True):
    """The challenges that can be played today."""

    challenges: tuple[ChallengeTold, ...]


class PlayTold(msgspec.Struct, frozen=True):
    """A play: signed, for this member and this challenge, until its end, once."""

    play: str
    given_at: datetime
    ends_at: datetime


class WonTold(msgspec.Struct, frozen=True):
    """What a play won. `is_again` where it was played before: then it is what it won the first time."""

    challenge: str
    band: int
    points: int
    currency: str
    is_again: bool


NAMED: Final = (Challenges, ChallengeTold, PlayTold, WonTold, PlaySent, ScoreSent)
_PLAY: Final = msgspec.json.Decoder(PlaySent)
_SCORE: Final = msgspec.json.Decoder(ScoreSent)


@router.get("/challenges", **described("See the challenges of today", answered=Challenges))
def see_challenges(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - ninja wants it by this name.
    """Every challenge that can be played now, with its bands and what is left of them."""
    found = challenges.of_today(programme(), now=timezone.now())
    left = challenges.left_of(found)
    return respond(Challenges(tuple(_told(one, left[one.id].bands) for one in found)))


@router.post("/challenges/{challenge}/plays", **described("Give a play", sent=PlaySent, answered=PlayTold))
def give_play(request: HttpRequest, challenge: str) -> HttpResponse:
    """A play for a member; one that is still to be played is given again. More than a day's plays are 409."""
    card = known_card(body_of(request, _PLAY).member)

    def work(cursor: Cursor) -> object:
        play = challenges.give_within(cursor, programme(), challenge, wallet_named(card))
        return PlayTold(play.token, play.given_at, play.ends_at)

    return once(request, work).answer


@router.post("/challenges/{challenge}/scores", **described("Send a score", sent=ScoreSent, answered=WonTold))
def take_score(request: HttpRequest, challenge: str) -> HttpResponse:
    """The score of a play, and what it wins; sent again, the same. The points are in the member's account when this answers."""
    sent = body_of(request, _SCORE)
    card = known_card(sent.member)

    def work(cursor: Cursor) -> object:
        found = challenges.play_within(
            cursor, programme(), challenge, wallet_named(card), sent.play, sent.score
        )
        earn = challenges.named(programme(), challenge).earn
        return WonTold(challenge, found.won.band, found.won.points, earn, found.is_again)

    return once(request, work).answer


def _told(one: Challenge, left: tuple[int | None, ...]) -> ChallengeTold:
    bands = tuple(
        BandTold(band.score, band.points, there) for band, there in zip(one.bands, left, strict=True)
    )
    scores = one.scores
    return ChallengeTold(
        one.id, one.name, one.about, one.game, one.earn, scores.least, scores.most, scores.per_second,
        one.plays.per_day, bands,
    )  # fmt: skip
