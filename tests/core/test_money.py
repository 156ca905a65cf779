"""Money is read exactly, rounded in one place, and shared out without loss."""

import pytest

from regulars.core.money import half_up, major, minor, spread
from regulars.core.refusals import AmountUnusable


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [("320", "TWD", 320), ("320.00", "TWD", 320), ("19.99", "GBP", 1999), ("0.1", "GBP", 10), ("-3.5", "GBP", -350),
     (7, "JPY", 7), ("1.234", "KWD", 1234), ("1e2", "TWD", 100)],
)  # fmt: skip
def test_an_amount_is_read_exactly(text, currency, amount):
    assert minor(text, currency) == amount
    assert minor(major(amount, currency), currency) == amount


@pytest.mark.parametrize(
    ("text", "currency"), [("0.5", "TWD"), ("19.999", "GBP"), ("nan", "TWD"), ("Infinity", "TWD"), ("NT$5", "TWD"), ("", "GBP")]
)  # fmt: skip
def test_what_is_no_amount_is_refused_and_never_rounded(text, currency):
    with pytest.raises(AmountUnusable) as refusal:
        minor(text, currency)
    assert refusal.value.facts["given"] == text


@pytest.mark.parametrize(
    ("numerator", "denominator", "whole"), [(0, 3, 0), (1, 3, 0), (1, 2, 1), (2, 3, 1), (3, 2, 2), (5, 2, 3), (7, 7, 1)]
)  # fmt: skip
def test_halves_go_up(numerator, denominator, whole):
    assert half_up(numerator, denominator) == whole


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (10, [1, 1, 1], [4, 3, 3]),  # 3⅓ each; the point that is left goes to the first of three equals.
        (10, [1, 2, 3], [2, 3, 5]),  # 1.67, 3.33, 5: the largest remainder is the first's.
        (7, [100, 0, 100], [4, 0, 3]),
        (0, [5, 5], [0, 0]),
        (5, [0, 0], [5, 0]),  # Nothing to go by: the first has it.
        (9, [42], [9]),
        (1, [1] * 7, [1, 0, 0, 0, 0, 0, 0]),
    ],
)
def test_a_whole_is_shared_by_largest_remainder(total, weights, parts):
    assert spread(total, weights) == parts
    assert sum(parts) == total
