"""What levels give, made ready: multipliers as rules, and the birthday gift with the day on which it is loaded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import msgspec

from regulars.core.coupons.naming import PARTNER
from regulars.core.periods import Calendar, Day, add_months, end_of_months
from regulars.core.programme.document import EarningRule, Words
from regulars.core.programme.referral import REWARD, WELCOME

if TYPE_CHECKING:
    from regulars.core.programme.document import Level, Programme
    from regulars.core.programme.document import Track as TrackDocument


_HOURS_A_DAY: Final = 24


class Gives(msgspec.Struct, frozen=True):
    """What a level gives beside words, as flags that others may ask for.

    `multiply` and `birthday_gift` are by kind of points. `exclusive` names rewards that only such levels may have.
    """

    multiply: dict[str, str] = {}
    birthday_gift: dict[str, int] = {}
    exclusive: tuple[str, ...] = ()
    early_registration_hours: int = 0
    free_shipping: bool = False


def gives(level: Level) -> Gives:
    """What a level gives."""
    early = level.early_registration
    hours = 0 if early is None else (early.hours or (early.days or 0) * _HOURS_A_DAY)
    return Gives(
        {name: str(terms.multiply) for name, terms in level.points.items() if terms.multiply is not None},
        {name: terms.birthday_gift for name, terms in level.points.items() if terms.birthday_gift is not None},
        tuple(level.exclusive), hours, level.free_shipping,
    )  # fmt: skip


def rules_of(document: Programme) -> list[EarningRule]:
    """Every rule by which receipts earn: those that are written, and one for each multiplier of a level.

    A slash stands in no short name, so the rules of levels never bear the name of one that was written.
    """
    return [*document.earning, *_of_levels(document)]


def rule_names(document: Programme) -> dict[str, Words]:
    """What people call every rule that an entry may name, gifts included."""
    names = {rule.id: rule.name for rule in rules_of(document)}
    gifts = {
        gift_rule(name): track.birthday_gift.name
        for name, track in document.tracks.items()
        if track.birthday_gift is not None
    }
    missions = {mission_rule(mission.id): mission.name for mission in document.missions}
    offers = {f"{PARTNER}{offer.id}": offer.name for offer in document.partner_offers}
    challenges = {challenge_rule(one.id): one.name for one in document.challenges}
    return names | gifts | missions | offers | challenges | _of_referral(document)


def _of_referral(document: Programme) -> dict[str, Words]:
    if document.referral is None:
        return {}
    return {REWARD: document.referral.name, WELCOME: document.referral.name}


def gift_rule(track: str) -> str:
    """The rule that a track's birthday gifts name."""
    return f"gift/{track}"


def mission_rule(mission: str) -> str:
    """The rule that the points of a mission name."""
    return f"mission/{mission}"


def challenge_rule(challenge: str) -> str:
    """The rule that a challenge's prizes name."""
    return f"challenge/{challenge}"


def _of_levels(document: Programme) -> list[EarningRule]:
    return [
        EarningRule(
            id=f"level/{name}/{level.id}/{points}",
            name=_name(level.name, terms.multiply),
            earn=points,
            multiply=terms.multiply,
            when=f'level("{name}") == "{level.id}"',
        )
        for name, track in document.tracks.items()
        for level in track.levels
        for points, terms in level.points.items()
        if terms.multiply is not None
    ]


def _name(level: Words, times: float | str) -> Words:
    return Words(zh_hant=f"{level.zh_hant} {times} 倍", en=f"{level.en}: {times} times")


class Gift:
    """The birthday gift of a track: how many points of which kind, by rank, and when they are loaded."""

    __slots__ = ("_calendar", "_day", "_months_before", "by_rank", "rule")

    def __init__(self, name: str, document: TrackDocument, calendar: Calendar) -> None:
        assert document.birthday_gift is not None
        self._calendar = calendar
        self._day = document.birthday_gift.on_day
        self._months_before = 1 if document.birthday_gift.month == "before" else 0
        self.rule = gift_rule(name)
        self.by_rank = tuple(
            {points: terms.birthday_gift for points, terms in level.points.items() if terms.birthday_gift}
            for level in document.levels
        )

    def next_year(self, birth_month: int, given: int, at: int) -> int:
        """The year of the next birthday whose month is not over and whose gift, after that of `given`, is due."""
        today = date.fromordinal(self._calendar.day_of(at))
        return max(today.year + (birth_month < today.month), given + 1)

    def loads_at(self, birth_month: int, year: int) -> int:
        """When the gift for a birthday is loaded; a day that a month lacks is its last."""
        first = add_months(Day(date(year, birth_month, 1).toordinal()), -self._months_before)
        return self._calendar.start_of(min(first + self._day - 1, end_of_months(first, 1)))
