"""Law: events that have nothing to do with each other come to the same in either order."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from made_histories import START, events_of, lines
from made_missions import asked_histories
from made_programmes import ANYTHING, MONOTONE_WHENS, any_programmes, programmes
from played import play

from regulars.core.events import Order

#: Without caps, conditions on the member, levels that change points and counts that a level begins anew, one order
#: knows nothing of another.
SEPARATE = replace(
    ANYTHING,
    whens=MONOTONE_WHENS,
    has_caps=False,
    has_terms_of_levels=False,
    terms=(),
    has_terms_of_tracks=False,
)
baskets = st.lists(st.lists(lines, min_size=1, max_size=3).map(tuple), min_size=2, max_size=5)


def left(books):
    """What is there in the end, the numbers of entries aside."""
    purses = books.wallet.purses
    tracks = books.wallet.tracks
    return (
        {name: purse.sums for name, purse in sorted(purses.items())},
        {
            name: sorted((lot.expires_at, lot.activates_at, lot.funding, lot.remaining) for lot in purse.lots)
            for name, purse in purses.items()
        },
        {name: (one.level, one.since, one.until, one.total, one.days) for name, one in tracks.items()},
    )


@given(programme=programmes(SEPARATE), baskets=baskets, data=st.data())
def test_orders_of_one_moment_may_come_in_any_order(programme, baskets, data):
    day, minute = programme.calendar.local(START)
    orders = [Order(f"o{number}", START, day, minute, basket) for number, basket in enumerate(baskets)]

    assert left(play(programme, data.draw(st.permutations(orders)))) == left(play(programme, orders))


@given(programme=any_programmes(), script=asked_histories(), other=asked_histories())
def test_what_happens_to_somebody_else_changes_nothing(programme, script, other):
    alone = play(programme, events_of(programme, script)).outcome()

    play(programme, events_of(programme, other))

    assert play(programme, events_of(programme, script)).outcome() == alone
