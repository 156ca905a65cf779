"""Laws of time: the fold is pure, time may pass in any steps, and a wallet may be written down at any moment."""

from hypothesis import given
from hypothesis import strategies as st
from made_histories import DAY, START, events_of
from made_missions import asked_histories
from made_programmes import any_programmes
from played import FAR, Wait, begin, encode, play, reread

from regulars.core.fold import Fold, State, advance, decide, start
from regulars.core.receipts import Receipts
from regulars.core.refusals import Refusal


def spelled(state):
    return encode(state.wallet), {key: encode(one) for key, one in state.receipts.by_order.items()}


@given(programme=any_programmes(), script=asked_histories())
def test_deciding_leaves_what_it_was_given_as_it_was_and_comes_to_the_same_as_folding(programme, script):
    events = events_of(programme, script)
    books = begin(programme, events)
    state = State(start(programme, books.wallet.as_of), Receipts())

    for event in events:
        books.take(event)
        before = spelled(state)
        try:
            if isinstance(event, Wait):
                outcome = advance(programme, state, event.until)
            else:
                outcome = decide(programme, state, event)
        except Refusal:
            outcome = advance(programme, state, event.occurred_at)
        assert spelled(state) == before
        state = outcome.state
        assert spelled(state) == spelled(State(books.wallet, books.fold.receipts))
        assert outcome.next_due_at == books.fold.next_due_at


@given(
    programme=any_programmes(),
    script=asked_histories(),
    stops=st.lists(st.integers(0, 900).map(lambda days: START + days * DAY), max_size=6),
)
def test_time_may_pass_in_any_steps(programme, script, stops):
    events = events_of(programme, script)
    at_once, by_steps = play(programme, events), play(programme, events)

    at_once.take(Wait(FAR))
    for stop in (*sorted(stop for stop in stops if stop > by_steps.wallet.as_of), FAR):
        by_steps.take(Wait(stop))

    assert by_steps.outcome() == at_once.outcome()


@given(programme=any_programmes(), script=asked_histories())
def test_it_does_not_matter_whether_the_clock_looked_by_between_two_events(programme, script):
    happened = [event for event in events_of(programme, script) if not isinstance(event, Wait)]
    looked_at = []
    for event in happened:
        looked_at += [Wait(event.occurred_at - 1), Wait(event.occurred_at), event]

    if happened:
        assert play(programme, looked_at).outcome() == play(programme, happened).outcome()


@given(programme=any_programmes(), script=asked_histories())
def test_nothing_due_changes_nothing_and_what_is_due_happens(programme, script):
    books = play(programme, events_of(programme, script))
    due, before, known = books.fold.next_due_at, books.outcome(), _known(books)
    said = len(books.written.reasons)

    books.take(Wait(due - 1))
    assert books.outcome() == before

    if due < FAR:
        books.take(Wait(due))
        assert books.wallet.as_of == due
        # A birthday gift's loading day is looked at although the level of that day may give nothing, and is then done with.
        is_changed = books.outcome()[1:] != before[1:] or _known(books) != known
        assert is_changed or len(books.written.reasons) > said, "called for nothing"


def _known(books):
    """The wallet but for how far its time has come."""
    wallet = books.wallet.copy()
    wallet.as_of = wallet.next_due_at = 0
    for standing in wallet.tracks.values():
        standing.flips_at = 0
    return wallet


@given(programme=any_programmes(), script=asked_histories())
def test_a_wallet_may_be_written_down_and_read_again_between_any_two_events(programme, script):
    events = events_of(programme, script)
    kept = play(programme, events)
    books = begin(programme, events)

    for event in events:
        books.take(event)
        books.fold = Fold(programme, reread(books.wallet), books.fold.receipts)

    assert books.outcome() == kept.outcome()
