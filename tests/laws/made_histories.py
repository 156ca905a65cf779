"""Histories of one member, made up: purchases, returns, spending, corrections, all in some order and some too late."""

from dataclasses import dataclass
from datetime import UTC, datetime

from hypothesis import strategies as st

from regulars.core.events import (
    Adjustment,
    Behaviour,
    Cancellation,
    CheckInMadeUp,
    Line,
    MakeUpTakenBack,
    Milestone,
    MissionClaimed,
    MissionStarted,
    Order,
    Profile,
    Return,
    ReturnLine,
    Spend,
)
from regulars.core.periods import instant

MINUTE = 60_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
START = instant(datetime(2024, 1, 15, 3, tzinfo=UTC))
GOODS = {"tea": "drinks/tea", "novel": "books/novel", "atlas": "books", "pen": "office"}


@dataclass(frozen=True)
class Wait:
    """Nothing happens until then."""

    until: int


@dataclass(frozen=True)
class Step:
    """One thing that happens a while after the one before; `late` is how much earlier it says that it happened."""

    what: str
    gap: int
    late: int
    number: int
    line: int
    quantity: int
    points: int
    lines: tuple


lines = st.builds(
    lambda product, quantity, amount: Line(product, quantity, amount, (GOODS[product],)),
    st.sampled_from(sorted(GOODS)),
    st.integers(1, 4),
    st.one_of(st.sampled_from((100, 300, 600, 900)), st.integers(0, 40), st.integers(0, 900)),
)
gaps = st.one_of(
    st.just(0), st.integers(1, 3 * HOUR), st.integers(1, 40).map(lambda days: days * DAY), st.just(200 * DAY)
)
WHAT = (
    "buy",
    "buy",
    "buy",
    "return",
    "return",
    "bring",
    "money",
    "cancel",
    "deliver",
    "spend",
    "use",
    "adjust",
    "learn",
    "wait",
)


LATE = (0, 0, 0, HOUR, 10 * DAY, 100 * DAY)


def steps(what=WHAT, late=LATE, gaps=gaps):
    return st.builds(
        Step, st.sampled_from(what), gaps, st.sampled_from(late), st.integers(0, 6), st.integers(0, 3), st.integers(1, 4),
        st.integers(1, 60), st.lists(lines, min_size=1, max_size=4).map(tuple),
    )  # fmt: skip


def histories(what=WHAT, min_size=1, max_size=14, **kinds):
    return st.lists(steps(what, **kinds), min_size=min_size, max_size=max_size)


def events_of(programme, script):
    """Turn a script into events at instants, each on the programme's own local date."""
    now, orders, made = START, [], []
    for number, step in enumerate(script):
        now += step.gap
        if step.what == "wait":
            made.append(Wait(now))
        else:
            made.append(_event(programme, f"e{number}", max(START, now - step.late), step, orders))
    return made


def _event(programme, name, at, step, orders):
    day, minute = programme.calendar.local(at)
    order = (
        orders[-1 - step.number % len(orders)]
        if orders
        else Order("none", at, day, minute, (Line("tea", 1, 1),))
    )
    # Now and then a step is about an order that comes only later, if it ever comes.
    soon = f"e{int(name[1:]) + 1 + step.line}" if step.number == 6 else order.id
    by = "shop" if step.line % 2 else "member"
    match step.what:
        case "buy":
            unearning = step.points if step.number == 0 else 0
            made = Order(name, at, day, minute, step.lines, unearning=unearning)
            orders.append(made)
            return made
        case "return":
            place = step.line % len(order.lines)
            back = ReturnLine(order.lines[place].product, step.quantity, place + 1)
            return Return(name, at, day, (back,), order=soon, by=by)
        case "bring":
            back = ReturnLine(order.lines[step.line % len(order.lines)].product, step.quantity)
            return Return(name, at, day, (back,))
        case "money":
            line = ReturnLine(order.lines[step.line % len(order.lines)].product, amount=step.points)
            back = (line,) if step.number % 2 else ()
            return Return(name, at, day, back, order.id, None if back else step.points, by)
        case "cancel":
            return Cancellation(name, at, day, soon, by)
        case "deliver":
            return Milestone(name, at, day, order.id, "delivered")
        case "spend":
            return Spend(name, at, day, "coin", step.points)
        case "use":
            return Spend(name, at, day, "coin", step.points, order=soon)
        case "adjust":
            points = step.points if step.number % 2 else -step.points
            return Adjustment(name, at, day, "coin", points, "because", "staff")
        case "tap":
            return Behaviour(name, at, day, minute, "Checked In", {"store": f"s{step.line}"})
        case "make_up":
            return CheckInMadeUp(name, at, day, "daily", day - 1 - step.line // 2)
        case "take_back":
            return MakeUpTakenBack(name, at, day, "daily", day - 1 - step.line // 2)
        case "begin" | "claim":
            mission = "tour" if step.number == 0 else "quest"
            return (MissionStarted if step.what == "begin" else MissionClaimed)(name, at, day, mission)
        case _:
            return Profile(name, at, day, birth_month=step.number % 12 + 1)
