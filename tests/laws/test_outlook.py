"""Law: what a member is told about levels is true: the amount changes the level, and one unit less does not."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st
from made_histories import DAY, events_of, histories
from made_programmes import ANYTHING, programmes
from played import FAR, Wait, play

from regulars.core.draft import Draft
from regulars.core.events import Adjustment, Line, Order
from regulars.core.fold import Fold
from regulars.core.outlook import outlook
from regulars.core.periods import NEVER
from regulars.core.receipts import Receipts
from regulars.core.tracks.counting import count

BUYING = histories(what=("buy", "buy", "buy", "return", "cancel", "wait"), max_size=10)
#: Levels that end by a date, or that follow what counts: asking each law of its own kind wastes no examples.
DATED = replace(ANYTHING, validities=("end_of_year", "end_of_next_year", {"months": 1}, {"months": 12}))
FOLLOWING = replace(ANYTHING, validities=("none",))
names = st.sampled_from(("card", "badge"))


def standing_then(programme, script, days):
    """A member after a history and a while in which what was due happened; nothing happens at this very moment."""
    books = play(programme, events_of(programme, script))
    at = books.wallet.as_of + days * DAY + 1
    books.take(Wait(at))
    return books.wallet, at


def rank(track, wallet):
    return track.rank[wallet.tracks[track.name].level]


def ahead_of(track, wallet, at):
    return outlook(track, wallet.tracks[track.name], at, wallet.purses.get(track.points or ""))


def after_counting(programme, wallet, track, amount, at):
    """The wallet after an amount that counts on the track, told as purchases or points where the metric is such."""
    fold = Fold(programme, wallet.copy(), Receipts())
    fold.advance(at)
    day, minute = programme.calendar.local(at)
    if track.counts == "balance" and amount:
        fold.take(Adjustment("given", at, day, track.points, amount, "a law", "law"))
    if track.counts not in {"money", "orders", "items"}:
        draft = Draft(programme, fold.wallet, Receipts())
        draft.at = at
        if track.counts != "balance":
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
    ahead, standing = ahead_of(track, wallet, at), wallet.tracks[name]
    assume(ahead.up_missing is not None)
    risen, stayed = (
        after_counting(programme, wallet, track, amount, at)
        for amount in (ahead.up_missing, ahead.up_missing - 1)
    )
    if not track.rises_at_once:
        moment = track.rises_after(at, standing.remembered.anchor)
        for one in (risen, stayed):
            Fold(programme, one, Receipts()).advance(moment)

    assert ahead.up_missing > 0
    assert rank(track, risen) == ahead.rank + 1
    assert rank(track, stayed) <= ahead.rank


@given(programme=programmes(DATED, may_change=False), script=BUYING, days=st.integers(0, 400), name=names)
def test_what_is_missing_to_keep_a_level_renews_it_and_one_less_does_not(programme, script, days, name):
    wallet, at = standing_then(programme, script, days)
    track = programme.versions[0].tracks[name]
    ahead, until = ahead_of(track, wallet, at), wallet.tracks[name].until
    assume(ahead.keep_missing is not None and ahead.keep_by == until)

    kept, lost = (
        after_counting(programme, wallet, track, amount, until - 1)
        for amount in (ahead.keep_missing, ahead.keep_missing - 1)
    )
    Fold(programme, kept, Receipts()).advance(until)
    Fold(programme, lost, Receipts()).advance(ahead.falls_at)

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
    ahead = ahead_of(track, wallet, at)
    fold = Fold(programme, wallet.copy(), Receipts())

    if ahead.falls_at == NEVER:
        fold.advance(min(FAR, wallet.tracks[name].until))
        assert rank(track, fold.wallet) >= ahead.rank
    else:
        assert ahead.falls_at > at
        fold.advance(ahead.falls_at - 1)
        assert rank(track, fold.wallet) >= ahead.rank
        fold.advance(ahead.falls_at)
        assert rank(track, fold.wallet) < ahead.rank


@given(programme=programmes(), script=BUYING, days=st.integers(0, 400), name=names)
def test_looking_ahead_changes_nothing(programme, script, days, name):
    wallet, at = standing_then(programme, script, days)
    version = programme.at_or_first(at)
    assume(name in version.tracks)
    before = wallet.copy()

    ahead_of(version.tracks[name], wallet, at)

    assert wallet == before
