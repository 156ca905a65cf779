"""Laws of bringing friends: what settles and when does not depend on the order in which it was told."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from made_histories import DAY, START
from made_tracks import NAME
from played import play

from regulars.core.events import FriendInvited, Line, Order, Return, ReturnLine
from regulars.core.programme.compiled import compile_programme
from regulars.core.programme.document import Programme

WINDOW = 14


def programme_of(least):
    return compile_programme(
        msgspec.convert(
            {
                "programme": "made-up", "name": NAME, "zone": "Asia/Taipei", "currency": "TWD",
                "effective_from": "2024-01-01", "points": {"coin": {"name": NAME}},
                "earning": [{"id": "base", "name": NAME, "earn": "coin", "rate": {"points": 1, "per": 10}}],
                "referral": {
                    "name": NAME, "reward": {"points": 9, "of": "coin"}, "welcome": {"points": 5, "of": "coin"},
                    "return_window": WINDOW, "at_least": least,
                },
            },
            Programme,
        )
    )  # fmt: skip


purchases = st.tuples(st.integers(-1, 6), st.integers(1, 3), st.sampled_from((0, 100, 300)))
returns = st.tuples(st.integers(0, 3), st.integers(7, 13), st.integers(1, 3))


@st.composite
def told(draw):
    """What a friend bought and brought back within the first window, in the order of time; -1 is the day before."""
    programme = programme_of(draw(st.sampled_from((0, 200))))
    events = []
    for number, (day, quantity, amount) in enumerate(draw(st.lists(purchases, min_size=1, max_size=4))):
        at = START + day * DAY
        bought = (Line("tea", quantity, amount),)
        events.append(Order(f"o{number}", at, *programme.calendar.local(at), bought))
    for number, (which, day, quantity) in enumerate(draw(st.lists(returns, max_size=3))):
        at = START + day * DAY
        back, order = (ReturnLine("tea", quantity),), f"o{which}"
        events.append(Return(f"r{number}", at, programme.calendar.local(at)[0], back, order))
    return programme, events


def settled(programme, events):
    invited = FriendInvited("i", START, programme.calendar.local(START)[0], 7)
    books = play(programme, [invited, *events])
    books.note(books.fold.advance(START + 60 * DAY))
    assert books.broken() == []
    return [one.facts for one in books.written.reasons if one.code == "friend_settled"]


@given(made=told(), data=st.data())
def test_the_same_settles_whatever_was_told_first(made, data):
    programme, events = made

    assert settled(programme, data.draw(st.permutations(events))) == settled(programme, events)


@given(made=told())
def test_no_more_settles_than_one_purchase(made):
    assert len(settled(*made)) <= 1
