"""A question made ready: how an event is laid upon its trace, what the trace answers, and when that changes by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regulars.core.behaviour.traces import (
    Trace,
    add,
    chain_since,
    different,
    follow,
    see,
    total,
)
from regulars.core.expressions import compile_condition
from regulars.core.periods import NEVER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Protocol

    from regulars.core.expressions import Question
    from regulars.core.periods import Calendar
    from regulars.core.programme.compiled import Version

    class Moment(Protocol):
        """When something happened: the instant, and the local day."""

        @property
        def occurred_at(self) -> int: ...
        @property
        def day(self) -> int: ...


#: How long a step lasts; a local day lasts as long as it does.
_LASTS: Final = {"minute": 60_000_000, "hour": 3_600_000_000, "day": 0}
_A_DAY: Final = 86_400_000_000
_BEFORE_EVERYTHING: Final = -(2**62)
#: Earlier than every instant: what the first version asks counts from a member's first event.
_ALWAYS: Final = -NEVER

Answer = int | bool | None


class Asked:
    """One question. `consent` is the purpose that a member must have agreed to before anything is kept for it.

    `property` names what it adds up or tells apart; `where` tells of facts whether an event counts."""

    __slots__ = (
        "_exact", "_lasts", "_steps", "asks", "consent", "key", "property", "question", "where",
    )  # fmt: skip

    def __init__(self, key: str, question: Question, consent: str | None = None) -> None:
        self.key, self.question, self.asks = key, question, question.asks
        self.consent = consent
        self.property = question.property.name if question.property is not None else ""
        self.where: Callable[[object], bool] | None = None
        if question.where is not None:
            self.where = compile_condition(question.where)
        within = question.within
        self._lasts = _LASTS[within.grain] if within is not None else 0
        self._steps = within.steps if within is not None else 0
        self._exact = self._steps * (self._lasts or _A_DAY)

    def add(self, trace: Trace, event: Moment, amount: int, at: int, day: int) -> None:
        """Lay an amount upon a trace, at a moment of deciding `at` on the local `day`."""
        if not self._steps:
            trace.total += amount
            return
        add(trace, self._step(event.occurred_at, event.day), amount, self._after(at, day))

    def see(self, trace: Trace, event: Moment, value: str, at: int, day: int) -> None:
        """Remember a value."""
        see(trace, self._step(event.occurred_at, event.day), value, self._after(at, day))

    def follow(self, trace: Trace, event: Moment, place: int, at: int) -> None:
        """Remember a step of a sequence."""
        steps = len(self.question.events)
        follow(trace, place, event.occurred_at, steps=steps, after=at - self._exact)

    def answer(self, trace: Trace | None, at: int, day: int) -> Answer:
        """What a trace says at a moment; without one, nothing of the kind ever happened."""
        match self.asks:
            case "count" | "sum":
                return total(trace, self._after(at, day)) if trace is not None else 0
            case "distinct":
                return different(trace, self._after(at, day)) if trace is not None else 0
            case "last":
                return max(0, day - trace.last_day) if trace is not None else None
            case _:
                return trace is not None and chain_since(trace, at - self._exact) is not None

    def changes_at(self, trace: Trace | None, at: int, day: int, calendar: Calendar) -> int:
        """The first moment after `at` at which time alone may change the answer."""
        if trace is None:
            return NEVER
        if self.asks == "last":
            return calendar.start_of(day + 1)
        if self.asks == "sequence":
            since = chain_since(trace, at - self._exact)
            return NEVER if since is None else since + self._exact
        if not self._steps:
            return NEVER
        after = self._after(at, day)
        steps = [step for step, _ in trace.figures] if self.asks != "distinct" else trace.seen.values()
        first = next((step for step in steps if step > after), None)
        if first is None:
            return NEVER
        left = first + self._steps
        return left * self._lasts if self._lasts else calendar.start_of(left)

    def _step(self, at: int, day: int) -> int:
        return at // self._lasts if self._lasts else day

    def _after(self, at: int, day: int) -> int:
        return self._step(at, day) - self._steps if self._steps else _BEFORE_EVERYTHING


class Answers:
    """What conditions ask of one member at one moment, by the keys of the questions."""

    __slots__ = ("_asked", "_at", "_day", "_traces")

    def __init__(self, asked: Mapping[str, Asked], traces: Mapping[str, Trace], at: int, day: int) -> None:
        self._asked, self._traces, self._at, self._day = asked, traces, at, day

    def get(self, key: str) -> Answer:
        """What a question is answered; of one that is not kept any more, as of somebody of whom nothing is known."""
        return self._asked[key].answer(self._traces.get(key), self._at, self._day)


def asked_since(versions: Iterable[Version]) -> dict[int, dict[str, int]]:
    """By version when each of its questions began: with the first of the versions that asked it without a break."""
    since: dict[int, dict[str, int]] = {}
    before: dict[str, int] | None = None
    for version in versions:
        begins = _ALWAYS if before is None else version.effective_at
        before = {key: (before or {}).get(key, begins) for key in version.asked}
        since[version.number] = before
    return since
