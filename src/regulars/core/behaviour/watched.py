"""When a condition changes by itself: time alone ends windows, and lets days since the last time grow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regulars.core.behaviour.asked import Answers, Asked
from regulars.core.expressions import compile_condition, leaves, questions_of
from regulars.core.expressions.tree import Call, Compare, Number, OneOf, tests_of
from regulars.core.periods import NEVER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regulars.core.behaviour.traces import Trace
    from regulars.core.expressions import Condition
    from regulars.core.periods import Calendar

#: Where days since are part of a sum, nothing says when they stop to matter: look again after so many.
DAYS_AHEAD: Final = 400


class Watched:
    """A condition for whose change somebody waits, made ready once."""

    __slots__ = ("_asked", "_calendar", "_holds", "_turns")

    def __init__(self, condition: Condition, calendar: Calendar) -> None:
        self._asked = {key: Asked(key, question) for key, question in questions_of(condition)}
        self._calendar = calendar
        self._holds = compile_condition(condition)
        self._turns = _turns(condition)

    def holds(self, facts: object, traces: Mapping[str, Trace], at: int) -> bool:
        """Whether the condition holds at a moment; what it reads besides behaviour is taken from `facts`."""
        return self._holds(_Then(facts, Answers(self._asked, traces, at, self._day(at))))

    def flips_at(self, facts: object, traces: Mapping[str, Trace], at: int) -> int:
        """The first moment after `at` at which it changes if nothing else happens; `NEVER` where it does not.

        Never later than it changes; earlier only where it says to look again, 400 days ahead.
        """
        now, until = self.holds(facts, traces, at), self._day(at) + DAYS_AHEAD
        moment = self._next(traces, at)
        while moment != NEVER and self._day(moment) < until and self.holds(facts, traces, moment) is now:
            moment = self._next(traces, moment)
        return moment

    def _next(self, traces: Mapping[str, Trace], at: int) -> int:
        day = self._day(at)
        return min(
            (self._changes_at(asked, traces.get(asked.key), at, day) for asked in self._asked.values()),
            default=NEVER,
        )

    def _changes_at(self, asked: Asked, trace: Trace | None, at: int, day: int) -> int:
        turns = self._turns.get(asked.key) if asked.asks == "last" else None
        if turns is None or trace is None:
            return asked.changes_at(trace, at, day, self._calendar)
        ahead = [trace.last_day + turn for turn in turns if trace.last_day + turn > day]
        return self._calendar.start_of(min(ahead)) if ahead else NEVER

    def _day(self, at: int) -> int:
        return self._calendar.day_of(at)


class _Then:
    """Facts as they are, with the answers of another moment."""

    def __init__(self, facts: object, behaviour: Answers) -> None:
        self._facts, self.behaviour = facts, behaviour

    def __getattr__(self, name: str) -> object:
        found: object = getattr(self._facts, name)
        return found


def _turns(condition: Condition) -> dict[str, set[int] | None]:
    """By `last` question on how many days since it can matter; None where it does not stand alone beside numbers."""
    turns: dict[str, set[int] | None] = {}
    for test in tests_of(condition):
        for leaf in leaves(test):
            if isinstance(leaf, Call) and leaf.function == "last":
                key, days = str(leaf.arguments[0]), _days(test)
                known = turns.setdefault(key, set())
                turns[key] = None if known is None or days is None else known | days
    return turns


def _days(test: Condition) -> set[int] | None:
    match test:
        case Compare(left=Call(), right=Number(digits=digits, places=places)):
            whole = digits // 10**places
            return {whole, whole + 1}
        case OneOf(values=values):
            wholes = [value.digits for value in values if isinstance(value, Number)]
            return {day for whole in wholes for day in (whole, whole + 1)}
        case _:
            return None
