"""The law of rewards on receipts: a history with them comes to what it comes to without them."""

from hypothesis import given
from hypothesis import strategies as st
from made_histories import DAY, START, lines
from made_programmes import ANYTHING, programmes
from msgspec.structs import replace
from played import encode, play

from regulars.core.events import Order, Return, ReturnLine

goods = st.lists(lines, min_size=1, max_size=3).map(tuple)


@given(programme=programmes(ANYTHING), receipts=st.lists(st.tuples(goods, goods), min_size=1, max_size=4))
def test_rewards_on_a_receipt_change_nothing(programme, receipts):
    with_them, without = [], []
    for number, (bought, won) in enumerate(receipts):
        at = START + number * 3 * DAY
        order = Order(f"o{number}", at, *programme.calendar.local(at), bought)
        rewards = tuple(replace(line, product="reward", amount=0, reward=True) for line in won)
        back = Return(f"r{number}", at + DAY, order.day + 1, (ReturnLine(bought[0].product, 1),), order.id)
        without += [order, back]
        with_them += [replace(order, lines=(*rewards, *bought)), back]
    one, other = play(programme, with_them), play(programme, without)

    assert encode(one.wallet) == encode(other.wallet)
    assert (one.written.entries, one.written.moves) == (other.written.entries, other.written.moves)
    assert one.broken() == []
