"""Who gains and who loses, in bands that every hand counts in alike."""

from itertools import pairwise

import pytest

from regulars.desk.backtest.comparison import Comparison, band_of, bounds_of
from regulars.desk.backtest.tally import Ending


@pytest.mark.parametrize(
    ("difference", "band"),
    [(0, 0), (1, 1), (4, 1), (5, 2), (9, 2), (10, 3), (-1, -1), (-50, -4), (10**12, 18)],
)
def test_a_difference_falls_into_its_band(difference, band):
    assert band_of(difference) == band


def test_bands_meet_without_a_gap():
    bounds = [bounds_of(band) for band in range(1, 19)]

    assert bounds[0] == (1, 4)
    assert all(left[1] + 1 == right[0] for left, right in pairwise(bounds))
    assert bounds[-1] == (500_000_000, None)


def counted(members):
    comparison = Comparison()
    for member in members:
        here, there = Ending(member * 7 % 50, {"card": "gold"}), Ending(25, {"card": "white"})
        comparison.count(f"M{member:04d}", here, there)
    return comparison


def test_parts_put_together_are_the_whole():
    whole = counted(range(3000)).settled()
    parts = Comparison()
    for part in (range(0, 3000, 3), range(1, 3000, 3), range(2, 3000, 3)):
        parts.add(counted(part).settled())

    assert parts.settled() == whole
    assert whole.moved == {("card", "white", "gold"): 3000}


def test_among_equals_the_members_id_decides_who_is_named():
    whole = counted(range(3000)).settled()

    assert len(whole.gain_most) == 20
    assert {change.difference for change in whole.gain_most} == {24}
    assert [change.member for change in whole.gain_most] == sorted(
        change.member for change in whole.gain_most
    )
    assert whole.gain_most[0].member == "M0007"
    assert {change.difference for change in whole.lose_most} == {-25}
