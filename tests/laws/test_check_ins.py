"""Laws of check-ins: the order of telling changes no streak, and what was shown is what is given."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_programmes import NAME
from test_local_days import STRANGE

from regulars.core.events import Behaviour, ConsentGiven, ConsentWithdrawn
from regulars.core.fold import Fold, State, decide, start
from regulars.core.merging.joining import sealed
from regulars.core.missions.checking_in import check_ins_of
from regulars.core.missions.streaks import going_on, lay, preview, streak_of
from regulars.core.periods import Calendar
from regulars.core.programme.check import check
from regulars.core.programme.compiled import compile_programme
from regulars.core.programme.document import Programme
from regulars.core.receipts import Receipts

HOUR = 3_600_000_000
NOTICE = {"version": "1", "zh-Hant": "告知", "en": "Notice"}
PURPOSES = ("marketing", "personalisation", "analytics", "partner")
rungs = st.lists(st.integers(0, 9), min_size=1, max_size=5).filter(any)
many = settings(max_examples=settings.default.max_examples * 5)


@st.composite
def programmes(draw, *, rises=False):
    """One check-in in a zone with strange days; where it `rises`, adding a date never makes it less."""
    ladder = draw(rungs)
    check_in = {
        "of": "coin",
        "ladder": sorted(ladder) if rises else ladder,
        "after_ladder": draw(st.sampled_from(("again", "stays"))),
        "missed": draw(st.sampled_from(("reset", "decay", "cycle"))),
        "day_starts_at": draw(st.sampled_from(("00:00", "04:00", "00:30"))),
        "zone": "shop" if rises else draw(st.sampled_from(("shop", "member"))),
    }
    if rises and check_in["after_ladder"] == "again":
        check_in["missed"] = "reset"
    if not rises and draw(st.booleans()):
        check_in["freeze"] = {"every": draw(st.integers(2, 3)), "most": draw(st.integers(1, 2))}
    zone, strange = draw(st.sampled_from([place for place in STRANGE if place[1] > "1970"]))
    document = msgspec.convert(
        {
            "programme": "p", "name": NAME, "zone": zone, "currency": "TWD", "effective_from": "1970-01-02",
            "points": {"coin": {"name": NAME}}, "purposes": {name: {"notice": NOTICE} for name in PURPOSES},
            "missions": [{"id": "daily", "name": NAME, "check_in": check_in, "late_hours": 72}],
        },
        Programme,
    )  # fmt: skip
    assert not check(document), check(document)
    return compile_programme(document), Calendar(zone).start_of(_ordinal(strange))


def _ordinal(text):
    return date.fromisoformat(text).toordinal()


@st.composite
def told(draw, programme, around, hours=72):
    """Check-ins within the late hours of each other, around a strange day."""
    moments = draw(st.lists(st.integers(0, hours * 60), min_size=1, max_size=9))
    events = []
    for number, minutes in enumerate(moments):
        at = around - 36 * HOUR + minutes * 60_000_000
        day, minute = programme.calendar.local(at)
        offset = draw(st.sampled_from((None, None, -11, 8, 13)))
        events.append(Behaviour(f"e{number}", at, day, minute, "Checked In", _where(at, offset)))
    return events


def _where(at, offset):
    if offset is None:
        return {}
    there = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at, hours=offset)
    return {"local_time": there.replace(tzinfo=None).isoformat(timespec="minutes")}


def live(programme, events):
    """The books after these events, and what each gave."""
    fold, given_by = Fold(programme, start(programme, min(one.occurred_at for one in events)), Receipts()), []
    for event in events:
        fold.advance(event.occurred_at)
        given_by.append(sum(entry.points for entry in fold.take(event).entries))
    return fold, given_by


def streak(fold):
    terms = fold.programme.versions[0].missions.check_ins["daily"]
    return streak_of(terms, check_ins_of(fold.wallet, "daily"))


@st.composite
def shuffled(draw, *, rises=False):
    programme, around = draw(programmes(rises=rises))
    events = sorted(draw(told(programme, around)), key=lambda one: one.occurred_at)
    return programme, events, draw(st.permutations(events))


@many
@given(shuffled())
def test_any_order_of_telling_gives_the_same_streak_and_never_fewer_points(made):
    programme, events, otherwise = made

    in_order, points = live(programme, events)
    shuffled_, others = live(programme, otherwise)

    assert streak(shuffled_) == streak(in_order)
    assert sum(others) >= sum(points)
    assert min(others) >= 0


@many
@given(shuffled(rises=True))
def test_where_no_rung_is_below_the_one_before_any_order_gives_the_same_points(made):
    programme, events, otherwise = made

    assert sum(live(programme, otherwise)[1]) == sum(live(programme, events)[1])


@many
@given(shuffled())
def test_what_the_next_check_in_gives_is_what_was_shown(made):
    programme, _, events = made
    terms = programme.versions[0].missions.check_ins["daily"]
    fold = Fold(programme, start(programme, min(one.occurred_at for one in events)), Receipts())

    for event in events:
        fold.advance(event.occurred_at)
        now = max(event.occurred_at, fold.wallet.as_of)
        before = check_ins_of(fold.wallet, "daily")
        shown = lay(terms, before, terms.day_of(event), event.occurred_at, now)
        given_now = sum(entry.points for entry in fold.take(event).entries)

        assert given_now == shown.points
        assert check_ins_of(fold.wallet, "daily") == shown.kept


@many
@given(shuffled())
def test_what_a_page_shows_of_the_next_check_in_is_what_it_gives(made):
    programme, _, events = made
    terms = programme.versions[0].missions.check_ins["daily"]
    fold, _ = live(programme, events)
    now, before = fold.wallet.as_of, check_ins_of(fold.wallet, "daily")

    shown = preview(terms, before, now)
    at = terms.noon_of(shown.day) if shown.is_done_today else now
    tap = Behaviour("tap", at, *programme.calendar.local(at), "Checked In", {})
    given_now = sum(entry.points for entry in fold.take(tap).entries)

    assert terms.day_of(tap) == shown.day
    assert given_now == shown.laid.points
    assert streak_of(terms, check_ins_of(fold.wallet, "daily")) == shown.laid.streak
    assert going_on(terms, before, terms.day_at(now)) == shown.current


@many
@given(shuffled())
def test_a_double_tap_gives_once(made):
    programme, events, _ = made
    twice = [
        one for event in events for one in (event, msgspec.structs.replace(event, id=f"{event.id}-again"))
    ]

    once, points = live(programme, events)
    again, given_by = live(programme, twice)

    assert given_by[::2] == points
    assert set(given_by[1::2]) == {0}
    assert streak(again) == streak(once)


@many
@given(shuffled(), st.lists(st.tuples(st.sampled_from(PURPOSES), st.booleans()), max_size=8))
def test_whatever_was_agreed_to_or_withdrawn_a_check_in_gives_the_same(made, words):
    """G4: a membership and its points need no consent."""
    programme, events, _ = made
    fold = Fold(programme, start(programme, events[0].occurred_at), Receipts())
    points = []
    for place, event in enumerate(events):
        for number, (purpose, is_yes) in enumerate(words[place : place + 2]):
            name = f"w{place}-{number}"
            at, day = event.occurred_at, event.day
            word = (
                ConsentGiven(name, at, day, purpose, "1")
                if is_yes
                else ConsentWithdrawn(name, at, day, purpose)
            )
            fold.take(word)
        fold.advance(event.occurred_at)
        points.append(sum(entry.points for entry in fold.take(event).entries))

    assert points == live(programme, events)[1]


@many
@given(shuffled())
def test_one_by_one_as_values_or_in_one_hand_it_is_the_same_to_the_byte(made):
    programme, _, events = made
    state = State(start(programme, min(one.occurred_at for one in events)), Receipts())

    for event in events:
        state = decide(programme, state, event).state

    assert sealed(state.wallet) == sealed(live(programme, events)[0].wallet)


@pytest.mark.parametrize("zone", sorted({place for place, strange in STRANGE if strange > "1974-01-05"}))
def test_a_check_in_each_noon_is_a_streak_of_as_many_days_as_the_place_had(zone):
    document = msgspec.convert(
        {
            "programme": "p", "name": NAME, "zone": zone, "currency": "TWD", "effective_from": "1974-01-01",
            "points": {"coin": {"name": NAME}},
            "missions": [{"id": "daily", "name": NAME, "check_in": {"of": "coin", "ladder": [1]}}],
        },
        Programme,
    )  # fmt: skip
    programme = compile_programme(document)
    calendar = programme.calendar
    for strange in [strange for place, strange in STRANGE if place == zone and strange > "1974-01-05"]:
        days = range(_ordinal(strange) - 3, _ordinal(strange) + 4)
        there = [day for day in days if calendar.start_of(day) < calendar.start_of(day + 1)]
        noons = [calendar.start_of(day) + 11 * HOUR for day in there]
        events = [Behaviour(f"e{at}", at, *calendar.local(at), "Checked In") for at in noons]

        assert streak(live(programme, events)[0]).current == len(there)
