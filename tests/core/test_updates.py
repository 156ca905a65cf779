"""An order that looks otherwise by now: goods back or money back, and it never grows."""

import pytest
from msgspec.structs import replace

from regulars.core.events import Line, Order, ReturnLine
from regulars.core.receipts import Receipt
from regulars.core.updates import Back, Grew, difference

CUPS, TEA = Line("cup", 3, 300), Line("tea", 2, 200)


def receipt(*, returned=(0, 0), money=(), whole=0):
    order = Order("1001", 0, 1, 0, (CUPS, TEA))
    return Receipt(order, 1, {}, 0, [], {}, list(returned), money_back=list(money), whole_back=whole)


def cup(quantity, amount):
    return replace(CUPS, quantity=quantity, amount=amount)


def tea(quantity, amount):
    return replace(TEA, quantity=quantity, amount=amount)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        pytest.param(receipt(), (CUPS, TEA), Back(()), id="the same changes nothing"),
        pytest.param(receipt(), (CUPS,), Back((ReturnLine("tea", 2, None, 200),)), id="all the tea came back"),
        pytest.param(
            receipt(), (cup(2, 200), TEA), Back((ReturnLine("cup", 1, None, 100),)), id="one cup came back"
        ),
        pytest.param(
            receipt(), (cup(3, 250), TEA), Back((ReturnLine("cup", 0, None, 50),)), id="the same cups for less"
        ),
        pytest.param(
            receipt(), (cup(2, 150), TEA), Back((ReturnLine("cup", 1, None, 150),)), id="less of it for less"
        ),
        pytest.param(
            receipt(returned=(1, 0)), (cup(2, 200), TEA), Back(()), id="what came back before is not taken twice"
        ),
        pytest.param(
            receipt(money=(50, 0)), (cup(3, 250), TEA), Back(()), id="money that was given back is not taken twice"
        ),
        pytest.param(
            receipt(), (cup(3, 310), tea(2, 150)), Back((), 40), id="one dearer, all cheaper: money on the receipt"
        ),
        pytest.param(
            receipt(), (cup(1, 150), tea(1, 50), cup(2, 150), tea(1, 150)), Back(()), id="lines cut otherwise are the same"
        ),
        pytest.param(receipt(), (cup(4, 400), TEA), Grew("cup"), id="more cups"),
        pytest.param(receipt(), (CUPS, TEA, Line("pen", 1, 0)), Grew("pen"), id="other goods"),
        pytest.param(receipt(), (cup(3, 301), TEA), Grew(""), id="a higher sum"),
        pytest.param(receipt(), (cup(2, 250), TEA), Grew("cup"), id="the rest became dearer"),
        pytest.param(receipt(), (cup(3, 320), tea(1, 100)), Grew("cup"), id="dearer while others went"),
        pytest.param(receipt(returned=(3, 2)), (CUPS, TEA), Grew("cup"), id="nothing is left, so all of it is more"),
    ],
)  # fmt: skip
def test_what_an_update_says(before, now, expected):
    assert difference(before, now) == expected


def test_a_price_that_does_not_divide_is_no_growth():
    odd = Receipt(Order("1", 0, 1, 0, (Line("cup", 3, 100),)), 1, {}, 0, [], {}, [0])

    assert difference(odd, (Line("cup", 1, 34),)) == Back((ReturnLine("cup", 2, None, 66),))
