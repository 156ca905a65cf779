"""Sums over members' histories: what is counted, in which month, and that it adds up whoever counted."""

from datetime import UTC, datetime

import pytest

from regulars.core.effects import Effects, Entry, Move, Reason
from regulars.core.events import Line, Order
from regulars.core.periods import Calendar, instant
from regulars.core.receipts import Receipt, Receipts
from regulars.core.state import Debt, Lot, Purse, Standing, Sums, Wallet
from regulars.core.totals import Months, Totals, given, left, met, month_of_day, posted

TAIPEI = Calendar("Asia/Taipei")
JANUARY_2026 = 2026 * 12


def at(*moment):
    return instant(datetime(*moment, tzinfo=UTC))


@pytest.fixture
def months():
    return Months(TAIPEI)


def test_a_month_begins_at_local_midnight(months):
    last_of_december = at(2025, 12, 31, 15, 59)
    first_of_january = at(2025, 12, 31, 16, 0)

    assert months.of(last_of_december) == JANUARY_2026 - 1
    assert months.of(first_of_january) == JANUARY_2026
    assert months.start_of(JANUARY_2026) == first_of_january


def test_months_are_the_same_in_whatever_order_they_are_asked_for(months):
    asked = [at(2026, 5, 20), at(2019, 2, 28), at(2031, 12, 31), at(2026, 5, 1), at(2019, 1, 1)]

    found = [months.of(each) for each in asked]

    assert found == [JANUARY_2026 + 4, 2019 * 12 + 1, 2031 * 12 + 11, JANUARY_2026 + 4, 2019 * 12]
    assert found == [Months(TAIPEI).of(each) for each in asked]


def test_an_entry_counts_in_its_month_and_for_its_rule(months):
    totals = Totals()
    when = at(2026, 1, 31, 15, 0)
    entries = [
        Entry(1, "earn", "points", 120, when, "base", "base", 1),
        Entry(2, "revoke", "points", -20, when, "revoke:1", "base", 1, reverses=1),
        Entry(3, "spend", "points", -30, at(2026, 1, 31, 16, 0), "spend", "", 1),
        Entry(4, "expire", "points", -5, when, "expire:1", "", 1),
        Entry(5, "adjust", "points", 7, when, "adjust", "", 1),
        Entry(6, "adjust", "points", -9, when, "adjust", "", 1),
    ]

    posted(totals, months, Effects(entries))

    assert totals.months == {
        (JANUARY_2026, "points", "issued"): 127,
        (JANUARY_2026, "points", "revoked"): 20,
        (JANUARY_2026, "points", "expired"): 5,
        (JANUARY_2026, "points", "spent"): 9,
        (JANUARY_2026 + 1, "points", "spent"): 30,
    }
    assert totals.rules == {("base", "points", "issued"): 120, ("base", "points", "revoked"): 20}


def test_a_level_that_changes_leaves_one_and_joins_another(months):
    totals = Totals()
    wallet = Wallet(at(2026, 1, 5), tracks={"card": Standing("white", 0)})

    met(totals, months, wallet)
    posted(totals, months, Effects(moves=[Move("card", "white", "gold", at(2026, 3, 1), 0, "reached")]))
    posted(totals, months, Effects(moves=[Move("card", "gold", "gold", at(2026, 4, 1), 0, "renewed")]))

    assert totals.counts == {"members": 1}
    assert {key: count for key, count in totals.changes.items() if count} == {
        (JANUARY_2026, "card", "white"): 1,
        (JANUARY_2026 + 2, "card", "white"): -1,
        (JANUARY_2026 + 2, "card", "gold"): 1,
    }


def test_reasons_are_counted_by_their_code(months):
    totals = Totals()

    posted(totals, months, Effects(reasons=[Reason("unmatched", ("P1", 2)), Reason("unmatched", ("P2", 1))]))

    assert totals.counts == {"unmatched": 2}


def purse_of(*, issued, spent=0, expired=0, revoked=0, pending=0, debt=0):
    there = issued - spent - expired - revoked + debt
    lots = [Lot(1, there - pending, 0, at(2030, 1, 1))]
    if pending:
        lots.append(Lot(2, pending, at(2027, 1, 1), at(2030, 1, 1)))
    debts = [Debt(3, debt)] if debt else []
    return Purse(lots, debts, Sums(issued, spent, expired, revoked, 4))


def test_a_wallet_leaves_its_sums_what_is_outstanding_and_its_levels():
    totals = Totals()
    purse = purse_of(issued=100, spent=30, expired=10, revoked=5, pending=20)
    wallet = Wallet(0, purses={"points": purse}, tracks={"card": Standing("gold", 0)})

    left(totals, wallet, Receipts(), at(2026, 1, 1))

    assert totals.points == {
        ("points", "issued"): 100, ("points", "spent"): 30, ("points", "expired"): 10, ("points", "revoked"): 5,
        ("points", "shortfall"): 4, ("points", "outstanding"): 55, ("points", "pending"): 20,
        ("points", "restored"): 0,
    }  # fmt: skip
    assert totals.levels == {("card", "gold"): 1}
    assert totals.unbalanced() == []
    assert given(wallet) == 95


def test_a_debt_lessens_what_is_outstanding():
    totals = Totals()
    purse = purse_of(issued=100, spent=100, revoked=40, debt=40)

    left(totals, Wallet(0, purses={"points": purse}), Receipts(), at(2026, 1, 1))

    assert totals.points["points", "outstanding"] == -40
    assert totals.unbalanced() == []


def test_books_that_do_not_balance_are_named():
    totals = Totals()
    purse = Purse([Lot(1, 7, 0, at(2030, 1, 1))], [], Sums(issued=8))

    left(totals, Wallet(0, purses={"stamps": purse}), Receipts(), 0)

    assert totals.unbalanced() == ["stamps"]


def test_sales_are_net_of_what_came_back_in_the_month_of_the_purchase():
    day = datetime(2026, 2, 14, tzinfo=UTC).toordinal()
    order = Order("A1", at(2026, 2, 14), day, 600, (Line("tea", 3, 1000), Line("cup", 1, 500)))
    receipts = Receipts((Receipt(order, 1, {}, 0, [], {}, [2, 0]),))
    totals = Totals()

    left(totals, Wallet(0), receipts, 0)

    assert month_of_day(day) == JANUARY_2026 + 1
    assert totals.counts == {"sales": 1500, "sales_returned": 667}
    assert totals.months[JANUARY_2026 + 1, "", "sales"] == 1500
    assert totals.months[JANUARY_2026 + 1, "", "sales_returned"] == 667


def test_sales_before_the_programme_are_kept_apart():
    day = datetime(2026, 2, 14, tzinfo=UTC).toordinal()
    order = Order("A1", at(2026, 2, 14), day, 600, (Line("tea", 1, 1000),))
    totals = Totals()

    left(totals, Wallet(0), Receipts((Receipt(order, 0, {}, 0, [], {}, [0]),)), 0)

    assert totals.counts == {"sales": 1000, "sales_before": 1000}


def test_sums_of_two_hands_are_those_of_one(months):
    entries = [
        Entry(place, "earn", "points", place, at(2026, place, 1), "base", "base", 1) for place in range(1, 7)
    ]
    alone, one, other = Totals(), Totals(), Totals()
    for place, entry in enumerate(entries):
        posted(alone, months, Effects([entry]))
        posted((one, other)[place % 2], Months(TAIPEI), Effects([entry]))

    one.add(other)

    assert one == alone
