"""Laws of money given back and of points that go back: sums decide, and not the way in which they came about."""

from dataclasses import replace
from math import floor

from hypothesis import assume, given
from hypothesis import strategies as st
from made_histories import START, lines
from made_programmes import ANYTHING, MONOTONE_WHENS, programmes
from played import encode, play

from regulars.core.events import Adjustment, Cancellation, Order, Return, ReturnLine, Spend

#: Conditions that a smaller basket can only fail, never begin to meet; and points that are there at once.
SHRINKING = replace(ANYTHING, whens=MONOTONE_WHENS)
AT_ONCE = replace(SHRINKING, pendings=("none",), take_backs=("within_balance", "into_deficit"))
ALL_GOES = replace(AT_ONCE, on_refunds=(None, "recompute", "proportional"))
#: A level by the balance knows whether points were used before the order or after it, so the order earns otherwise.
NOT_BY_BALANCE = replace(ALL_GOES, metrics=("net_spend", "orders", "items", "points_earned", "visits"))
HOUR = 3_600_000_000
GIVEN = 60


def bought(programme, goods):
    day, minute = programme.calendar.local(START)
    return Order("a", START, day, minute, goods)


def given_coins(programme):
    return Adjustment("gift", START, programme.calendar.local(START)[0], "coin", GIVEN, "because", "staff")


def spent(programme, points):
    return Spend("s", START, programme.calendar.local(START)[0], "coin", points, order="a")


@st.composite
def steps_back(draw, programme, order):
    """What comes back of an order in all, within what was paid; whole, and in pieces and another order."""
    at = START + HOUR
    day, whole, pieces, left = programme.calendar.local(at)[0], [], [], 0
    for place, line in enumerate(order.lines, 1):
        items = draw(st.integers(0, line.quantity))
        money = draw(st.integers(0, line.amount * (line.quantity - items) // line.quantity))
        left += line.amount - money - floor(line.amount * items / line.quantity) - 1
        for back in (ReturnLine(line.product, items, place), ReturnLine(line.product, 0, place, money)):
            if back.quantity or back.amount:
                whole.append(back)
                pieces += draw(parts_of(back))
    amount = draw(st.integers(0, max(0, left)))
    first = draw(st.integers(0, amount))
    alone = [(back,) for back in pieces] + [part for part in (first, amount - first) if part]
    shuffled = draw(st.permutations(alone))
    return (
        [Return("r", at, day, tuple(whole), "a", amount or None)],
        [
            Return(f"r{number}", at, day, one, "a") if isinstance(one, tuple) else Return(f"r{number}", at, day, (), "a", one)
            for number, one in enumerate(shuffled)
        ],
    )  # fmt: skip


@st.composite
def parts_of(draw, back):
    size = back.quantity or back.amount
    first = draw(st.integers(0, size))
    return [
        ReturnLine(back.product, part, back.line) if back.quantity else ReturnLine(back.product, 0, back.line, part)
        for part in (first, size - first)
        if part
    ]  # fmt: skip


def settled(books):
    wallet = books.wallet
    return (
        {name: (encode(purse.sums), purse.lots) for name, purse in wallet.purses.items()},
        {key: encode(one) for key, one in books.fold.receipts.by_order.items()},
        wallet.used,
        {name: (one.level, one.total, one.days) for name, one in wallet.tracks.items()},
    )


goods = st.lists(lines, min_size=1, max_size=4).map(tuple)


@given(programme=programmes(SHRINKING, may_change=False), goods=goods, data=st.data())
def test_goods_and_money_take_back_the_same_in_any_pieces_and_any_order(programme, goods, data):
    order = bought(programme, goods)
    whole, pieces = data.draw(steps_back(programme, order))

    assert settled(play(programme, [order, *pieces])) == settled(play(programme, [order, *whole]))


def gone_back(books):
    """What went back, by the lot into which it went; what opened lots of its own, by when these end."""
    entries = {entry.no: entry for entry in books.written.entries}
    found = {}
    for one in books.written.allocations:
        if entries[one.entry].kind == "restore":
            found[one.lot] = found.get(one.lot, 0) + one.points
    for entry in entries.values():
        if entry.kind == "restore" and entry.opens_lot:
            key = ("until", entry.expires_at)
            found[key] = found.get(key, 0) + entry.points
    return found, books.wallet.purses["coin"].sums.restored


@given(
    programme=programmes(AT_ONCE, may_change=False), goods=goods, points=st.integers(1, GIVEN), data=st.data()
)
def test_spent_points_go_back_the_same_in_any_pieces_and_any_order(programme, goods, points, data):
    order = bought(programme, goods)
    whole, pieces = data.draw(steps_back(programme, order))
    before = [given_coins(programme), spent(programme, points), order]
    at_once, piecemeal = play(programme, [*before, *whole]), play(programme, [*before, *pieces])
    assume(not at_once.refused)

    assert gone_back(piecemeal) == gone_back(at_once)
    assert piecemeal.broken() == at_once.broken() == []


@given(
    programme=programmes(ALL_GOES, may_change=False),
    goods=goods,
    points=st.integers(1, GIVEN),
    data=st.data(),
)
def test_whoever_buys_and_brings_everything_back_has_the_points_of_before(programme, goods, points, data):
    gift, order = given_coins(programme), bought(programme, goods)
    before = play(programme, [gift]).wallet.purses["coin"]
    _, pieces = data.draw(steps_back(programme, order))
    at = START + HOUR
    rest = Cancellation("c", at, programme.calendar.local(at)[0], "a")
    books = play(programme, [gift, spent(programme, points), order, *pieces, rest])
    assume(not books.refused)

    after = books.wallet.purses["coin"]
    assert sum(lot.remaining for lot in after.lots) == GIVEN
    assert [lot for lot in after.lots if lot.no == before.lots[0].no] == before.lots
    assert (after.sums.restored, after.sums.shortfall, after.debts) == (points, 0, [])


@given(
    programme=programmes(NOT_BY_BALANCE, may_change=False),
    goods=goods,
    points=st.integers(1, GIVEN),
    data=st.data(),
)
def test_spend_order_and_return_come_in_any_order(programme, goods, points, data):
    order = bought(programme, goods)
    [back], _ = data.draw(steps_back(programme, order))
    events = [spent(programme, points), order, replace_at(back, START)]
    in_order = play(programme, [given_coins(programme), *events])
    assume(not in_order.refused)

    books = play(programme, [given_coins(programme), *data.draw(st.permutations(events))])

    assert books.wallet.waiting == {}
    assert books.broken() == []
    assert {name: encode(purse.sums) for name, purse in books.wallet.purses.items()} == {
        name: encode(purse.sums) for name, purse in in_order.wallet.purses.items()
    }
    assert (
        books.fold.receipts.by_order["a"].shares_back() == in_order.fold.receipts.by_order["a"].shares_back()
    )


def replace_at(event, at):
    return type(event)(event.id, at, event.day, event.lines, event.order, event.amount, event.by)
