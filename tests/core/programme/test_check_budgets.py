"""Every way in which a budget can mean nothing, each with the one mistake that it is."""

import pytest
from corner_programme import NAME, programme

from regulars.core.programme.check import check

COIN = {"name": NAME, "worth": "0.5"}


def mistakes(budget, *, points=None, **way):
    rule = {"id": "r", "name": NAME, "earn": "coin", **(way or {"bonus": 40}), "budget": budget}
    return [
        (one.path, one.code)
        for one in check(programme(points={"coin": points or COIN}, earning=[rule], currency="TWD"))
    ]


@pytest.mark.parametrize(
    ("budget", "path", "code"),
    [
        ({}, (), "OneOfNone"),
        ({"points": 100, "money": 50}, (), "OneOfSeveral"),
        ({"money": "12.5"}, ("money",), "DecimalsTooMany"),
        ({"money": "much"}, ("money",), "NumberUnreadable"),
        ({"money": 0}, ("money",), "NumberNotPositive"),
        ({"points": 39}, (), "BudgetTooSmall"),
        ({"money": 19}, (), "BudgetTooSmall"),
    ],
)
def test_one_mistake_is_found_alone(budget, path, code):
    assert mistakes(budget) == [(("earning", 0, "budget", *path), code)]


def test_money_needs_points_that_are_worth_something():
    assert mistakes({"money": 100}, points={"name": NAME}) == [
        (("earning", 0, "budget", "money"), "BudgetWorthless")
    ]


def test_what_can_be_given_at_least_once_is_no_mistake():
    assert (
        mistakes({"points": 40})
        == mistakes({"money": 20})
        == mistakes({"points": 1, "per": "day"}, each=1)
        == []
    )
