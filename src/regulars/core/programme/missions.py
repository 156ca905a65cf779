"""Missions made ready: which of them hears of what, and what each day of a streak gives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from regulars.core.behaviour.asked import Asked
from regulars.core.behaviour.listening import ears
from regulars.core.expressions import compile_condition
from regulars.core.expressions.canonical import question_key
from regulars.core.periods import moment
from regulars.core.programme.benefits import mission_rule
from regulars.core.programme.budgets import budget_of
from regulars.core.programme.goals import Goal, question_of
from regulars.core.programme.purposes import MEMBERSHIP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from regulars.core.events import Behaviour
    from regulars.core.expressions import Condition
    from regulars.core.periods import Calendar
    from regulars.core.programme.budgets import Budget
    from regulars.core.programme.document import CheckIn as Document
    from regulars.core.programme.document import Mission, Programme
    from regulars.core.programme.tracks import Track

    Read = Callable[[str], Condition | None]

_HOUR: Final = 3_600_000_000
_MINUTE: Final = 60_000_000
#: The clocks that there are anywhere on earth, as hours from UTC.
_EARLIEST_CLOCK, _LATEST_CLOCK = timedelta(hours=-12), timedelta(hours=14)
#: Somebody's own clock may be a little wrong.
_OFF: Final = timedelta(minutes=30)


class CheckIn:
    """The check-in of one mission. `late` is in microseconds."""

    __slots__ = (
        "_calendar", "_is_again", "_is_members", "_ladder", "_missed", "_starts_minute", "currency", "freeze_every",
        "freezes_most", "id", "late", "make_up_days", "make_up_points", "purpose", "rule", "when",
    )  # fmt: skip

    when: Callable[[object], bool] | None

    def __init__(self, document: Mission, calendar: Calendar) -> None:
        self.id, self.rule = document.id, mission_rule(document.id)
        self.late = document.late_hours * _HOUR
        self.purpose = document.purpose or MEMBERSHIP
        check_in = document.check_in
        assert check_in is not None
        self.currency = check_in.of
        self._ladder = tuple(check_in.ladder)
        self._is_again = check_in.after_ladder == "again"
        self._missed, self._is_members = check_in.missed, check_in.zone == "member"
        hours, _, minutes = check_in.day_starts_at.partition(":")
        self._starts_minute = int(hours) * 60 + int(minutes)
        self._calendar = calendar
        freeze, make_up = check_in.freeze, check_in.make_up
        self.freeze_every, self.freezes_most = (freeze.every, freeze.most) if freeze else (0, 0)
        self.make_up_days, self.make_up_points = (make_up.days, make_up.points) if make_up else (0, 0)

    def rung(self, place: int) -> int:
        """What the so many-th day of a streak gives."""
        ladder = self._ladder
        return ladder[(place - 1) % len(ladder) if self._is_again else min(place, len(ladder)) - 1]

    @property
    def length(self) -> int:
        """How many rungs a round of the ladder has."""
        return len(self._ladder)

    def first_of_round(self, place: int) -> int:
        """The first day of the round of the ladder in which a day of a streak stands."""
        if self._is_again:
            return (place - 1) // self.length * self.length + 1
        return max(1, place - self.length + 1)

    def noon_of(self, day: int) -> int:
        """A moment well within a date of the shop."""
        return (self._calendar.start_of(day) + self._calendar.start_of(day + 1)) // 2

    def begun_again(self, current: int) -> int:
        """On which day of a streak somebody stands who comes back after it broke."""
        if self._missed == "decay":
            return current // 2 + 1
        length = len(self._ladder)
        return (current - 1) // length * length + 1 if self._missed == "cycle" else 1

    def day_of(self, event: Behaviour) -> int:
        """The local date for which an event counts: the shop's, or the one that the member's clock said."""
        said = event.properties.get("local_time") if self._is_members else None
        local = _local(said, event.occurred_at) if isinstance(said, str) else None
        if local is not None:
            return local.toordinal() - (local.hour * 60 + local.minute < self._starts_minute)
        return self._shifted(event.day, event.minute)

    def day_at(self, at: int) -> int:
        """The local date that an instant belongs to in the shop."""
        return self._shifted(*self._calendar.local(at))  # type: ignore[arg-type]  # an instant that went through a struct

    def ends_at(self, day: int) -> int:
        """About when a local date is over in the shop; to the hour where its clocks change on that day."""
        return self._calendar.start_of(day + 1) + self._starts_minute * _MINUTE

    def first_open_day(self, now: int) -> int:
        """The first date that something told now may still change; a member may be a day behind the shop."""
        return min(self.day_at(now - self.late) - 1, self.day_at(now) - self.make_up_days)

    def missed(self, last: int, day: int) -> int:
        """How many dates lie between two; one that the zone skipped was missed by nobody. Far apart they are not counted out."""
        between = day - last - 1
        if 0 < between <= self.freezes_most + 1:
            return sum(not self.is_skipped(date) for date in range(last + 1, day))
        return between

    def is_skipped(self, day: int) -> bool:
        """Whether the zone never had this date."""
        return self._calendar.start_of(day) == self._calendar.start_of(day + 1)

    def _shifted(self, day: int, minute: int) -> int:
        if minute >= self._starts_minute:
            return day
        day -= 1
        while self.is_skipped(day):
            day -= 1
        return day


class Missions:
    """The missions of one version; `check_ins_on` finds check-ins by the event that they hear of, `ears` what goals count."""

    __slots__ = (
        "_asked",
        "asked_by",
        "badges",
        "check_ins",
        "check_ins_on",
        "ears",
        "goals",
        "heard",
        "some_begin",
    )

    def __init__(self, document: Programme, calendar: Calendar, read: Read, count: Read) -> None:
        self.check_ins: dict[str, CheckIn] = {}
        self.check_ins_on: dict[str, tuple[CheckIn, ...]] = {}
        self.goals: dict[str, Goal] = {}
        #: By mission the tracks on which a stage of it counts.
        self.badges: dict[str, tuple[Track, ...]] = {}
        self._asked: dict[str, Asked] = {}
        #: By the key of a question the missions that count it.
        self.asked_by: dict[str, tuple[Goal, ...]] = {}
        for mission in document.missions:
            if (check_in := mission.check_in) is not None:
                self._hear(check_in, CheckIn(mission, calendar), read)
            if mission.goal is not None:
                counted = count(f"{mission.goal.count} >= 1")
                prize = next((stage.prize for stage in mission.goal.stages if stage.prize), None)
                budget = budget_of(
                    f"mission:{mission.id}", mission.budget, document.points.get(prize.of) if prize else None
                )
                self._count(mission, counted, calendar, document.currency, budget)
        #: Whether some mission begins by itself, so that it counts also for whoever began none.
        self.some_begin = any(goal.is_by_itself for goal in self.goals.values())
        self.ears = ears(self._asked.values())
        #: The names of what they read.
        self.heard = frozenset((*self.check_ins_on, *self.ears))

    def count_on(self, tracks: Iterable[Track]) -> None:
        """Know the tracks that count what missions give."""
        for track in tracks:
            for name in track.missions:
                self.badges[name] = (*self.badges.get(name, ()), track)

    def _hear(self, check_in: Document, terms: CheckIn, read: Read) -> None:
        event, when = check_in.on, read(check_in.when) if check_in.when else None
        terms.when = compile_condition(when) if when is not None else None
        self.check_ins[terms.id] = terms
        self.check_ins_on[event] = (*self.check_ins_on.get(event, ()), terms)

    def _count(
        self,
        mission: Mission,
        counted: Condition | None,
        calendar: Calendar,
        money: str,
        budget: Budget | None,
    ) -> None:
        question = question_of(counted) if counted is not None else None
        assert question is not None, f"{mission.id} was never checked"
        key = question_key(question)
        asked = self._asked.setdefault(key, Asked(key, question))
        goal = self.goals[mission.id] = Goal(mission, asked, calendar, money, budget)
        self.asked_by[key] = (*self.asked_by.get(key, ()), goal)


def _local(said: str, at: int) -> datetime | None:
    """What the member's clock showed; None where no clock on earth showed it at that moment."""
    try:
        local = datetime.fromisoformat(said)
    except ValueError:
        return None
    there = moment(at)  # type: ignore[arg-type]  # an instant that went through a struct
    ahead = local.replace(tzinfo=UTC) - there
    return local if _EARLIEST_CLOCK - _OFF <= ahead <= _LATEST_CLOCK + _OFF else None
