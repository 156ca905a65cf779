"""What each kind of coupon takes off, line by line."""

import pytest
from coupon_till import basket, line, off

AMOUNT_100 = {"amount": 100}
BOOKS = '"books" in line.categories'
BOOK = line(300, category="books")


@pytest.mark.parametrize(
    ("coupon", "bought", "parts"),
    [
        pytest.param(AMOUNT_100, basket(500), [100], id="an amount off one line"),
        pytest.param(AMOUNT_100, basket(300, 200, 100), [50, 33, 17], id="shared by what lines cost: 50, 33.3, 16.7"),
        pytest.param(AMOUNT_100, basket(50, 30), [50, 30], id="never below zero"),
        pytest.param(AMOUNT_100, basket(0, 500), [0, 100], id="a line for nothing stays"),
        pytest.param({"amount": 100, "lines": BOOKS}, basket(500, BOOK), [0, 100], id="only the lines that it is for"),
        pytest.param(AMOUNT_100, basket(500, line(300, reward=True)), [100, 0], id="never off what is a reward itself"),
        pytest.param(AMOUNT_100, basket(500, 80, shipping=[1]), [100, 0], id="never off shipping"),
        pytest.param({"percent": 15}, basket(990), [149], id="148.5 is rounded half up"),
        pytest.param({"percent": 15}, basket(33, 33, 34), [5, 5, 5], id="rounded once for the coupon"),
        pytest.param({"percent": "12.5"}, basket(100, 100), [13, 12], id="the odd one lies on the earlier line"),
        pytest.param({"percent": 50, "most": 100}, basket(500, 500), [50, 50], id="a percentage with its cap"),
        pytest.param({"percent": 100}, basket(500), [500], id="all of it"),
        pytest.param({"fixed_price": 99}, basket(line(300, 2), 80, 99), [102, 0, 0], id="down to a price by item"),
        pytest.param({"fixed_price": 0}, basket(120), [120], id="down to nothing"),
        pytest.param({"gift": {}}, basket(120, 80, line(90, 2)), [0, 0, 45], id="the cheapest item, one of two"),
        pytest.param({"gift": {"times": 3}}, basket(120, 80, line(90, 2)), [0, 80, 90], id="the three cheapest"),
        pytest.param({"gift": {"times": 9}}, basket(120, 80), [120, 80], id="no more than there is"),
        pytest.param({"gift": {}}, basket(line(100, 3)), [33], id="a third of what does not divide, in the shop's favour"),
        pytest.param(
            {"gift": {"product": "mug"}}, basket(50, line(250, product="mug")), [0, 250], id="a named product, though another is cheaper"
        ),
        pytest.param({"gift": {"product": "mug"}}, basket(50), ("nothing",), id="a named product that is not there"),
        pytest.param({"shipping": "free"}, basket(500, 80, shipping=[1]), [0, 80], id="shipping for nothing"),
        pytest.param({"shipping": "free", "most": 60}, basket(500, 80, shipping=[1]), [0, 60], id="shipping with its cap"),
        pytest.param({"shipping": "free"}, basket(500), ("nothing",), id="no shipping to take off"),
    ],
)  # fmt: skip
def test_what_is_taken_off(coupon, bought, parts):
    assert off(coupon, bought) == parts


def test_money_with_pence_is_exact():
    assert off({"amount": "9.99"}, basket(1000, 500), money="GBP") == [666, 333]
