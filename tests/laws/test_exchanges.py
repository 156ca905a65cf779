"""Laws of exchanges: what a return has to take is missing only where nothing of the purchase beside it is left."""

from hypothesis import given
from hypothesis import strategies as st
from made_histories import DAY, START, lines
from made_programmes import ANYTHING, programmes
from played import play

from regulars.core.events import Adjustment, Exchange, Order, Return, ReturnLine, Spend

goods = st.lists(lines, min_size=1, max_size=3).map(tuple)


@st.composite
def stories(draw):
    """Somebody buys, spends, and after a while exchanges some of it: as one event, and told apart."""
    programme = draw(programmes(ANYTHING))
    first, later = draw(goods), draw(goods)
    bought_at, at = START + DAY, START + draw(st.integers(2, 90)) * DAY
    day, minute = programme.calendar.local(at)
    back = tuple(
        ReturnLine(
            line.product, draw(st.integers(0, line.quantity)), place, draw(st.sampled_from((None, 50)))
        )
        for place, line in enumerate(first, 1)
    )
    before = [
        Order("a", bought_at, *programme.calendar.local(bought_at), first),
        Adjustment("gift", bought_at, programme.calendar.local(bought_at)[0], "coin", 20, "because", "staff"),
        Spend("s", at - DAY, programme.calendar.local(at - DAY)[0], "coin", draw(st.integers(1, 80))),
    ]
    of, amount = draw(st.sampled_from(("a", None))), draw(st.sampled_from((None, 70)))
    exchange = Exchange(back, of, amount if of else None)
    apart = [Return("r", at, day, back, of, exchange.amount), Order("b", at, day, minute, later)]
    at_once = [Order("b", at, day, minute, later, exchange=exchange)]
    return play(programme, [*before, *at_once]), play(programme, [*before, *apart])


def given_by(books, order, currency):
    return {
        one.entry for one in books.fold.receipts.by_order[order].earned if one.currency == currency
    }  # fmt: skip


@given(stories())
def test_nothing_is_missing_while_the_purchase_has_points_left(both):
    exchanged, _ = both

    missing = {reason.facts[0] for reason in exchanged.written.reasons if reason.code == "shortfall"}
    for currency in missing:
        new = given_by(exchanged, "b", currency)
        assert not [lot for lot in exchanged.wallet.purses[currency].lots if lot.no in new]
    assert exchanged.broken() == []


@given(stories())
def test_an_exchange_leaves_no_more_missing_or_owed_than_its_halves_told_apart(both):
    exchanged, apart = both

    for currency, purse in exchanged.wallet.purses.items():
        other = apart.wallet.purses[currency]
        assert purse.sums.shortfall <= other.sums.shortfall
        assert len(purse.debts) <= len(other.debts)


@given(stories())
def test_what_came_back_is_the_same_whichever_way_it_was_told(both):
    exchanged, apart = ({name: (one.returned, one.money_back, one.whole_back) for name, one in books.fold.receipts.by_order.items()} for books in both)  # fmt: skip

    assert exchanged == apart
