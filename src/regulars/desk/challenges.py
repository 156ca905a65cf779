"""Plays of challenges: the score, its prize, its supply and its points, in one transaction.

The rules are in `docs/algorithms/challenges.md`. Locks are taken in everybody's order: the wallet, then supplies.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
from django.conf import settings

from regulars.challenges import actions
from regulars.challenges.actions import Counted, Given
from regulars.core.challenges import signing
from regulars.core.challenges.playing import LASTS, Won, counted_as, win
from regulars.core.challenges.refusals import ChallengeUnknown, PlayOver, PlaysSpent, PlayUnknown
from regulars.core.events import PrizeWon
from regulars.desk import news, wallets
from regulars.desk.clock import now_of_database
from regulars.desk.posting import Arrival, post_within
from regulars.lib.agreeing import Outdated, agreed
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import Instant, date_in, day_to_database, instant, moment
from regulars.people.merges import everybody_of, goes_on_as
from regulars.supplies import queries as supplies
from regulars.supplies.actions import OpenSupplies, Planned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from psycopg import Cursor

    from regulars.core.programme.challenge_document import Challenge
    from regulars.core.programme.compiled import Programme

SOURCE: Final = "challenges"
_NONCE_BYTES: Final = 16


class Play(NamedTuple):
    """A play as the member gets it."""

    token: str
    given_at: datetime
    ends_at: datetime


class Played(NamedTuple):
    """What a play won; `is_again` where it had been played before."""

    won: Won
    is_again: bool


class Offered(msgspec.Struct, frozen=True):
    """A challenge of today as a member meets it. `left` is what is left of each band's stock, None where it has none."""

    challenge: Challenge
    left: tuple[int | None, ...]
    plays_left: int
    may_win: bool


class Left(NamedTuple):
    """What is left: of each band's stock, and of the plays of everybody; None where there is no end of it."""

    bands: tuple[int | None, ...]
    plays: int | None


class _Player(NamedTuple):
    wallet_id: int
    persons: frozenset[int]
    now: int
    day: int


def give(programme: Programme, challenge: str, wallet_id: int) -> Play:
    """Give a play; one that is still to be played is given again."""
    return agreed(lambda cursor: give_within(cursor, programme, challenge, wallet_id))


def play(programme: Programme, challenge: str, wallet_id: int, token: str, score: int) -> Played:
    """Take the score of a play; one that was played before answers what it won then."""
    return agreed(lambda cursor: play_within(cursor, programme, challenge, wallet_id, token, score))


def give_within(cursor: Cursor, programme: Programme, challenge: str, wallet_id: int) -> Play:
    """Give a play in a transaction that somebody else began."""
    player = _lock(cursor, programme, wallet_id)
    found = _in_force(programme, challenge, player.now)
    now = moment(Instant(player.now))
    given = actions.open_play(cursor, found.id, player.persons, now=now)
    if given is None:
        _refuse_spent(cursor, programme, found, player)
        ends_at = moment(Instant(player.now + LASTS))
        given = Given(secrets.token_hex(_NONCE_BYTES), found.id, player.wallet_id, now, ends_at)
        actions.give(cursor, given)
    return Play(_signed(given), given.given_at, given.ends_at)


def play_within(
    cursor: Cursor, programme: Programme, challenge: str, wallet_id: int, token: str, score: int
) -> Played:
    """Take a score in a transaction that somebody else began."""
    player = _lock(cursor, programme, wallet_id)
    given = _ours(cursor, challenge, player, token)
    if given.played_at is not None:
        return Played(Won(given.band or 1, given.points or 0), is_again=True)
    if player.now >= instant(given.ends_at):
        raise PlayOver(ended_at=given.ends_at.isoformat())
    found = _in_force(programme, challenge, player.now)
    day = day_to_database(player.day)
    so_far = actions.counted(cursor, challenge, player.persons, day=day)
    won = _taken(cursor, found, so_far, score, elapsed=player.now - instant(given.given_at))
    if won.points:
        event = PrizeWon(given.nonce, player.now, player.day, found.id, won.band)
        (answer,) = post_within(cursor, programme, [Arrival(SOURCE, None, event, player.wallet_id)])
        if answer.refusal is not None:
            raise answer.refusal
        news.tell_of_a_prize(
            cursor,
            player.wallet_id,
            answer.no,
            challenge=found.id,
            band=won.band,
            points=won.points,
            currency=found.earn,
        )
    now = moment(Instant(player.now))
    counts = counted_as(found, score, elapsed=player.now - instant(given.given_at))
    actions.played(cursor, given.nonce, at=now, day=day, band=won.band, points=won.points, score=counts)
    return Played(won, is_again=False)


def offered(programme: Programme, wallet_id: int, *, now: datetime) -> tuple[Offered, ...]:
    """The challenges of today, as a member meets them."""
    persons = everybody_of(raw_cursor(), wallet_id)
    day = date_in(programme.calendar, now)
    found = of_today(programme, now=now)
    left = left_of(found)
    return tuple(_offer(one, left[one.id], persons, day) for one in found)


def under_way(challenge: str, wallet_id: int, *, now: datetime) -> str:
    """The play that a member has begun and can still play; empty where there is none."""
    persons = everybody_of(raw_cursor(), wallet_id)
    given = actions.open_play(raw_cursor(), challenge, persons, now=now)
    return _signed(given) if given else ""


def given_at(challenge: str, wallet_id: int, token: str) -> datetime | None:
    """When a play was given to a member; None where it was not."""
    said = signing.read(token)
    given = actions.find(raw_cursor(), said.nonce) if said else None
    is_theirs = given is not None and given.wallet_id in everybody_of(raw_cursor(), wallet_id)
    return given.given_at if given and is_theirs and given.challenge == challenge else None


