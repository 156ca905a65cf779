"""Leaderboards: taking part, leaving, what a member sees of them, and the numbers, which the worker keeps.

The rules are in `docs/algorithms/missions.md`.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

import msgspec
from django.db import transaction

from regulars.challenges.queries import best_scores
from regulars.core.leaderboards import LeaderboardUnknown, nickname, number_of, places
from regulars.core.programme.document import Words
from regulars.desk import wallets
from regulars.leaderboards import actions, queries
from regulars.leaderboards.actions import Kept
from regulars.leaderboards.queries import Watched
from regulars.lib.cursors import raw_cursor
from regulars.lib.instants import date_in, instant, to_database
from regulars.lib.turns import is_our_turn
from regulars.people.merges import all_go_on_as, everybody_of, goes_on_as

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from psycopg import Cursor

    from regulars.core.programme.compiled import Programme, Version
    from regulars.core.programme.document import Leaderboard
    from regulars.leaderboards.queries import Row

#: One worker keeps the numbers at a time.
_BOARDS_LOCK: Final = 0x424F4152
#: Few enough that whoever leaves waits for no more than some hundredths of a second.
A_TIME: Final = 2_000
COUNTED: Final = ("mission", "check_in", "challenge")


class Place(msgspec.Struct, frozen=True):
    """A row of a board: what others see is the name and the number."""

    place: int
    called: str
    number: int
    is_own: bool


class OwnPlace(msgspec.Struct, frozen=True):
    """How one stands who takes part. `place` is null while nothing is counted."""

    called: str
    number: int
    place: int | None


class BoardView(msgspec.Struct, frozen=True):
    """A board as a member sees it. `of` is mission, check_in or challenge, and `first_day` that of the week or month, or of the mission.

    `more` is how many share the last place that is shown and are not shown themselves. `own` is null for who does not take part.
    """

    id: str
    name: Words
    of: str
    counted: str
    counted_name: Words
    per: str | None
    first_day: date | None
    last_day: date | None
    places: tuple[Place, ...]
    more: int
    own: OwnPlace | None


def boards_of(programme: Programme, wallet_id: int | None, *, now: datetime) -> tuple[BoardView, ...]:
    """Every board of the version in force, as a member sees it, or somebody who is none."""
    version = programme.at_or_first(instant(now))
    cursor = raw_cursor()
    mine = (
        everybody_of(cursor, wallet_id) if wallet_id is not None and version.document.leaderboards else set()
    )
    return tuple(_view(cursor, version, one, mine, now) for one in version.document.leaderboards)


def join(programme: Programme, wallet_id: int, board: str, *, called: str, now: datetime) -> None:
    """Let a member stand on a board under a name. Again, under another one: that holds from now on."""
    version = programme.at_or_first(instant(now))
    found, shown = _named(version, board), nickname(called)
    with transaction.atomic():
        cursor = raw_cursor()
        lives, persons = goes_on_as(cursor, wallet_id), everybody_of(cursor, wallet_id)
        assert lives is not None, "members stay"
        who = queries.stands_as(cursor, found.id, persons) or lives
        actions.join(cursor, found.id, who, called=shown, now=now)
        watched = Watched(who, seen=0, until=None, number=0)
        _keep(cursor, version, found, {lives: watched}, _best(found, version, now, persons), now)


def leave(wallet_id: int, board: str) -> bool:
    """Take a member off a board at once; whether they stood there."""
    with transaction.atomic():
        cursor = raw_cursor()
        return actions.leave(cursor, board, everybody_of(cursor, wallet_id))


def look(programme: Programme, *, now: datetime) -> int:
    """Bring the numbers up to now; answers how many changed. Where somebody else is at it, nothing is done."""
    version, changed = programme.at_or_first(instant(now)), 0
    with transaction.atomic():
        known = {one.id for each in programme.versions for one in each.document.leaderboards}
        actions.forget_others(raw_cursor(), known)
    for board in version.document.leaderboards:
        changed += _look_at(version, board, now)
    return changed


def _look_at(version: Version, board: Leaderboard, now: datetime) -> int:
    cursor = raw_cursor()
    watched = queries.everybody(cursor, board.id)
    lives = all_go_on_as(cursor, [one.wallet_id for one in watched])
    first: dict[int, Watched] = {}
    for one in watched:
        first.setdefault(lives[one.wallet_id], one)
    again = [one for one in watched if first[lives[one.wallet_id]] is not one and one.number]
    best, members, changed = _best(board, version, now, None), list(first), 0
    for start in range(0, len(members), A_TIME):
        some = {one: first[one] for one in members[start : start + A_TIME]}
        with transaction.atomic():
            cursor = raw_cursor()
            if not is_our_turn(cursor, _BOARDS_LOCK):
                return changed
            changed += _keep(cursor, version, board, some, best, now)
    # Somebody who is two of them by a merge stands there once.
    actions.keep(cursor, board.id, [Kept(one.wallet_id, 0, 0, None) for one in again], now=now)
    return changed + len(again)


def _keep(
    cursor: Cursor, version: Version, board: Leaderboard, some: Mapping[int, Watched], best: Mapping[int, int] | None,
    now: datetime,
) -> int:  # fmt: skip
    """Write the numbers of some, by the wallet as which each lives."""
    if best is not None:
        kept = [
            Kept(one.wallet_id, best.get(lives, 0), 0, None) for lives, one in some.items() if one.number != best.get(lives, 0)
        ]  # fmt: skip
    else:
        kept = list(_counted(cursor, version, board, some, now))
    actions.keep(cursor, board.id, kept, now=now)
    return len(kept)


def _counted(
    cursor: Cursor, version: Version, board: Leaderboard, some: Mapping[int, Watched], now: datetime
) -> Iterator[Kept]:
    """Of those whose wallet changed, or whose number holds no longer."""
    at = instant(now)
    marks = {
        lives: 0 if one.until is not None and one.until <= now else one.seen for lives, one in some.items()
    }
    for lives, mark, wallet in wallets.changed(cursor, marks):
        found = number_of(version, board, wallet, max(at, wallet.as_of))
        yield Kept(some[lives].wallet_id, found.number, mark, to_database(found.until))


def _best(
    board: Leaderboard, version: Version, now: datetime, persons: Collection[int] | None
) -> dict[int, int] | None:
    """By the wallet as which somebody lives the best score of those who played, or of one; None for a board of anything else."""
    if board.challenge is None:
        return None
    found = best_scores(board.challenge, persons, since=_first_day(board, version, now))
    lives, best = all_go_on_as(raw_cursor(), list(found)), dict[int, int]()
    for wallet_id, score in found.items():
        who = lives[wallet_id]
        best[who] = max(score, best.get(who, 0))
    return best


def _first_day(board: Leaderboard, version: Version, now: datetime) -> date | None:
    """The first local day of the week or the month of which the scores count."""
    today = date_in(version.calendar, now)
    if board.per == "week":
        return today - timedelta(days=today.weekday())
    return today.replace(day=1) if board.per == "month" else None


def _days(board: Leaderboard, version: Version, now: datetime) -> tuple[date | None, date | None]:
    """The local days whose numbers stand there, as far as they have an end."""
    if board.check_in is not None:
        return None, None
    if board.challenge is not None:
        game = next(one for one in version.document.challenges if one.id == board.challenge)
        return _first_day(board, version, now) or _read(game.since), _read(game.until)
    window = next(one for one in version.document.missions if one.id == board.mission).window
    assert window is not None, "the check wants a mission with days"
    return _read(window.first_day), _read(window.last_day)


def _view(
    cursor: Cursor, version: Version, board: Leaderboard, mine: Collection[int], now: datetime
) -> BoardView:
    rows = queries.top(cursor, board.id, board.places)
    own = queries.own(cursor, board.id, mine) if mine else None
    of, counted = next((key, name) for key in COUNTED if (name := getattr(board, key)) is not None)
    missions, challenges = version.document.missions, version.document.challenges
    names = (
        {one.id: one.name for one in challenges}
        if of == "challenge"
        else {one.id: one.name for one in missions}
    )
    return BoardView(
        board.id, board.name, of, counted, names[counted], board.per, *_days(board, version, now), tuple(_places(rows, mine)),
        _sharing(cursor, board, rows), OwnPlace(*own) if own is not None else None,
    )  # fmt: skip


def _places(rows: list[Row], mine: Collection[int]) -> Iterator[Place]:
    for place, row in zip(places([row.number for row in rows]), rows, strict=True):
        yield Place(place, row.called, row.number, row.wallet_id in mine)


def _sharing(cursor: Cursor, board: Leaderboard, rows: list[Row]) -> int:
    """How many share the last place that is shown and are not shown."""
    if len(rows) < board.places:
        return 0
    last = rows[-1].number
    return queries.sharing(cursor, board.id, last) - sum(row.number == last for row in rows)


def _named(version: Version, board: str) -> Leaderboard:
    found = next((one for one in version.document.leaderboards if one.id == board), None)
    if found is None:
        raise LeaderboardUnknown(leaderboard=board, known=[one.id for one in version.document.leaderboards])
    return found


def _read(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
