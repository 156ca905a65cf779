"""What a member can get for points: what can be had now, and of everything else the one thing that is missing most.

The rules are in `docs/algorithms/rewards.md`. Whatever is listed as to be had is had when it is asked for in the same state.
"""

from __future__ import annotations

from enum import IntEnum
from math import ceil
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from regulars.core.outlook import outlook
from regulars.core.refusals import RewardLimit, RewardNotForYou, RewardNotNow
from regulars.core.rewards import blockers, is_for
from regulars.core.state import Purse
from regulars.core.wallet import owed, usable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from regulars.core.draft import Draft
    from regulars.core.programme.rewards import Reward
    from regulars.core.refusals import Refusal
    from regulars.core.rewards import Asking

Missing = Literal["", "points", "from", "limit", "level", "others", "day", "gone", "over", "had"]
_A_DAY: Final = 86_400_000_000
#: A pace says little of the year after the next.
_TOLD_DAYS: Final = 366


class Far(IntEnum):
    """How far away a reward is, before it is asked how much is missing."""

    HERE = 0
    DAYS = 1
    POINTS = 2
    LEVEL = 3
    OTHERS = 4
    GONE = 5
    NEVER = 6


class Offer(msgspec.Struct, frozen=True):
    """One reward as a member has it before them. `missing` says what is missing most; empty: it can be had now.

    points: so many (`number`), at the pace of the last weeks about `at`, where that is within a year. from, limit, day: it can be had from `at` on; `per`
    says which limit. level: `level` of `track` has it, `number` more of what the track counts leads there (0: not with the next
    level). others: its condition says so. gone: none is left. over: its days are over. had: as often as one may.
    """

    reward: str
    missing: Missing
    number: int = 0
    at: int = 0
    track: str = ""
    level: str = ""
    per: str = ""


class Shelf(msgspec.Struct, frozen=True):
    """What the shell knows: rewards of which none is left, those of which none is left today, and when that day ends.

    `pace` is how many points of a kind the member came by a day of late.
    """

    gone: frozenset[str] = frozenset()
    gone_today: frozenset[str] = frozenset()
    day_ends_at: int = 0
    pace: Mapping[str, Fraction] = {}


def offers(draft: Draft, asking: Asking, shelf: Shelf) -> tuple[Offer, ...]:
    """Every reward of the version in force: what can be had, by price, then the rest, the nearest first."""
    ranked = [
        (*_farthest(draft, reward, asking, shelf), reward.points, place)
        for place, reward in enumerate(draft.version.rewards.values())
    ]
    return tuple(offer for _, _, offer, _, _ in sorted(ranked, key=lambda one: (*one[:2], *one[3:])))


def _farthest(draft: Draft, reward: Reward, asking: Asking, shelf: Shelf) -> tuple[Far, int, Offer]:
    """Of all that is missing what is farthest away."""
    missing = [_ranked(draft, reward, asking, shelf, one) for one in blockers(draft, reward, asking)]
    if reward.id in shelf.gone:
        missing.append((Far.GONE, 0, Offer(reward.id, "gone")))
    elif reward.id in shelf.gone_today:
        days = _days(asking.occurred_at, shelf.day_ends_at)
        missing.append((Far.DAYS, days, Offer(reward.id, "day", at=shelf.day_ends_at)))
    return max(missing, key=lambda one: one[:2], default=(Far.HERE, 0, Offer(reward.id, "")))


def _ranked(
    draft: Draft, reward: Reward, asking: Asking, shelf: Shelf, refusal: Refusal
) -> tuple[Far, int, Offer]:
    match refusal:
        case RewardNotNow():
            if asking.occurred_at >= reward.ends_at:
                return Far.NEVER, 0, Offer(reward.id, "over", at=reward.ends_at)
            return _in_time(reward, asking, "from", reward.begins_at)
        case RewardLimit():
            per, free_at = str(refusal.facts["per"]), refusal.facts["free_at"]
            if not isinstance(free_at, int):
                return Far.NEVER, 1, Offer(reward.id, "had", per=per)
            return _in_time(reward, asking, "limit", free_at, per)
        case RewardNotForYou():
            return _level(draft, reward, asking)
        case _:
            return _points(draft, reward, asking, shelf)


def _in_time(
    reward: Reward, asking: Asking, missing: Missing, at: int, per: str = ""
) -> tuple[Far, int, Offer]:
    return Far.DAYS, _days(asking.occurred_at, at), Offer(reward.id, missing, at=at, per=per)


def _points(draft: Draft, reward: Reward, asking: Asking, shelf: Shelf) -> tuple[Far, int, Offer]:
    purse = draft.wallet.purses.get(reward.currency) or Purse()
    number = reward.points - usable(purse, draft.at, reward.fundings) + owed(purse)
    pace = shelf.pace.get(reward.currency)
    days = ceil(number / pace) if pace else 0
    if not 0 < days <= _TOLD_DAYS:
        return Far.POINTS, number, Offer(reward.id, "points", number)
    return Far.DAYS, days, Offer(reward.id, "points", number, asking.occurred_at + days * _A_DAY)


def _level(draft: Draft, reward: Reward, asking: Asking) -> tuple[Far, int, Offer]:
    """The next level that would have it, on whichever track; where none would, it is for others."""
    held = draft.wallet.levels()
    for name, track in draft.version.tracks.items():
        rank = track.rank[held[name]]
        for place, level in enumerate(track.levels[rank + 1 :], 1):
            if is_for(draft, reward, asking, held | {name: level}):
                purse = draft.wallet.purses.get(track.points or "")
                ahead = outlook(track, draft.wallet.tracks[name], draft.at, purse)
                number = (ahead.up_missing or 0) if place == 1 else 0
                return Far.LEVEL, place, Offer(reward.id, "level", number, track=name, level=level)
    return Far.OTHERS, 0, Offer(reward.id, "others")


def _days(now: int, at: int) -> int:
    return ceil((at - now) / _A_DAY)
