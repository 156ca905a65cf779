"""Laws of lots: a plain list of points comes to the same, and a balance is right before the clock looked by."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from made_histories import DAY, events_of, histories
from made_programmes import ANYTHING, COINS, programmes
from model import Lots
from played import Wait, begin, play

from regulars.core.events import Adjustment, Spend
from regulars.core.state import Purse
from regulars.core.wallet import outstanding, pending, usable

EARNING = histories(what=("buy", "buy", "spend", "spend", "deliver", "adjust", "wait"), max_size=20)


def debit_of(event):
    if isinstance(event, Spend):
        return event.points
    if isinstance(event, Adjustment) and event.points < 0:
        return -event.points
    return 0


@given(programme=programmes(), script=EARNING)
def test_a_plain_list_of_lots_comes_to_the_same(programme, script):
    events = events_of(programme, script)
    books, lots = begin(programme, events), {name: Lots() for name in COINS}

    for event in events:
        at = event.until if isinstance(event, Wait) else max(event.occurred_at, books.wallet.as_of)
        for each in lots.values():
            each.let_run_out(at)
        refused, seen = books.refused, len(books.written.entries)
        books.take(event)
        if debit := debit_of(event):
            terms = books.fold.programme.at(at).document.points["coin"]
            taken = lots["coin"].spend(debit, at, paid_first=terms.spend_first == "paid")
            assert taken == (books.refused == refused)
        for entry in books.written.entries[seen:]:
            each = lots[entry.currency]
            if entry.kind == "restore":
                back = next(one for one in books.written.allocations if one.entry == entry.no)
                each.reinstate(entry.points, back.lot)
            elif entry.kind == "extend":
                each.extend(entry.expires_at)
            elif entry.points > 0:
                each.credit(entry)
            elif entry.kind == "release":
                each.release(entry)
        for name, each in lots.items():
            each.let_run_out(at)
            purse = books.wallet.purses.get(name, Purse())
            assert {lot.no: lot.remaining for lot in purse.lots} == each.left()
            assert (usable(purse, at), purse.sums.spent, purse.sums.expired) == (
                each.usable(at),
                each.spent,
                each.expired,
            )


@given(programme=programmes(), script=histories(), days=st.integers(0, 500))
def test_a_balance_is_right_even_when_the_clock_is_late(programme, script, days):
    books = play(programme, events_of(programme, script))
    at = books.wallet.as_of + days * DAY
    late = {name: purse.copy() for name, purse in books.wallet.purses.items() if not purse.debts}
    written = len(books.written.entries)

    books.take(Wait(at))

    # A birthday gift is new: no lot that was there can know of it.
    given = {entry.currency for entry in books.written.entries[written:] if entry.kind == "earn"}
    for name, purse in late.items():
        if name in given:
            continue
        now = books.wallet.purses[name]
        assert (usable(purse, at), pending(purse, at)) == (usable(now, at), pending(now, at))


PLAIN = replace(ANYTHING, take_backs=("within_balance",))


@given(programme=programmes(PLAIN), script=histories())
def test_without_debts_what_is_owed_to_a_member_is_never_below_zero(programme, script):
    books = play(programme, events_of(programme, script))

    for purse in books.wallet.purses.values():
        at = books.wallet.as_of
        assert purse.debts == []
        assert outstanding(purse) == usable(purse, at) + pending(purse, at) >= 0
