"""Every way in which a budget can mean nothing, each with the one mistake that it is."""

import pytest
from corner_programme import NAME, programme

from regulars.core.programme.check import check
from regulars.programmes.summary import summary

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


GOAL = {
    "count": 'count("Order Completed")',
    "stages": [{"at_least": 1, "prize": {"points": 30, "of": "coin"}}],
}
LEAVES = {"at_least": 2, "prize": {"points": 30, "of": "leaf"}}


def mission_mistakes(budget, **parts):
    mission = {"id": "m", "name": NAME, "goal": GOAL, "claim": "at_once", "budget": budget, **parts}
    points = {"coin": COIN, "leaf": {"name": NAME}}
    return [(one.path, one.code) for one in check(programme(points=points, missions=[mission]))]


@pytest.mark.parametrize(
    ("budget", "parts", "path", "code"),
    [
        ({"points": 29}, {}, (), "BudgetTooSmall"),
        ({"points": 90}, {"claim": "asked"}, (), "BudgetWaits"),
        ({"points": 90, "per": "day"}, {}, ("per",), "BudgetPerUnwanted"),
        ({"points": 90}, {"goal": {**GOAL, "stages": [*GOAL["stages"], LEAVES]}}, (), "BudgetMixed"),
    ],
)
def test_a_missions_budget_pays_its_prizes_as_they_are_reached(budget, parts, path, code):
    assert mission_mistakes(budget, **parts) == [(("missions", 0, "budget", *path), code)]
    assert mission_mistakes({"points": 90}) == []


def test_a_check_in_has_no_budget():
    check_in = {"of": "coin", "ladder": [1]}
    assert mission_mistakes({"points": 90}, goal=None, check_in=check_in, claim="asked") == [
        (("missions", 0, "budget"), "GoalsOnly")
    ]


def test_bringing_friends_needs_enough_for_one():
    terms = {"name": NAME, "reward": {"points": 100, "of": "coin"}, "budget": {"points": 99}}

    assert [(one.path, one.code) for one in check(programme(points={"coin": COIN}, referral=terms))] == [
        (("referral", "budget"), "BudgetTooSmall")
    ]


@pytest.mark.parametrize(
    ("language", "mission", "referral"),
    [
        ("en", "a budget of 90 points", "a budget of 5000 TWD a month"),
        ("zh-Hant", "預算 90 點", "每月預算 5000 TWD"),
    ],
)
def test_the_summary_of_a_programme_says_every_budget(language, mission, referral):
    document = programme(
        points={"coin": COIN}, currency="TWD",
        missions=[{"id": "m", "name": NAME, "goal": GOAL, "claim": "at_once", "budget": {"points": 90}}],
        referral={"name": NAME, "reward": {"points": 100, "of": "coin"}, "budget": {"money": 5000, "per": "month"}},
    )  # fmt: skip
    lines = summary(document, language).split("\n")

    assert [line for line in lines if line.endswith(f" · {mission}")] != []
    assert [line for line in lines if line.endswith(f" · {referral}")] != []
