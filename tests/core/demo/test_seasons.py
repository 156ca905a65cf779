"""The shop's calendar follows feasts that move."""

from datetime import date

import pytest

from regulars.demo.seasons import busyness, is_closed, mothers_day, price_of_the_day, seasons_on


@pytest.mark.parametrize(
    ("day", "names"),
    [
        pytest.param(date(2026, 10, 20), [], id="a plain day"),
        pytest.param(date(2026, 1, 30), ["new_year"], id="18 days before the feast"),
        pytest.param(date(2026, 2, 17), ["new_year"], id="the feast itself"),
        pytest.param(date(2026, 2, 18), [], id="the day after"),
        pytest.param(date(2026, 5, 10), ["mothers_day"], id="the second Sunday of May"),
        pytest.param(date(2026, 5, 11), [], id="the Monday after"),
        pytest.param(date(2026, 7, 1), ["summer"], id="holidays begin"),
        pytest.param(date(2026, 9, 25), ["mid_autumn"], id="the full moon"),
        pytest.param(date(2026, 11, 4), [], id="the eve of the anniversary sale"),
        pytest.param(date(2026, 11, 5), ["anniversary"], id="its first day"),
        pytest.param(date(2026, 11, 15), ["anniversary"], id="its last day"),
        pytest.param(date(2026, 12, 25), ["christmas"], id="christmas"),
    ],
)
def test_which_seasons_are_on(day, names):
    assert [season.name for season in seasons_on(day)] == names


@pytest.mark.parametrize(("year", "day"), [(2025, 11), (2026, 10), (2027, 9), (2022, 8)])
def test_mothers_day_is_the_second_sunday_of_may(year, day):
    assert mothers_day(year) == date(year, 5, day)


def test_the_shop_stays_closed_on_new_years_eve_and_day_alone():
    assert [is_closed(date(2026, 2, day)) for day in (15, 16, 17, 18)] == [False, True, True, False]


def test_a_sale_lowers_prices_and_fills_the_shop_for_those_whom_it_pulls():
    assert price_of_the_day(date(2026, 11, 5)) == 0.85
    assert price_of_the_day(date(2026, 10, 20)) == 1.0
    assert busyness(day=date(2026, 11, 5), pull=1.0) == 2.3
    assert busyness(day=date(2026, 11, 5), pull=0.0) == 1.0
