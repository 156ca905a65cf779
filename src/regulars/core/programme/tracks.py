"""A track made ready: what counts, for how long it counts, and for how long a level holds."""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from typing import TYPE_CHECKING

from regulars.core.expressions import compile_condition, compile_line_condition
from regulars.core.money import exponent
from regulars.core.periods import NEVER, Calendar, Day, end_of_months
from regulars.core.programme.benefits import Gift
from regulars.core.programme.document import Migration
from regulars.core.programme.document import Track as Document
from regulars.core.programme.validities import Validity
from regulars.core.programme.windows import Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from regulars.core.expressions import Condition
    from regulars.core.facts import LineFacts, OrderFacts


class Track:
    """One track. `levels` and `thresholds` run together from the lowest; thresholds are in what `counts` says.

    `counts` is money, orders, visits, items, lines, categories, points or balance. `is_plain` is true where
    nothing needs to be remembered of a member but what counted by day, as in most programmes.
    """

    __slots__ = (
        "_calendar",
        "_leaves",
        "_up",
        "_validities",
        "at_end",
        "counts",
        "depth",
        "extends",
        "floors",
        "follows_metric",
        "gift",
        "grace_days",
        "is_once_an_order",
        "is_plain",
        "keeps_overshoot",
        "levels",
        "lines",
        "measure",
        "migrate",
        "missions",
        "name",
        "notices",
        "on_refund",
        "points",
        "rank",
        "remembers_seen",
        "restarts_on_rise",
        "rises_at_once",
        "thresholds",
        "when",
        "window",
    )  # fmt: skip

    name: str
    counts: str
    points: str | None
    levels: tuple[str, ...]
    thresholds: tuple[int, ...]
    rank: dict[str, int]
    at_end: str
    on_refund: str
    window: Window
    when: Callable[[OrderFacts], bool] | None
    lines: Callable[[OrderFacts, LineFacts], bool] | None

    def __init__(self, name: str, document: Document, *, money: str, calendar: Calendar) -> None:
        self.name, self.points, self.depth = name, document.points, document.depth
        self.counts = _counts(document)
        #: The missions that count, where these are what it counts.
        self.missions = tuple(document.missions)
        self.measure = (self.counts, self.points, self.depth, *self.missions)
        self.remembers_seen = self.counts in {"visits", "categories"}
        self.is_once_an_order = self.counts in {"orders", "visits"}
        scale = 10 ** exponent(money) if self.counts == "money" else 1
        self.levels = tuple(level.id for level in document.levels)
        self.thresholds = tuple(int(Fraction(str(level.threshold)) * scale) for level in document.levels)
        self.rank = {level: place for place, level in enumerate(self.levels)}
        self.at_end = document.at_end
        self.window = Window(document.window, calendar)
        self._take_terms(document, calendar)
        # Left out, a return does what the rest of the track says: only a level that was promised waits.
        self.on_refund = document.on_refund or ("immediate" if self.follows_metric else "next_review")
        self.is_plain = not (
            self.remembers_seen or self.window.is_anchored or self.window.restarts != "never"
            or self.restarts_on_rise or self.grace_days or self.notices
            or self.extends or not self.rises_at_once or self.gift is not None
        )  # fmt: skip
        self._calendar = calendar
        self._leaves: dict[int, int] = {}

    def _take_terms(self, document: Document, calendar: Calendar) -> None:
        validities = (level.validity or document.validity for level in document.levels)
        self._validities = tuple(Validity(one, self.window, calendar) for one in validities)
        self.floors = tuple(
            max((place for place in range(rank + 1) if document.levels[place].permanent), default=0)
            for rank in range(len(document.levels))
        )
        # True where a level holds exactly as long as the metric reaches it.
        self.follows_metric = document.validity == "none"
        self._up, self.rises_at_once = document.up, document.up == "at_once"
        self.restarts_on_rise = document.on_up == "restarts"
        self.keeps_overshoot = document.overshoot == "counts"
        self.extends = document.reached_again == "extends"
        self.grace_days = document.grace_days or 0
        self.gift = Gift(self.name, document, calendar) if document.birthday_gift is not None else None
        migrate = document.migrate
        self.migrate = migrate.levels if isinstance(migrate, Migration) else migrate
        self.notices = tuple(sorted(set(document.notices), reverse=True))

    def counts_like(self, other: Track | None) -> bool:
        """True where both measure the same, so that what one counted means the same to the other."""
        return other is not None and self.measure == other.measure

    def earned(self, total: int) -> int:
        """The rank that a total reaches."""
        return max(bisect_right(self.thresholds, total) - 1, 0)

    def leaves_at(self, day: int, anchor: int = 0) -> int:
        """When what was counted on a local day stops counting; `anchor` is the day of joining."""
        found = self._leaves.get(day)
        if found is None:
            found = self.window.leaves_at(day, anchor)
            if not self.window.is_anchored:
                self._leaves[day] = found
        return found

    def valid_until(self, rank: int, at: int, anchor: int = 0) -> int:
        """When a level that begins at this instant runs out; the lowest and a permanent one never do."""
        return NEVER if rank == self.floors[rank] else self._validities[rank].until(at, anchor)

    def rises_after(self, at: int, anchor: int) -> int:
        """The next moment at which levels go up, where they do not at once."""
        day = self.day_of(at)
        if self._up == "next_period":
            day = self.window.last_day(day, anchor)
        elif self._up == "next_month":
            day = end_of_months(day, 1)
        return self._calendar.start_of(day + 1)

    def days_before(self, until: int, days: int) -> int:
        """The first moment of the local day so many days before the one on which a level ends; after it if negative."""
        return self._calendar.start_of(self.day_of(until) - days)

    def day_of(self, at: int) -> Day:
        """The local day of an instant."""
        return self._calendar.day_of(at)


_COUNTS = {"net_spend": "money", "points_earned": "points", "points_balance": "balance"}


def _counts(document: Document) -> str:
    if document.counter is not None:
        return document.counter.of
    return _COUNTS.get(document.metric, document.metric)


def compile_track(
    name: str, document: Document, money: str, calendar: Calendar, read: Callable[[str], Condition | None]
) -> Track:
    """Make a track of a checked document ready; `read` reads its conditions."""
    track = Track(name, document, money=money, calendar=calendar)
    when = read(document.when) if document.when else None
    lines = read(document.lines) if document.lines else None
    track.when = compile_condition(when) if when else None
    track.lines = compile_line_condition(lines) if lines else None
    return track