def of_today(programme: Programme, *, now: datetime) -> tuple[Challenge, ...]:
    """The challenges that can be played now."""
    version = programme.at(instant(now))
    day = date_in(programme.calendar, now)
    return tuple(one for one in version.document.challenges if _is_on(one, day)) if version else ()


def named(programme: Programme, challenge: str) -> Challenge:
    """A challenge by its name, in the latest version that has it."""
    return next(
        one for version in reversed(programme.versions) for one in version.document.challenges if one.id == challenge
    )  # fmt: skip


def left_of(challenges: Iterable[Challenge]) -> dict[str, Left]:
    """What is left of some challenges, by their names, with one question to the database."""
    planned = {one.id: (one, _planned(one)) for one in challenges}
    names = [name for _, supplies_of_one in planned.values() for name in supplies_of_one]
    there = {name: one.there for name, one in supplies.left(names).items()} if names else {}
    return {name: _left(one, plan, there) for name, (one, plan) in planned.items()}


def _left(challenge: Challenge, planned: dict[str, Planned], there: dict[str, int]) -> Left:
    # Before the first was taken, it is what the programme says.
    left = {name: there.get(name, plan.there) for name, plan in planned.items()}
    bands = tuple(left.get(_band(challenge, number)) for number in range(1, len(challenge.bands) + 1))
    return Left(bands, left.get(_plays(challenge)))


def _offer(challenge: Challenge, left: Left, persons: set[int], day: date) -> Offered:
    so_far = actions.counted(raw_cursor(), challenge.id, persons, day=day)
    own = max(0, challenge.plays.per_day - so_far.plays)
    plays = own if left.plays is None else min(own, left.plays)
    return Offered(challenge, left.bands, plays, _may_win(challenge, so_far))


def _taken(cursor: Cursor, challenge: Challenge, so_far: Counted, score: int, *, elapsed: int) -> Won:
    """Take what a score wins out of the supplies of its challenge."""
    planned = _planned(challenge)
    held = OpenSupplies(cursor, [], planned)
    is_counted = _plays(challenge) in planned
    has_play = not is_counted or held.left(_plays(challenge)) > 0

    def is_left(number: int) -> bool:
        name = _band(challenge, number)
        return name not in planned or held.left(name) > 0

    may_win = has_play and _may_win(challenge, so_far)
    won = win(challenge, score, elapsed=elapsed, may_win=may_win, is_left=is_left)
    if is_counted and has_play:
        held.take({_plays(challenge): 1})
    if won.points and _band(challenge, won.band) in planned:
        held.take({_band(challenge, won.band): 1})
    held.save()
    return won


def _planned(challenge: Challenge) -> dict[str, Planned]:
    stocks = {
        _band(challenge, number): Planned("prizes", band.stock)
        for number, band in enumerate(challenge.bands, 1)
        if band.stock is not None
    }
    in_all = challenge.plays.in_all
    return stocks if in_all is None else stocks | {_plays(challenge): Planned("plays", in_all)}


def _may_win(challenge: Challenge, so_far: Counted) -> bool:
    most = challenge.prizes.per_member
    return so_far.prizes < challenge.prizes.per_day and (most is None or so_far.prizes_ever < most)


def _refuse_spent(cursor: Cursor, programme: Programme, challenge: Challenge, player: _Player) -> None:
    day, per_day = day_to_database(player.day), challenge.plays.per_day
    so_far = actions.counted(cursor, challenge.id, player.persons, day=day)
    if so_far.plays >= per_day:
        tomorrow = moment(programme.calendar.start_of(player.day + 1)).isoformat()
        raise PlaysSpent(per_day=per_day, again_at=tomorrow)
    plays = left_of([challenge])[challenge.id].plays
    if plays is not None and plays <= 0:
        raise PlaysSpent(per_day=per_day, again_at="")


def _ours(cursor: Cursor, challenge: str, player: _Player, token: str) -> Given:
    """The play that a token is, or `PlayUnknown`, in the same words whatever is wrong with it."""
    said = signing.read(token)
    given = actions.find(cursor, said.nonce) if said else None
    if given is None or given.challenge != challenge or given.wallet_id not in player.persons:
        raise PlayUnknown
    if not signing.is_ours(_key(), token, challenge=challenge, wallet_id=given.wallet_id):
        raise PlayUnknown
    return given


def _signed(given: Given) -> str:
    signed = signing.Signed(given.nonce, instant(given.ends_at))
    return signing.sign(_key(), challenge=given.challenge, wallet_id=given.wallet_id, play=signed)


def _key() -> bytes:
    """A key of the shop's own, for plays alone."""
    return hmac.digest(settings.SECRET_KEY.encode(), b"regulars: plays of challenges", "sha256")


def _in_force(programme: Programme, challenge: str, now: int) -> Challenge:
    known = of_today(programme, now=moment(Instant(now)))
    found = next((one for one in known if one.id == challenge), None)
    if found is None:
        raise ChallengeUnknown(challenge=challenge, known=[one.id for one in known])
    return found


def _is_on(challenge: Challenge, day: date) -> bool:
    return (challenge.since or "") <= day.isoformat() <= (challenge.until or "9999")


def _lock(cursor: Cursor, programme: Programme, wallet_id: int) -> _Player:
    lives = goes_on_as(cursor, wallet_id)
    if lives is None:
        raise Outdated
    wallets.lock(cursor, [lives])
    now = instant(now_of_database())
    return _Player(lives, frozenset(everybody_of(cursor, lives)), now, programme.calendar.day_of(now))


def _band(challenge: Challenge, number: int) -> str:
    return f"challenge:{challenge.id}:band:{number}"


def _plays(challenge: Challenge) -> str:
    return f"challenge:{challenge.id}:plays"
