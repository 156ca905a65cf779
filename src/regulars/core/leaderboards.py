"""Leaderboards: what somebody's number is, who shares a place, and which names may stand there.

The rules are in `docs/algorithms/missions.md`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.core.missions.checking_in import check_ins_of
from regulars.core.missions.goals import undertaking_of
from regulars.core.missions.streaks import going_on
from regulars.core.periods import NEVER
from regulars.core.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regulars.core.programme.compiled import Version
    from regulars.core.programme.document import Leaderboard
    from regulars.core.state import Wallet

LONGEST_NAME: Final = 20
_AGAIN: Final = 60_000_000
_BLANK: Final = re.compile(r"\s+")
#: Who sees it could call there, write there, or show the card.
_TELLS_WHO: Final = re.compile(r"@|(\d[\s().-]*){6}")


class LeaderboardUnknown(Refusal):
    """The programme in force has no such board. Facts: leaderboard, known."""


class NicknameUnfit(Refusal):
    """This cannot stand on a board. Facts: why (empty, long, or tells_who), most."""


class Number(NamedTuple):
    """What counts, and until when it is so if nothing happens."""

    number: int
    until: int = NEVER


def nickname(given: str) -> str:
    """A name for a board, written in one way; refused where it is none, or tells who it is."""
    shown = "".join(one for one in unicodedata.normalize("NFKC", given) if one.isprintable() or one.isspace())
    shown = _BLANK.sub(" ", shown).strip()
    if not shown:
        raise NicknameUnfit(why="empty", most=LONGEST_NAME)
    if len(shown) > LONGEST_NAME:
        raise NicknameUnfit(why="long", most=LONGEST_NAME)
    if _TELLS_WHO.search(shown):
        raise NicknameUnfit(why="tells_who", most=LONGEST_NAME)
    return shown


def number_of(version: Version, board: Leaderboard, wallet: Wallet, at: int) -> Number:
    """What a member's wallet says for a board of a mission or of check-ins."""
    missions = version.missions
    assert missions is not None, "the check wants what a board names"
    if board.check_in is not None:
        terms = missions.check_ins[board.check_in]
        today = terms.day_at(at)
        going = going_on(terms, check_ins_of(wallet, terms.id), today)
        # On a day that is longer than others its end is guessed too early, and looked for again.
        return Number(going, max(terms.ends_at(today), at + _AGAIN))
    assert board.mission is not None, "challenges are counted by their plays"
    goal = missions.goals[board.mission]
    one = undertaking_of(wallet, goal.id)
    return Number(max(0, goal.counted(one.trace)) if one is not None else 0)


def places(numbers: Sequence[int]) -> list[int]:
    """The place of each, from the highest number: 1, 1, 3."""
    found: list[int] = []
    for index, number in enumerate(numbers):
        found.append(found[-1] if index and number == numbers[index - 1] else index + 1)
    return found
