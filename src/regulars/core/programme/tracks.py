"""A track made ready: what counts, for how long it counts, and for how long a level holds."""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from typing import TYPE_CHECKING

from regulars.core.expressions import compile_condition, compile_line_condition
from regulars.core.money import exponent
from regulars.core.periods import NEVER, Calendar, add_months, end_of_months
from regulars.core.programme.document import Track as Document
from regulars.core.programme.document import Validity
from regulars.core.programme.vocabulary import parse_rule_condition
from regulars.core.programme.windows import Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from regulars.core.expressions import Vocabulary
    from regulars.core.facts import LineFacts, OrderFacts

_MONTHS_A_YEAR = 12


class Track:
    """One track. `levels` and `thresholds` run together from the lowest; thresholds are in what `counts` says.

    `counts` is money, orders, visits, items, lines, categories, points or balance. `is_plain` is true where
    nothing needs to be remembered of a member but what counted by day, as in most programmes.
    """

    __slots__ = (
        "_calendar", "_leaves", "_validity", "at_end", "counts", "depth", "is_once_an_order", "is_plain", "levels",
        "lines", "measure", "name", "on_refund", "points", "rank", "remembers_seen", "thresholds", "when", "window",
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
        self.measure = (self.counts, self.points, self.depth)
        self.remembers_seen = self.counts in {"visits", "categories"}
        self.is_once_an_order = self.counts in {"orders", "visits"}
        scale = 10 ** exponent(money) if self.counts == "money" else 1
        self.levels = tuple(level.id for level in document.levels)
        self.thresholds = tuple(int(Fraction(str(level.threshold)) * scale) for level in document.levels)
        self.rank = {level: place for place, level in enumerate(self.levels)}
        self.at_end = document.at_end
        self.window, self._validity = Window(document.window, calendar), document.validity
        # Left out, a return does what the rest of the track says: only a level that was promised waits.
        self.on_refund = document.on_refund or ("immediate" if self.follows_metric else "next_review")
        self.is_plain = not (
            self.remembers_seen or self.window.is_anchored or self.window.restarts != "never"
        )
        self._calendar = calendar
        self._leaves: dict[int, int] = {}

    @property
    def follows_metric(self) -> bool:
        """True where a level holds exactly as long as the metric reaches it."""
        return self._validity == "none"

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

    def valid_until(self, rank: int, at: int) -> int:
        """When a level that begins at this instant runs out; the lowest never does."""
        if rank == 0 or self._validity in {"none", "forever"}:
            return NEVER
        day, _ = self._calendar.local(at)  # type: ignore[arg-type]  # an instant that went through a struct
        match self._validity:
            case Validity(months):
                return self._calendar.start_of(add_months(day, months))
            case "end_of_year":
                return self._calendar.start_of(end_of_months(day, _MONTHS_A_YEAR) + 1)
            case _:
                return self._calendar.start_of(
                    end_of_months(add_months(day, _MONTHS_A_YEAR), _MONTHS_A_YEAR) + 1
                )

    def day_of(self, at: int) -> int:
        """The local day of an instant."""
        return self._calendar.local(at)[0]  # type: ignore[arg-type]  # an instant that went through a struct


_COUNTS = {"net_spend": "money", "points_earned": "points", "points_balance": "balance"}


def _counts(document: Document) -> str:
    if document.counter is not None:
        return document.counter.of
    return _COUNTS.get(document.metric, document.metric)


def compile_track(
    name: str, document: Document, *, money: str, calendar: Calendar, vocabulary: Vocabulary
) -> Track:
    """Make a track of a checked document ready."""
    track = Track(name, document, money=money, calendar=calendar)
    when = parse_rule_condition(document.when, vocabulary) if document.when else None
    lines = parse_rule_condition(document.lines, vocabulary) if document.lines else None
    track.when = compile_condition(when) if when else None
    track.lines = compile_line_condition(lines) if lines else None
    return track
