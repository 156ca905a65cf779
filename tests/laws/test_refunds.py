"""Laws of refunds: what is taken back depends on what came back in all, and on nothing else."""

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st
from made_histories import START, events_of, histories
from made_programmes import ANYTHING, MONOTONE_WHENS, programmes
from played import Books, Wait, encode, play

from regulars.core.events import Cancellation, Order, Return, ReturnLine

#: Conditions that a smaller basket can only fail, never begin to meet.
SHRINKING = replace(ANYTHING, whens=MONOTONE_WHENS)
WAIT = Wait(START)
BUYS = histories(what=("buy", "buy", "spend", "adjust"), late=(0,), min_size=1, max_size=5)


@dataclass(frozen=True)
class Piece:
    """Some items of one line, by its order and place."""

    order: str
    product: str
    line: int
    quantity: int


def bought(events):
    return [
        Piece(event.id, line.product, place + 1, line.quantity)
        for event in events
        if isinstance(event, Order)
        for place, line in enumerate(event.lines)
    ]


def brought_back(books, day, at, pieces):
    for number, piece in enumerate(pieces):
        lines = (ReturnLine(piece.product, piece.quantity, piece.line),)
        books.take(Return(f"r{number}", at, day, lines, order=piece.order))


@st.composite
def some_of_it(draw, events):
    """Items that come back, whole lines; and the same items in smaller pieces and in another order."""
    whole = [
        replace(piece, quantity=draw(st.integers(1, piece.quantity)))
        for piece in bought(events)
        if draw(st.booleans())
    ]
    pieces = []
    for piece in whole:
        first = draw(st.integers(0, piece.quantity))
        pieces += [replace(piece, quantity=part) for part in (first, piece.quantity - first) if part]
    return whole, draw(st.permutations(pieces))


def settled(books: Books):
    """What a return comes to, however it was told: numbers of entries aside."""
    wallet = books.wallet
    return (
        {
            name: (encode(purse.sums), purse.lots, sum(d.points for d in purse.debts))
            for name, purse in wallet.purses.items()
        },
        {key: encode(one) for key, one in books.fold.receipts.by_order.items()},
        wallet.used,
        {name: (one.level, one.total, one.days) for name, one in wallet.tracks.items()},
    )


@given(
    programme=programmes(SHRINKING, may_change=False), script=BUYS, data=st.data(), gap=st.integers(0, 100)
)
def test_the_same_goods_take_back_the_same_in_any_pieces_and_any_order(programme, script, data, gap):
    events = [event for event in events_of(programme, script) if isinstance(event, Order)][:1]
    whole, pieces = data.draw(some_of_it(events))
    day, at = later(programme, events, gap)
    at_once, piecemeal = play(programme, events or [WAIT]), play(programme, events or [WAIT])

    brought_back(at_once, day, at, whole)
    brought_back(piecemeal, day, at, pieces)

    assert settled(piecemeal) == settled(at_once)


@given(
    programme=programmes(SHRINKING, may_change=False), script=BUYS, data=st.data(), gap=st.integers(0, 400)
)
def test_returns_of_several_orders_take_back_the_same_in_all(programme, script, data, gap):
    events = events_of(programme, script)
    whole, pieces = data.draw(some_of_it(events))
    day, at = later(programme, events, gap)
    at_once, piecemeal = play(programme, events), play(programme, events)

    brought_back(at_once, day, at, whole)
    brought_back(piecemeal, day, at, pieces)

    assert in_all(piecemeal) == in_all(at_once)


def in_all(books):
    """Which lot gave what may differ between two orders of one member; how much was taken in all may not."""
    taken = {
        key: [one.taken_back for one in receipt.earned]
        for key, receipt in books.fold.receipts.by_order.items()
    }
    return taken, {name: encode(purse.sums) for name, purse in books.wallet.purses.items()}


@given(programme=programmes(), script=histories(), gap=st.integers(0, 400))
def test_whoever_brings_everything_back_keeps_nothing_of_what_is_still_there(programme, script, gap):
    events = events_of(programme, script)
    books = play(programme, events)
    day, at = later(programme, events, gap)

    brought_back(books, day, at, bought(events))

    lots = {lot.no: lot for purse in books.wallet.purses.values() for lot in purse.lots}
    for receipt in books.fold.receipts.by_order.values():
        assert receipt.is_all_returned()
        version = programme.version(receipt.version)
        for one in receipt.earned:
            rule = next(rule for rule in version.currencies[one.currency].rules if rule.id == one.rule)
            assert one.taken_back == (0 if rule.on_refund == "keep" else sum(one.by_line))
            left = lots.get(one.entry)
            if left is not None and rule.on_refund != "keep":
                assert version.currencies[one.currency].take_back == "only_pending"

    before = books.outcome()
    brought_back(books, day, at, bought(events))
    for receipt in list(books.fold.receipts.by_order.values()):
        books.take(Cancellation("again", at, day, receipt.order.id))
    assert books.outcome()[1:] == before[1:], "coming back again changed something"


@given(programme=programmes(), script=histories())
def test_no_more_is_taken_back_than_was_earned_nor_more_returned_than_bought(programme, script):
    books = play(programme, events_of(programme, script))

    entries = {entry.no: entry for entry in books.written.entries}
    taken = dict.fromkeys(entries, 0)
    for entry in books.written.entries:
        if entry.kind == "revoke":
            taken[entry.reverses] -= entry.points
    assert all(points <= entries[no].points for no, points in taken.items() if points)
    for receipt in books.fold.receipts.by_order.values():
        assert all(0 <= one.taken_back <= sum(one.by_line) for one in receipt.earned)
        assert all(
            back <= line.quantity for back, line in zip(receipt.returned, receipt.order.lines, strict=True)
        )


@given(programme=programmes(), script=histories())
def test_what_could_not_be_taken_is_said_and_not_dropped(programme, script):
    books = play(programme, events_of(programme, script))

    short = {
        name: purse.sums.shortfall for name, purse in books.wallet.purses.items() if purse.sums.shortfall
    }
    said = {}
    for reason in books.written.reasons:
        if reason.code == "shortfall":
            said[reason.facts[0]] = said.get(reason.facts[0], 0) + reason.facts[1]
    asked = {}
    for receipt in books.fold.receipts.by_order.values():
        for one in receipt.earned:
            # What ran out unused is not asked for.
            asked[one.currency] = asked.get(one.currency, 0) + one.taken_back - one.ran_out
    assert said == short
    for name, points in asked.items():
        sums = books.wallet.purses[name].sums
        assert sums.revoked + sums.shortfall == points


def later(programme, events, gap):
    at = max([START, *(getattr(event, "occurred_at", 0) for event in events)]) + gap * 86_400_000_000
    return programme.calendar.local(at)[0], at
