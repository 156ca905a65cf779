"""Laws of holds: what is held is nobody's to use, ends once, and is never more or less than what was there."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_histories import DAY, HOUR, Wait, events_of, histories
from made_programmes import programmes
from played import FAR, begin, encode, play

from regulars.core.events import HoldPosted, HoldVoided, PointsHeld, Profile, Spend
from regulars.core.refusals import HoldOver, HoldUnknown, NotEnoughPoints
from regulars.core.state import Purse
from regulars.core.wallet import held, outstanding, owed, pending, usable

LASTS = (HOUR, 3 * HOUR, DAY, 45 * DAY)
WHAT = ("buy", "buy", "buy", "bring", "cancel", "spend", "spend", "spend", "learn", "learn", "adjust", "wait")


def with_holds(events):
    """Turn most spends of a history into holds, and what is learnt of the member into how a hold ends."""
    names, made = [], []
    for event in events:
        match event:
            case Spend(id=name, occurred_at=at, day=day, currency=currency, points=points) if points % 4:
                names.append(name)
                made.append(PointsHeld(name, at, day, currency, points, LASTS[points % 4]))
            case Profile(id=name, occurred_at=at, day=day, birth_month=month) if names:
                hold = names[month % len(names)]
                posted = HoldPosted(name, at, day, hold, None if month % 3 else month)
                made.append(HoldVoided(name, at, day, hold) if month % 4 == 0 else posted)
            case _:
                made.append(event)
    return made


@given(programme=programmes(), script=histories(WHAT, max_size=20))
def test_the_books_hold_after_every_step_with_holds(programme, script):
    events = with_holds(events_of(programme, script))
    books = begin(programme, events)

    for event in [*events, Wait(FAR)]:
        books.take(event)
        at = books.wallet.as_of
        assert books.broken() == []
        assert books.fold.next_due_at > at
        for purse in books.wallet.purses.values():
            assert usable(purse, at) + pending(purse, at) + held(purse) - owed(purse) == outstanding(purse)
            assert all(hold.end or hold.until > at for hold in purse.holds)
    assert all(not held(purse) for purse in books.wallet.purses.values())


@given(programme=programmes(), script=histories(WHAT, max_size=20))
def test_a_hold_is_spent_once_and_never_for_more_than_it_held(programme, script):
    events = with_holds(events_of(programme, script))
    books = begin(programme, events)
    placed, posted = Counter(), Counter()
    for event in events:
        entries, refused = len(books.written.entries), books.refused
        books.take(event)
        if books.refused > refused:
            continue
        if isinstance(event, PointsHeld):
            placed[event.id] += event.points
        if isinstance(event, HoldPosted):
            spent = [entry.points for entry in books.written.entries[entries:] if entry.effect == "post"]
            posted[event.hold] -= sum(spent)

    assert posted <= placed
    assert sum(posted.values()) == -sum(e.points for e in books.written.entries if e.effect == "post")


@given(
    programme=programmes(),
    script=histories(WHAT, max_size=16),
    looks=st.lists(st.integers(0, 400), max_size=5),
)
def test_looking_in_between_changes_no_hold(programme, script, looks):
    events = [event for event in with_holds(events_of(programme, script)) if not isinstance(event, Wait)]
    if not events:
        return
    plain, watched = begin(programme, events), begin(programme, events)
    for number, event in enumerate(events):
        # The desk lets what fell due before an event happen first, whether or not the clock has looked.
        for days in looks:
            if number and (until := events[number - 1].occurred_at + days * HOUR) < event.occurred_at:
                watched.take(Wait(until))
        plain.take(event)
        watched.take(event)

    assert encode(watched.wallet) == encode(plain.wallet)
    assert watched.written.entries == plain.written.entries


@given(
    programme=programmes(),
    script=histories(max_size=10),
    points=st.integers(1, 80),
    way=st.sampled_from("pv"),
)
def test_held_and_used_is_spent_and_held_and_given_up_is_nothing(programme, script, points, way):
    events = events_of(programme, script)
    books, other = play(programme, events), play(programme, events)
    at = max(books.wallet.as_of, other.wallet.as_of)
    held_first = PointsHeld("hold", at, 1, "coin", points, HOUR)
    books.take(held_first)
    if way == "p":
        books.take(HoldPosted("end", at, 1, "hold"))
        other.take(Spend("spend", at, 1, "coin", points))
    else:
        books.take(HoldVoided("end", at, 1, "hold"))
        other.take(Wait(at))

    assert _stands(books, "coin") == _stands(other, "coin")


@given(programme=programmes(may_change=False), script=histories(WHAT, max_size=16))
def test_holds_of_one_kind_of_points_leave_the_others_alone(programme, script):
    events = events_of(programme, script)
    books, other = play(programme, with_holds(events)), play(programme, events)
    for one in (books, other):
        one.take(Wait(FAR))

    assert _stands(books, "leaf") == _stands(other, "leaf")


@given(programme=programmes(), script=histories(max_size=8), minutes=st.integers(0, 90))
def test_a_hold_ends_at_its_instant_and_not_before(programme, script, minutes):
    events = events_of(programme, script)
    books = play(programme, events)
    at = books.wallet.as_of
    try:
        books.fold.take(PointsHeld("hold", at, 1, "coin", 1, HOUR))
    except NotEnoughPoints:
        return
    except KeyError:
        pytest.fail("a hold of no known points")
    later = HoldVoided("end", at + minutes * 60_000_000, 1, "hold")
    if minutes < 60:
        books.fold.take(later)
    else:
        with pytest.raises((HoldOver, HoldUnknown)):
            books.fold.take(later)


def _stands(books, currency):
    """What is there, whatever its entries are numbered."""
    purse = books.wallet.purses.get(currency, Purse())
    lots = Counter()
    for lot in purse.lots:
        lots[lot.activates_at, lot.expires_at, lot.funding] += lot.remaining
    sums = (purse.sums.issued, purse.sums.spent, purse.sums.expired, purse.sums.revoked, purse.sums.shortfall)
    return lots, sums, owed(purse), held(purse)
