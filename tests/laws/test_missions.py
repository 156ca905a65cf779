"""Laws of missions: what is counted is what counting everything again counts, and each stage gives once."""

from datetime import datetime

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from made_programmes import NAME
from played import encode

from regulars.core.books import broken_laws
from regulars.core.events import (
    Behaviour,
    Cancellation,
    ConsentGiven,
    ConsentWithdrawn,
    Line,
    MissionClaimed,
    MissionStarted,
    Order,
)
from regulars.core.fold import Fold, State, advance, decide, start
from regulars.core.missions.goals import undertaking_of
from regulars.core.periods import instant
from regulars.core.programme.check import check
from regulars.core.programme.compiled import compile_programme
from regulars.core.programme.document import Programme
from regulars.core.receipts import Receipts
from regulars.core.refusals import Refusal

HOUR = 3_600_000_000
BEGINS = instant(datetime.fromisoformat("2024-03-01T04:00:00+00:00"))
NOTICE = {"version": "1", "zh-Hant": "告知", "en": "Notice"}
QUESTIONS = {
    'count("Order Completed")': lambda orders, _: len(orders),
    'sum("Order Completed", "total")': lambda orders, _: sum(total for _, total in orders),
    'sum("Order Completed", "quantity", where=total >= 300)': lambda orders, _: sum(total >= 300 for _, total in orders),
    'count("Checked In")': lambda _, stores: len(stores),
    'distinct("Checked In", "store")': lambda _, stores: len(set(stores)),
}  # fmt: skip
many = settings(max_examples=settings.default.max_examples * 5)


@st.composite
def programmes(draw):
    count = draw(st.sampled_from(sorted(QUESTIONS)))
    unit = 200 if 'total")' in count else 1
    steps = sorted(draw(st.sets(st.integers(1, 6), min_size=1, max_size=3)))
    mission = {
        "id": "quest", "name": NAME, "claim": draw(st.sampled_from(("asked", "at_once"))), "window": {"days": 20},
        "again": draw(st.sampled_from(("no", "on_completion", "on_expiry"))),
        "goal": {"count": count, "stages": [
            {"at_least": step * unit, "prize": {"points": 10 + step, "of": "coin"}} for step in steps
        ]},
    }  # fmt: skip
    document = msgspec.convert(
        {
            "programme": "p", "name": NAME, "zone": "Asia/Taipei", "currency": "TWD", "effective_from": "2024-01-01",
            "points": {"coin": {"name": NAME, "expiry": {"rolling": {"days": 25}}}}, "missions": [mission],
            "purposes": {"marketing": {"notice": NOTICE}},
        },
        Programme,
    )  # fmt: skip
    assert not check(document), check(document)
    return compile_programme(document)


acts = st.lists(
    st.tuples(
        st.sampled_from(("order", "order", "visit", "visit", "cancel", "claim", "start", "yes", "no")),
        st.integers(0, 90),
        st.integers(1, 6),
    ),
    max_size=25,
)


def events_of(programme, script):
    """Events in the order of time: (what, event)."""
    at, made, orders = BEGINS, [], []
    made.append(MissionStarted("s0", at, programme.calendar.local(at)[0], "quest"))
    for number, (what, hours, size) in enumerate(script):
        at += hours * HOUR
        day, minute = programme.calendar.local(at)
        name = f"{what}{number}"
        if what == "order":
            orders.append(name)
            made.append(Order(name, at, day, minute, (Line("tea", 1, size * 100),)))
        elif what == "visit":
            made.append(Behaviour(name, at, day, minute, "Checked In", {"store": f"s{size}"}))
        elif what == "cancel" and orders:
            made.append(Cancellation(name, at, day, orders[size % len(orders)]))
        elif what in {"claim", "start"}:
            made.append((MissionClaimed if what == "claim" else MissionStarted)(name, at, day, "quest"))
        elif what == "yes":
            made.append(ConsentGiven(name, at, day, "marketing", "1"))
        elif what == "no":
            made.append(ConsentWithdrawn(name, at, day, "marketing"))
    return made


def play(programme, events):
    """The books after all events, refusals left out, and what was written."""
    fold = Fold(programme, start(programme, events[0].occurred_at), Receipts())
    entries, allocations, taken = [], [], []
    for event in events:
        for step in (fold.advance(event.occurred_at), _taken(fold, event, taken)):
            if step is not None:
                entries += step.entries
                allocations += step.allocations
        assert broken_laws(fold.wallet, entries, allocations) == []
    return fold, entries, taken


def _taken(fold, event, taken):
    try:
        effects = fold.take(event)
    except Refusal:
        return None
    taken.append(event)
    return effects


@many
@given(programmes(), acts)
def test_what_is_counted_is_what_counting_everything_again_counts(programme, script):
    fold, entries, taken = play(programme, events_of(programme, script))
    goal, one = programme.versions[0].missions.goals["quest"], undertaking_of(fold.wallet, "quest")
    gone = {event.order for event in taken if isinstance(event, Cancellation)}

    def meant(event):
        return one.starts_at <= event.occurred_at < one.until and event.occurred_at >= last_start(
            taken, event
        )

    orders = [
        (event.id, event.lines[0].amount)
        for event in taken
        if isinstance(event, Order) and meant(event) and event.id not in gone
    ]
    stores = [event.properties["store"] for event in taken if isinstance(event, Behaviour) and meant(event)]
    counted = QUESTIONS[programme.versions[0].document.missions[0].goal.count]
    assert goal.counted(one.trace) == counted(orders, stores)
    effects = [entry.effect for entry in entries if entry.kind == "earn"]
    assert effects == [f"mission:quest:{n + 1}" for n in range(len(effects))]
    assert one.prizes == len(effects)


def last_start(taken, before):
    """What occurred at the very moment of a start counts only when it was told behind it."""
    place = taken.index(before)
    return 0 if any(isinstance(one, MissionStarted) for one in taken[:place]) else before.occurred_at + 1


@many
@given(programmes(), acts)
def test_each_turn_gives_each_stage_once_and_never_takes_it_back(programme, script):
    _, entries, taken = play(programme, events_of(programme, script))
    stages = programme.versions[0].missions.goals["quest"].stages
    turns = sum(isinstance(event, MissionStarted) for event in taken)

    for stage in stages:
        assert sum(entry.points == stage.prize.points for entry in entries if entry.kind == "earn") <= turns
    assert not [entry for entry in entries if entry.kind == "revoke"]


@many
@given(programmes(), acts)
def test_whatever_was_agreed_to_or_withdrawn_a_mission_of_membership_gives_the_same(programme, script):
    """G4: a membership and its points need no consent."""
    # The same acts at the same moments, with words between them and without.
    words = play(programme, events_of(programme, script))[1]
    silent = play(programme, [one for one in events_of(programme, script) if not _is_word(one)])[1]

    assert [entry.points for entry in words] == [entry.points for entry in silent]


def _is_word(event):
    return isinstance(event, ConsentGiven | ConsentWithdrawn)


@many
@given(programmes(), acts, st.integers(0, 40))
def test_looking_in_between_and_one_by_one_come_to_the_same_to_the_byte(programme, script, days):
    events = events_of(programme, script)
    fold, _, taken = play(programme, events)
    end = events[-1].occurred_at + days * 24 * HOUR
    fold.advance(end)

    state = State(start(programme, events[0].occurred_at), Receipts())
    for event in taken:
        state = advance(programme, state, event.occurred_at - 1).state
        state = decide(programme, state, event).state
    state = advance(programme, advance(programme, state, (end + state.wallet.as_of) // 2).state, end).state

    assert encode(state.wallet) == encode(fold.wallet)
