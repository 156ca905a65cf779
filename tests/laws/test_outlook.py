"""Law: what a member is told about levels is true: the amount changes the level, and one unit less does not."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st
from made_histories import DAY, events_of, histories
from made_programmes import ANYTHING, programmes
from played import FAR, Wait, play

from regulars.core.draft import Draft
from regulars.core.events import Line, Order
from regulars.core.fold import Fold
from regulars.core.outlook import outlook
from regulars.core.periods import NEVER
from regulars.core.state import Receipts
from regulars.core.tracks.counting import count

BUYING = histories(what=("buy", "buy", "buy", "return", "cancel", "wait"), max_size=10)
#: Levels that end by a date, or that follow what counts: asking each law of its own kind wastes no examples.
DATED = replace(ANYTHING, validities=("end_of_year", "end_of_next_year", {"months": 1}, {"months": 12}))
FOLLOWING = replace(ANYTHING, validities=("none",))
names = st.sampled_from(("card", "badge"))


def standing_then(programme, script, days):
    """A member after a history and a while in which what was due happened."""
    books = play(programme, events_of(programme, script))
    at = books.wallet.as_of + days * DAY
    books.take(Wait(at))
    return books.wallet, at


def rank(track, wallet):
    return track.rank[wallet.tracks[track.name].level]


def after_counting(programme, wallet, track, amount, at):
    """The wallet after an amount that counts on the track, told as purchases where the metric is one."""
    fold = Fold(programme, wallet.copy(), Receipts())
    fold.advance(at)
    day, minute = programme.calendar.local(at)
    if track.counts == "points":
        draft = Draft(programme, fold.wallet, Receipts())
        draft.at = at
        count(draft, track, day=day, amount=amount, cause="reached")
        fold.wallet.next_due_at = min(fold.wallet.next_due_at, fold.wallet.tracks[track.name].flips_at)
        return fold.wallet
    for number in range(amount if track.counts == "orders" else 1):
        quantity = amount if track.counts == "items" else 1
        cost = amount if track.counts == "money" else 0
        line = Line("novel", quantity, cost, ("books/novel",))
        if quantity:
            fold.take(Order(f"{at}-{number}", at, day, minute, (line,)))
    return fold.wallet


@given(programme=programmes(may_change=False), script=BUYING, days=st.integers(0, 400), name=names)
def test_what_is_missing_to_the_next_level_leads_there_and_one_less_does_not(programme, script, days, name):
    wallet, at = standing_then(programme, script, days)
    track = programme.versions[0].tracks[name]
    ahead = outlook(track, wallet.tracks[name], at)
    assume(ahead.up_missing is not None)

    assert ahead.up_missing > 0
    assert rank(track, after_counting(programme, wallet, track, ahead.up_missing, at)) == ahead.rank + 1
    assert rank(track, after_counting(programme, wallet, track, ahead.up_missing - 1, at)) == ahead.rank


@given(programme=programmes(DATED, may_change=False), script=BUYING, days=st.integers(0, 400), name=names)
def test_what_is_missing_to_keep_a_level_renews_it_and_one_less_does_not(programme, script, days, name):
    wallet, at = standing_then(programme, script, days)
    track = programme.versions[0].tracks[name]
    ahead, until = outlook(track, wallet.tracks[name], at), wallet.tracks[name].until
    assume(ahead.keep_missing is not None)

    kept, lost = (
        after_counting(programme, wallet, track, amount, until - 1)
        for amount in (ahead.keep_missing, ahead.keep_missing - 1)
    )
    for one in (kept, lost):
        Fold(programme, one, Receipts()).advance(until)

    assert (rank(track, kept), kept.tracks[name].until) == (ahead.rank, ahead.kept_until)
    assert rank(track, lost) < ahead.rank


@given(
    programme=programmes(FOLLOWING, may_change=False) | programmes(DATED, may_change=False),
    script=BUYING,
    days=st.integers(0, 400),
    name=names,
)
def test_a_level_is_lost_when_it_was_said_to_be_and_not_a_microsecond_before(programme, script, days, name):
    wallet, at = standing_then(programme, script, days)
    track = programme.versions[0].tracks[name]
    ahead = outlook(track, wallet.tracks[name], at)
    fold = Fold(programme, wallet.copy(), Receipts())

    if ahead.falls_at == NEVER:
        fold.advance(min(FAR, wallet.tracks[name].until))
        assert rank(track, fold.wallet) == ahead.rank
    else:
        assert ahead.falls_at > at
        fold.advance(ahead.falls_at - 1)
        assert rank(track, fold.wallet) == ahead.rank
        fold.advance(ahead.falls_at)
        assert rank(track, fold.wallet) < ahead.rank


@given(programme=programmes(), script=BUYING, days=st.integers(0, 400), name=names)
def test_looking_ahead_changes_nothing(programme, script, days, name):
    wallet, at = standing_then(programme, script, days)
    version = programme.at(at) or programme.versions[0]
    before = wallet.copy()

    outlook(version.tracks[name], wallet.tracks[name], at)

    assert wallet == before
