"""Goals made ready: the question that is counted, the stages with their prizes, and the time for it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.core.behaviour.asked import Asked
from regulars.core.expressions.tree import Compare
from regulars.core.expressions.vocabulary import Kind
from regulars.core.money import exponent
from regulars.core.periods import NEVER
from regulars.core.programme.benefits import mission_rule
from regulars.core.programme.purposes import MEMBERSHIP

if TYPE_CHECKING:
    from regulars.core.behaviour.traces import Trace
    from regulars.core.expressions import Condition
    from regulars.core.expressions.tree import Question
    from regulars.core.periods import Calendar
    from regulars.core.programme.budgets import Budget
    from regulars.core.programme.document import Mission

_HOUR: Final = 3_600_000_000
#: A prize that nobody asks for is given by itself after so many local days.
CLAIM_DAYS: Final = 30


class Prize(NamedTuple):
    """So many points of a kind."""

    currency: str
    points: int


class Stage(NamedTuple):
    """So much of what is counted, and what it gives; a badge alone gives nothing by itself."""

    at_least: int
    prize: Prize | None


class Goal:
    """One mission with a goal. `starts_at` and `closes_at` are those of a fixed window, and else hold always."""

    __slots__ = (
        "_calendar", "_days", "_is_asked", "again", "asked", "budget", "closes_at", "id", "is_by_itself", "late", "purpose", "rule",
        "stages", "starts_at",
    )  # fmt: skip

    def __init__(
        self, document: Mission, counted: Asked, calendar: Calendar, money: str, budget: Budget | None = None
    ) -> None:
        assert document.goal is not None
        self.id, self.rule = document.id, mission_rule(document.id)
        self.purpose, self.late = document.purpose or MEMBERSHIP, document.late_hours * _HOUR
        self.asked, self._calendar, self.budget = counted, calendar, budget
        of = counted.question.property
        scale = 10 ** exponent(money) if of is not None and of.kind is Kind.MONEY else 1
        self.stages = tuple(
            Stage(int(Fraction(str(one.at_least)) * scale), Prize(one.prize.of, one.prize.points) if one.prize else None)
            for one in document.goal.stages
        )  # fmt: skip
        self.again, self._is_asked = document.again, document.claim == "asked"
        self.is_by_itself = document.start == "by_itself"
        window = document.window
        self._days = window.days if window else None
        self.starts_at, self.closes_at = -NEVER, int(NEVER)
        if window is not None and window.first_day is not None and window.last_day is not None:
            self.starts_at = calendar.start_of(_day(window.first_day))
            self.closes_at = calendar.start_of(_day(window.last_day) + 1)

    def ends_at(self, start: int) -> int:
        """Until when what occurs counts for somebody who begins at an instant."""
        if self._days is None:
            return self.closes_at
        day = self._calendar.day_of(start)
        return self._calendar.start_of(day + self._days)

    @property
    def whole_prize(self) -> int:
        """The points of all stages together."""
        return sum(stage.prize.points for stage in self.stages if stage.prize)

    def counted(self, trace: Trace) -> int:
        """What has been counted so far."""
        return len(trace.seen) if self.asked.asks == "distinct" else trace.total

    def reached(self, trace: Trace) -> int:
        """How many stages that reaches."""
        there = self.counted(trace)
        return sum(stage.at_least <= there for stage in self.stages)

    def waits_for_claim(self, stage: int) -> bool:
        """Whether the prize of a stage waits until the member asks for it."""
        return self._is_asked and self.stages[stage].prize is not None

    def claimed_by(self, at: int) -> int:
        """When a prize that waits since an instant is given by itself."""
        day = self._calendar.day_of(at)
        return self._calendar.start_of(day + CLAIM_DAYS)

    def promises_like(self, other: Goal | None) -> bool:
        """Whether both ask the same and promise the same for it."""
        return other is not None and (self.asked.key, self.stages) == (other.asked.key, other.stages)


def question_of(condition: Condition) -> Question | None:
    """The one question of `count("…") >= 1`; None where the condition is anything else."""
    question = getattr(condition.left, "question", None) if isinstance(condition, Compare) else None
    return question if question is None or question.asks in {"count", "sum", "distinct"} else None


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()
