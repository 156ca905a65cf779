"""Money as it was written: exact decimals, one rounding, and totals that the goods must make."""

import pytest
from said import programme, track

from regulars.events.understanding.reading import meaning_of
from regulars.events.understanding.refusals import TotalContradictsGoods


def lines(properties, money="GBP"):
    raw = '{"order_id":"1",' + properties + "}"
    event = meaning_of(track("Order Completed", raw), programme(money)).event
    return [line.amount for line in event.lines]


def one(product, money="GBP"):
    (amount,) = lines('"products":[{"sku":"S",' + product + "}]", money)
    return amount


@pytest.mark.parametrize(
    ("product", "money", "minor"),
    [
        ('"price":19.9', "GBP", 1990),
        ('"price":"19.90"', "GBP", 1990),
        ('"price":19.990000000000002', "GBP", 1999),
        ('"price":0.1,"quantity":3', "GBP", 30),
        ('"price":6.95,"quantity":12', "GBP", 8340),
        ('"price":0.001,"quantity":5', "GBP", 1),
        ('"price":33.3333,"quantity":3', "TWD", 100),
        ('"price":1.2345,"quantity":1', "KWD", 1235),
        ('"price":120,"quantity":"2"', "TWD", 240),
        ('"price":120,"quantity":2.0', "TWD", 240),
        ('"price":0', "GBP", 0),
        ('"price":100,"discount":9.5,"quantity":2', "GBP", 19050),
        ('"price":100,"quantity":2,"total":150', "GBP", 15000),
        ('"amount":150', "GBP", 15000),
        ('"price":9007199254.93', "GBP", 900719925493),
    ],
)
def test_a_line_is_exact_and_rounded_once(product, money, minor):
    assert one(product, money) == minor


SEGMENTS_OWN = (
    '"products":[{"product_id":"a","price":19,"quantity":1},{"product_id":"b","price":3,"quantity":2}]'
)
HUNDRED = '"products":[{"sku":"S","price":100}]'


@pytest.mark.parametrize(
    ("said", "paid"),
    [
        pytest.param(
            '"subtotal":22.5,"revenue":25,"total":27.5,"shipping":3,"tax":2,"discount":2.5,' + SEGMENTS_OWN,
            [1710, 540],
            id="Segment's own example, its discount shared out",
        ),
        pytest.param('"discount":10,"total":90,' + HUNDRED, [9000], id="the discount is still to be taken off"),
        pytest.param('"discount":10,"total":100,' + HUNDRED, [10000], id="the discount is off already"),
        pytest.param('"discount":10,' + HUNDRED, [9000], id="no total: the discount is taken off"),
        pytest.param('"revenue":100,"shipping":60,"tax":5,"total":165,' + HUNDRED, [10000], id="revenue"),
        pytest.param('"shipping":60,"tax":5,"total":165,' + HUNDRED, [10000], id="prices without the tax"),
        pytest.param(
            '"shipping":60,"tax":5,"total":165,"products":[{"sku":"S","price":105}]', [10500], id="prices hold the tax"
        ),
        pytest.param(
            '"discount":10,"subtotal":90,"products":[{"sku":"S","price":100,"discount":10}]',
            [9000],
            id="the event's discount repeats that of its line",
        ),
        pytest.param(
            '"discount":30,"subtotal":70,"products":[{"sku":"S","price":100,"discount":10}]',
            [7000],
            id="the event's discount is more than that of its line",
        ),
        pytest.param(
            '"subtotal":0.01,"products":[{"sku":"S","price":0.005}]', [1], id="a rounded line is believed"
        ),
    ],
)  # fmt: skip
def test_the_goods_make_one_of_the_totals(said, paid):
    assert lines(said) == paid


@pytest.mark.parametrize(
    "said",
    [
        '"subtotal":80,' + HUNDRED,
        '"subtotal":80,"total":100,' + HUNDRED,
        '"revenue":100.01,' + HUNDRED,
        '"total":1000,"discount":10,' + HUNDRED,
        '"total":0,' + HUNDRED,
    ],
)
def test_goods_that_make_none_of_the_totals_are_set_aside(said):
    with pytest.raises(TotalContradictsGoods):
        lines(said)
