"""A reward made ready: its price, its days, its limits, and who may have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regulars.core.expressions import compile_condition
from regulars.core.money import minor
from regulars.core.periods import NEVER
from regulars.core.programme.parts import FUNDING
from regulars.core.programme.terms import start_of_version

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from regulars.core.expressions import Condition
    from regulars.core.periods import Calendar
    from regulars.core.programme.document import Programme
    from regulars.core.programme.reward_document import Reward as Document


#: Minutes for which points and piece are held where money is to be paid.
PAY_WITHIN: Final = 15


class Reward:
    """One reward. It can be had from `begins_at` until `ends_at`, left out.

    `limits` of one member are by what they count over. `levels` are those that have it to themselves, as (track, level).
    Of a lottery `draw` is the local day, and `age` what somebody has to say that they are.
    `money` is in minor units, to be paid within `pay_within` microseconds; of points, those of `fundings` alone may pay (None: all).
    """

    __slots__ = (
        "age", "begins_at", "currency", "document", "draw", "ends_at", "fundings", "id", "levels", "limits", "money", "pay_within",
        "points", "when",
    )  # fmt: skip

    def __init__(
        self,
        document: Document,
        programme: Programme,
        calendar: Calendar,
        levels: frozenset[tuple[str, str]],
        when: Condition | None,
    ) -> None:
        price = document.price
        self.id, self.document = document.id, document
        self.currency, self.points = price.of or next(iter(programme.points)), price.points
        self.money: int = 0 if price.money is None else minor(str(price.money), programme.currency)
        self.pay_within = (document.pay_within or PAY_WITHIN) * 60_000_000
        self.fundings = None if price.funding is None else frozenset(FUNDING[one] for one in price.funding)
        self.begins_at = 0 if document.from_ is None else start_of_version(calendar, document.from_)
        self.ends_at: int = NEVER
        if document.until is not None:
            day = calendar.day_of(start_of_version(calendar, document.until))
            self.ends_at = calendar.start_of(day + 1)
        self.limits = {limit.per: limit.times for limit in document.limits if limit.per != "day"}
        self.age: int = 0 if document.lottery is None else document.lottery.age
        self.draw: int = 0
        if document.lottery is not None:
            draws_at = start_of_version(calendar, document.lottery.draw)
            self.ends_at, self.draw = min(self.ends_at, draws_at), calendar.day_of(draws_at)
        self.levels = levels
        self.when: Callable[[object], bool] | None = compile_condition(when) if when is not None else None

    @property
    def per_day(self) -> int | None:
        """How many there are on one day for everybody together; None where that is not limited."""
        return next((limit.times for limit in self.document.limits if limit.per == "day"), None)

    def is_for(self, levels: Mapping[str, str]) -> bool:
        """Whether no level has it to itself, or one that is held does."""
        return not self.levels or any(held in self.levels for held in levels.items())


def compile_rewards(
    document: Programme, calendar: Calendar, read: Callable[[str], Condition | None]
) -> dict[str, Reward]:
    """Make the rewards of a checked document ready, in its order; `read` reads their conditions."""
    return {
        reward.id: Reward(
            reward, document, calendar, _exclusive_to(document, reward.id),
            read(reward.when) if reward.when else None,
        )
        for reward in document.rewards
    }  # fmt: skip


def _exclusive_to(document: Programme, reward: str) -> frozenset[tuple[str, str]]:
    return frozenset(
        (name, level.id)
        for name, track in document.tracks.items()
        for level in track.levels
        if reward in level.exclusive
    )
