"""Two members who are merged at some moment and may be parted again, beside the same two who never were."""

from dataclasses import dataclass, field

import msgspec
from hypothesis import strategies as st
from made_histories import START, Wait, events_of
from made_missions import asked_histories
from played import Books, encode

from regulars.core.events import Cancellation, HoldPosted, JoinedPart, MembersJoined, Order, Return, Spend
from regulars.core.fold import Fold, start
from regulars.core.merging.numbers import receipt_in
from regulars.core.merging.parting import taken_by
from regulars.core.receipts import Receipts
from regulars.core.refusals import Refusal


@st.composite
def pairs(draw):
    """Two histories, the order in which they are told, where they are merged, and whose card is used meanwhile."""
    scripts = [draw(asked_histories(max_size=9)) for _ in range(2)]
    order = draw(st.lists(st.booleans(), min_size=18, max_size=18))
    return (
        scripts,
        order,
        draw(st.integers(0, 14)),
        draw(st.integers(0, 14)),
        draw(st.sets(st.integers(0, 17))),
    )


def told_in_order(programme, scripts, order):
    """The events of both, as (person, event); the second one's have names of their own."""
    left = [list(events_of(programme, script)) for script in scripts]
    told = []
    for is_second in [*order, *([False] * 18), *([True] * 18)]:
        if left[is_second]:
            event = left[is_second].pop(0)
            told.append((int(is_second), _renamed(event) if is_second else event))
    return told


def _renamed(event):
    if isinstance(event, Wait):
        return event
    names = {"id": f"b{event.id}"}
    if isinstance(event, Cancellation | HoldPosted | Return | Spend) and event.order is not None:
        names["order"] = f"b{event.order}"
    if type(event).__name__ == "Milestone":
        names["order"] = f"b{event.order}"
    return msgspec.structs.replace(event, **names)


def time_of(event):
    return event.until if isinstance(event, Wait) else event.occurred_at


def books_at(programme, at):
    return Books(Fold(programme, start(programme, at), Receipts()))


def sealed(programme, first, second, at):
    """The books of a merge of two."""
    day, _ = programme.calendar.local(at)
    parts = tuple(JoinedPart(number, encode(one.wallet)) for number, one in enumerate((first, second)))
    known = Receipts()
    for more, one in ((0, first), (first.wallet.entries, second)):
        for receipt in one.fold.receipts.by_order.values():
            known.add(receipt_in(receipt, more))
        known.ran_out |= {lot + more: points for lot, points in one.fold.receipts.ran_out.items()}
    merge = Books(Fold(programme, start(programme, at), known))
    merge.note(merge.fold.take(MembersJoined("merge", at, day, parts)))
    return merge


@dataclass
class Meanwhile:
    """What a merge took in, as its log has it: who came, the event, how far time stood, and what it took."""

    person: int
    event: object
    decided_after: int
    taken: tuple


def take_in(merge, person, event):
    """Let the merge take an event in; None where it refuses."""
    merge.note(merge.fold.advance(event.occurred_at))
    before, written = merge.wallet.as_of, len(merge.written.entries)
    try:
        merge.note(merge.fold.take(event))
    except Refusal:
        return None
    return Meanwhile(person, event, before, taken_by(merge.written.entries[written:]))


def take_again(books, one):
    """Take an event of the merge into a member's own books; True where it was too much for them."""
    books.note(books.fold.advance(one.decided_after))
    books.note(books.fold.advance(one.event.occurred_at))
    try:
        books.note(books.fold.take(one.event))
    except Refusal:
        books.note(books.fold.take(one.event, one.taken))
        return True
    return False


@dataclass
class Played:
    """Both worlds: `apart` never knew of the merge; `woken` were in it, `merge` is its books."""

    apart: list
    woken: list
    merge: Books
    were: list
    meanwhile: list = field(default_factory=list)
    overdrawn: set = field(default_factory=set)


def play_pair(programme, pair, after_each=lambda merge: None):
    scripts, order, merged_at, parted_after, swapped = pair
    told = told_in_order(programme, scripts, order)
    before, during = told[:merged_at], told[merged_at : merged_at + parted_after]
    clock = START
    both = [books_at(programme, START), books_at(programme, START)]
    mirror = [books_at(programme, START), books_at(programme, START)]
    for person, event in before:
        clock = max(clock, time_of(event))
        for one in (*both, *mirror):
            one.note(one.fold.advance(clock))
        if not isinstance(event, Wait):
            both[person].take(event)
            mirror[person].take(event)
    for one in (*both, *mirror):
        one.note(one.fold.advance(clock))
    played = Played(both, mirror, sealed(programme, *mirror, clock), [one.wallet.copy() for one in mirror])
    after_each(played.merge)
    for number, (whose, event) in enumerate(during):
        person = 1 - whose if number in swapped and not isinstance(event, Order) else whose
        clock = max(clock, time_of(event))
        for one in (*both, played.merge):
            one.note(one.fold.advance(clock))
        if isinstance(event, Wait):
            continue
        taken = take_in(played.merge, person, event)
        after_each(played.merge)
        if taken is not None:
            played.meanwhile.append(taken)
            if not _allowed(both[person], event):
                played.overdrawn.add(person)
                both[person].note(both[person].fold.take(event, taken.taken))
    for one in played.meanwhile:
        was_too_much = take_again(mirror[one.person], one)
        assert not was_too_much or one.person in played.overdrawn
    for one in (*both, *mirror):
        one.note(one.fold.advance(clock))
    return played


def _allowed(books, event):
    try:
        books.note(books.fold.take(event))
    except Refusal:
        return False
    return True
