"""How a member stands with missions: what the next check-in gives, how far goals have come, and what can be asked for."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from regulars.core.events import Behaviour, CheckInMadeUp, MakeUpTakenBack
from regulars.core.expressions.vocabulary import Kind
from regulars.core.missions.checking_in import check_ins_of
from regulars.core.missions.goals import undertaking_of, why_closed
from regulars.core.missions.making_up import fillable, why_it_stays
from regulars.core.missions.notices import is_near
from regulars.core.missions.streaks import preview
from regulars.core.money import major
from regulars.core.periods import Instant
from regulars.core.programme.document import Words
from regulars.desk.reading import wallet_at
from regulars.lib.instants import instant, to_database

if TYPE_CHECKING:
    from regulars.core.missions.kept import Undertaking
    from regulars.core.programme.compiled import Programme, Version
    from regulars.core.programme.document import Mission
    from regulars.core.programme.goals import Goal
    from regulars.core.programme.missions import CheckIn
    from regulars.core.state import Wallet


class Rung(msgspec.Struct, frozen=True):
    """A day of a streak and what it gives."""

    place: int
    points: int
    is_done: bool
    is_next: bool


class CheckInView(msgspec.Struct, frozen=True):
    """A check-in of a mission. `current` is the streak that still goes on; `gives` what the next check-in gives on `next_day`.

    `can_make_up` are the missed dates that may be filled, each for `make_up_points`, and `can_take_back` the last one that was.
    """

    mission: str
    name: Words
    about: Words | None
    currency: str
    currency_name: Words
    is_done_today: bool
    today: date
    current: int
    longest: int
    freezes: int
    days: int
    next_day: date
    gives: int
    ladder: tuple[Rung, ...]
    can_make_up: tuple[date, ...]
    make_up_points: int
    can_take_back: date | None


class StageView(msgspec.Struct, frozen=True):
    """A stage, in the unit of the goal (money in major units). `state` is ahead, waits or given."""

    at_least: Decimal
    points: int
    currency: str | None
    currency_name: Words | None
    state: str


class GoalView(msgspec.Struct, frozen=True):
    """A mission with a goal. `state` is open (it can be begun), running, waits (a prize is ready), done, ahead or over.

    `unit` is money or number. It `ends_soon` within the last seven days of a prize that waits, or of something begun. `claim_by` is when what waits is given by itself; `until` the end of the time for it.
    """

    mission: str
    name: Words
    about: Words | None
    state: str
    counted: Decimal
    unit: str
    money: str
    stages: tuple[StageView, ...]
    since: datetime | None
    until: datetime | None
    claim_by: datetime | None
    can_start: bool
    turn: int
    ends_soon: bool


class MissionsView(msgspec.Struct, frozen=True):
    """All missions of the version in force, as a member stands with them."""

    check_ins: tuple[CheckInView, ...]
    goals: tuple[GoalView, ...]


def missions_of(programme: Programme, wallet_id: int, *, now: datetime) -> MissionsView:
    """How a member stands now."""
    version = programme.at_or_first(instant(now))
    if version.missions is None:
        return MissionsView((), ())
    wallet = wallet_at(programme, wallet_id, now)
    at = max(instant(now), wallet.as_of)
    named = {mission.id: mission for mission in version.document.missions}
    return MissionsView(
        tuple(_check_in(version, one, wallet, at, named[one.id]) for one in version.missions.check_ins.values()),
        tuple(_goal(version, one, wallet, at, named[one.id]) for one in version.missions.goals.values()),
    )  # fmt: skip


def check_in_of(
    programme: Programme, mission: str | None, *, name: str, at: int, properties: dict[str, str | int | bool]
) -> Behaviour:
    """The event that a check-in is; without a mission, it is one for every mission that hears of `Checked In`."""
    day, minute = programme.calendar.local(Instant(at))
    version = programme.at_or_first(at)
    event = next(
        (one.check_in.on for one in version.document.missions if one.check_in and one.id == mission),
        "Checked In",
    )
    return Behaviour(name, at, day, minute, event, properties | ({"mission": mission} if mission else {}))


def make_up_of(programme: Programme, mission: str, missed: date, *, name: str, at: int) -> CheckInMadeUp:
    """The event that a make-up is."""
    return CheckInMadeUp(name, at, programme.calendar.day_of(at), mission, missed.toordinal())


def taking_back_of(
    programme: Programme, mission: str, filled: date, *, name: str, at: int
) -> MakeUpTakenBack:
    """The event by which a make-up never was."""
    return MakeUpTakenBack(name, at, programme.calendar.day_of(at), mission, filled.toordinal())


def _check_in(version: Version, terms: CheckIn, wallet: Wallet, at: int, named: Mission) -> CheckInView:
    kept, today = check_ins_of(wallet, terms.id), terms.day_at(at)
    seen = preview(terms, kept, at)
    streak = seen.streak
    return CheckInView(
        terms.id, named.name, named.about, terms.currency, version.document.points[terms.currency].name, seen.is_done_today,
        date.fromordinal(today), seen.current, streak.longest, streak.freezes, streak.days, date.fromordinal(seen.day), seen.laid.points,
        _ladder(terms, seen.current, seen.laid.streak.current),
        tuple(date.fromordinal(day) for day in fillable(terms, kept, today)), terms.make_up_points,
        _can_take_back(wallet, terms, at),
    )  # fmt: skip


def _can_take_back(wallet: Wallet, terms: CheckIn, at: int) -> date | None:
    made = wallet.made_up
    return date.fromordinal(made.date) if made and why_it_stays(wallet, terms, at) is None else None


def _ladder(terms: CheckIn, current: int, coming: int) -> tuple[Rung, ...]:
    """The round of the ladder in which the next day stands."""
    first = terms.first_of_round(coming)
    places = range(first, first + terms.length)
    return tuple(Rung(one, terms.rung(one), one <= current, one == coming) for one in places)


def _goal(version: Version, goal: Goal, wallet: Wallet, at: int, named: Mission) -> GoalView:
    one, why = undertaking_of(wallet, goal.id), why_closed(goal, undertaking_of(wallet, goal.id), at)
    document = version.document
    of_money = goal.asked.question.property is not None and goal.asked.question.property.kind is Kind.MONEY
    counted = goal.counted(one.trace) if one else 0

    def amount(number: int) -> Decimal:
        return major(number, version.money) if of_money else Decimal(number)

    stages = tuple(
        StageView(
            amount(stage.at_least), stage.prize.points if stage.prize else 0, stage.prize.currency if stage.prize else None,
            document.points[stage.prize.currency].name if stage.prize else None, _stage_state(one, place),
        )
        for place, stage in enumerate(goal.stages)
    )  # fmt: skip
    return GoalView(
        goal.id, named.name, named.about, _state(goal, one, why, at), amount(counted), "money" if of_money else "number", version.money, stages,
        to_database(one.starts_at) if one else None, to_database(one.until if one else goal.closes_at),
        to_database(one.waiting[0]) if one and one.waiting else None, why is None, one.turn if one else 0,
        one is not None and is_near(version, goal, one, at),
    )  # fmt: skip


def _stage_state(one: Undertaking | None, place: int) -> str:
    if one is None or place >= one.given + len(one.waiting):
        return "ahead"
    return "given" if place < one.given else "waits"


def _state(goal: Goal, one: Undertaking | None, why: str | None, at: int) -> str:
    if one is not None and one.waiting:
        return "waits"
    if why is None:
        return "open"
    if why != "by_itself":
        return why
    if one is not None and one.given == len(goal.stages):
        return "done"
    return "ahead" if at < goal.starts_at else "over" if at >= goal.closes_at else "running"
