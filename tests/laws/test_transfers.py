"""Laws of transfers: what one gives is what the other receives, and nothing about it becomes younger."""

from collections import Counter

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from made_histories import events_of, histories
from made_programmes import documents
from played import FAR, play

from regulars.core.events import PointsGiven
from regulars.core.programme.compiled import compile_programme
from regulars.core.refusals import Refusal
from regulars.core.state import ends_at
from regulars.core.transfers import handed_over
from regulars.core.wallet import outstanding


@st.composite
def shops(draw):
    """A programme that lets its members hand everything over."""
    document = draw(documents())
    points = {name: msgspec.structs.replace(one, transfer="allowed") for name, one in document.points.items()}
    return compile_programme(msgspec.structs.replace(document, points=points))


transfers = st.lists(
    st.tuples(st.booleans(), st.integers(1, 40), st.sampled_from(("coin", "coin", "leaf"))), max_size=6
)


@given(shop=shops(), one=histories(max_size=8), two=histories(max_size=8), asked=transfers)
def test_nothing_is_lost_or_made_or_made_younger_on_the_way(shop, one, two, asked):
    ada, bob = (play(shop, events_of(shop, script)) for script in (one, two))
    at = max(ada.wallet.as_of, bob.wallet.as_of)
    for books in (ada, bob):
        books.note(books.fold.advance(at))
    for number, (is_from_ada, points, currency) in enumerate(asked):
        giver, receiver = (ada, bob) if is_from_ada else (bob, ada)
        before, other = _lots(ada, bob), _others(ada, currency) + _others(bob, currency)
        _hand_over(giver, receiver, PointsGiven(f"t{number}", at, 1, currency, points, "card"))

        assert ada.broken() == bob.broken() == []
        assert _others(ada, currency) + _others(bob, currency) == other
        # A debt that is repaid uses points up; whatever is left has the dates that it had.
        assert _lots(ada, bob) <= before
        if not _debts(ada, bob) and not any(reason.code == "repaid" for reason in receiver.written.reasons):
            assert _lots(ada, bob) == before
    kinds = Counter()
    for books in (ada, bob):
        for entry in books.written.entries:
            kinds[entry.currency] += entry.points if entry.kind.startswith("transfer") else 0
        books.note(books.fold.advance(FAR))
        assert books.broken() == []
    assert not any(kinds.values())


def _hand_over(giver, receiver, event):
    try:
        effects = giver.fold.take(event)
    except Refusal:
        return
    giver.note(effects)
    receiver.take(handed_over(event, effects))


def _lots(*members):
    """Points of all together by their dates and their funding."""
    found = Counter()
    for books in members:
        for name, purse in books.wallet.purses.items():
            for lot in purse.lots:
                found[name, lot.activates_at, ends_at(purse, lot), lot.funding] += lot.remaining
    return found


def _others(books, currency):
    return [(name, outstanding(purse)) for name, purse in books.wallet.purses.items() if name != currency]


def _debts(*members):
    return [purse.debts for books in members for purse in books.wallet.purses.values() if purse.debts]
