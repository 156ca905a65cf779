"""What a partner may be told of counts: nothing below twenty, nor anything that gives such a count away."""

from itertools import product

import pytest

from regulars.core.coupons.counting import LEAST, tellable


@pytest.mark.parametrize(
    ("counts", "parts", "total"),
    [
        pytest.param([], (), None, id="nothing was given"),
        pytest.param([20, 30], (20, 30), 50, id="all of it can be told"),
        pytest.param([19], (None,), None, id="nineteen"),
        pytest.param([0], (None,), None, id="none at all is a small count too"),
        pytest.param([30, 5], (30, None), None, id="the total would give five away"),
        pytest.param([30, 5, 6], (30, None, None), None, id="the total would give eleven away"),
        pytest.param([30, 15, 15], (30, None, None), 60, id="thirty of two parts is no small group"),
    ],
)
def test_what_may_be_told(counts, parts, total):
    assert tellable(counts) == (parts, total)


def test_nobody_works_out_a_small_count_by_subtraction():
    for counts in product((0, 3, 19, 20, 41), repeat=3):
        told = tellable(counts)
        hidden = [count for count, part in zip(counts, told.parts, strict=True) if part is None]
        if told.total is not None and hidden:
            left = told.total - sum(part for part in told.parts if part is not None)
            assert left == sum(hidden) >= LEAST
            assert len(hidden) > 1
