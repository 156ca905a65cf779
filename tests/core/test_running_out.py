"""When a stock or a budget runs out: a corridor between the last week and the last four."""

from fractions import Fraction

import pytest

from regulars.core.running_out import forecast


@pytest.mark.parametrize(
    ("there", "taken", "slow", "fast", "soonest", "latest"),
    [
        pytest.param(100, [10] * 28, 10, 10, 10, 10, id="an even pace is no corridor"),
        pytest.param(101, [10] * 28, 10, 10, 11, 11, id="the last piece takes a day of its own"),
        pytest.param(84, [2] * 21 + [10] * 7, 4, 10, 9, 21, id="the last week is quicker than the month"),
        pytest.param(84, [10] * 21 + [2] * 7, 2, 8, 11, 42, id="the last week is slower than the month"),
        pytest.param(70, [7] * 7, 7, 7, 10, 10, id="a week is enough"),
        pytest.param(30, [0] * 3 + [5] * 7, Fraction(7, 2), 5, 6, 9, id="of a month that is not over, what there is"),
        pytest.param(30, [9] * 5 + [5] * 28, 5, 5, 6, 6, id="what is longer ago does not count"),
        pytest.param(30, [0] * 28, 0, 0, None, None, id="what nobody takes never runs out"),
        pytest.param(28, [1] * 21 + [0] * 7, 0, Fraction(3, 4), 38, None, id="a quiet week never runs out"),
        pytest.param(30, [4] + [-3] * 6, 0, 0, None, None, id="more came back than went"),
        pytest.param(0, [5] * 7, 5, 5, 0, 0, id="what is empty is empty today"),
        pytest.param(0, [0] * 7, 0, 0, 0, 0, id="and whatever the pace"),
    ],
)  # fmt: skip
def test_a_corridor_between_two_paces(there, taken, slow, fast, soonest, latest):
    ahead = forecast(there, taken)

    assert ahead is not None
    assert (ahead.slow, ahead.fast, ahead.soonest, ahead.latest) == (slow, fast, soonest, latest)


@pytest.mark.parametrize("days", range(7))
def test_under_a_week_it_cannot_say(days):
    assert forecast(100, [5] * days) is None
