"""Bringing a friend, made ready: what both get, when a purchase settles, and how often a member is rewarded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from regulars.core.money import minor
from regulars.core.periods import Day
from regulars.core.programme.budgets import budget_of

if TYPE_CHECKING:
    from regulars.core.periods import Calendar
    from regulars.core.programme.document import Programme
    from regulars.core.programme.referral_document import PointsGift

#: The rules that entries name. A slash stands in no short name, so no rule that was written is called like them.
REWARD: Final = "referral/reward"
WELCOME: Final = "referral/welcome"
SPANS: Final = ("day", "month", "year", "member")


class Referral:
    """What one version promises. `reward` and `welcome` are (kind of points, how many); `least` is in minor units."""

    __slots__ = ("_calendar", "_window", "budget", "least", "limits", "reward", "welcome")

    def __init__(self, document: Programme, calendar: Calendar) -> None:
        terms = document.referral
        assert terms is not None
        self._calendar, self._window = calendar, terms.return_window
        self.reward = _gift(terms.reward)
        self.welcome = None if terms.welcome is None else _gift(terms.welcome)
        # Something must have been paid for, however little.
        self.least = max(1, minor(str(terms.at_least), document.currency))
        self.limits = tuple((limit.per, limit.times) for limit in terms.limits)
        self.budget = budget_of("referral", terms.budget, document.points.get(terms.reward.of))

    def settles_at(self, day: int) -> int:
        """When nothing of a purchase of this local day may come back any more."""
        return self._calendar.start_of(Day(day + self._window + 1))


def span_of(per: str, day: int) -> int:
    """The first day of the span of a limit that holds a local day; 0 for a member's life."""
    if per == "member":
        return 0
    start = date.fromordinal(day)
    if per == "day":
        return day
    return start.replace(day=1, month=start.month if per == "month" else 1).toordinal()


def _gift(gift: PointsGift) -> tuple[str, int]:
    return gift.of, gift.points
