"""A budget gives all of what a rule gives or nothing, says why, and is given back what a return takes."""

import pytest
from one_member import BASE, NAME, Member, day, line, quest, version

from regulars.core.budgets import Budgets, as_decided
from regulars.core.programme.compiled import compile_programme
from regulars.core.refusals import MissionClosed

TWICE = {"multiply": 2}


def shopper(*rules, left, **more):
    """Somebody in a programme whose budgets have so much left, by the names of their supplies."""
    ada = Member(version(*rules, **more))
    ada.left = dict(left)
    return ada


def said(member):
    return [(one.code, *one.facts) for one in member.reasons]


def bonus(coins, **budget):
    return {"bonus": coins, "budget": budget}


def test_a_budget_gives_all_or_nothing_and_never_the_rest():
    ada = shopper(bonus(40, points=100), left={"rule:rule0": 100})

    given = [ada.buys(f"2024-01-0{which}", 10) for which in (3, 4, 5)]

    assert given == [[("earn", 40)], [("earn", 40)], []]
    assert ada.left == {"rule:rule0": 20}
    assert said(ada) == [
        ("budget_taken", "rule:rule0", 40), ("budget_taken", "rule:rule0", 40), ("budget_spent", "rule0", "rule:rule0"),
    ]  # fmt: skip


def test_a_smaller_gift_still_fits_where_a_larger_one_did_not():
    ada = shopper({**BASE, "budget": {"points": 100}}, left={"rule:rule0": 30})

    assert ada.buys("2024-01-03", 400) == []
    assert ada.buys("2024-01-04", 300) == [("earn", 30)]


def test_what_nobody_counts_is_given():
    ada = shopper(bonus(40, points=100), left={})

    assert ada.buys("2024-01-03", 10) == [("earn", 40)]
    assert said(ada) == []


@pytest.mark.parametrize(
    ("per", "supply"),
    [
        ("day", "rule:rule0:2024-02-29"),
        ("week", "rule:rule0:2024-02-26"),
        ("month", "rule:rule0:2024-02-01"),
        (None, "rule:rule0"),
    ],
)
def test_each_period_has_a_supply_of_its_own(per, supply):
    budget = compile_programme(version(bonus(40, points=100, per=per))).versions[0].budgets["rule0"]

    assert budget.supply(day("2024-02-29")) == supply


@pytest.mark.parametrize(
    ("worth", "money", "points"), [("1", 500, 500), ("0.3", 500, 1666), ("2", 5, 2), ("0.1", "0.3", 3)]
)
def test_money_buys_whole_points_and_never_costs_more(worth, money, points):
    document = version({**BASE, "budget": {"money": money}}, coin={"worth": worth}, money="USD")

    assert compile_programme(document).versions[0].budgets["rule0"].points == points


def test_what_builds_on_a_rule_that_gives_nothing_gives_less():
    """A multiplier of two adds as much again: of the rate that is left, and not of the one whose budget is spent."""
    rate = {"rate": {"points": 1, "per": 5}, "budget": {"points": 10}}
    ada = shopper(BASE, rate, TWICE, left={"rule:rule1": 10})

    assert ada.buys("2024-01-03", 100) == [("earn", 10), ("earn", 10)]
    assert ada.left == {"rule:rule1": 10}


def test_one_that_is_left_out_makes_room_for_another():
    """Without the rate, the multiplier fits into its own budget again."""
    rate = {"rate": {"points": 1, "per": 5}, "budget": {"points": 10}}
    ada = shopper(BASE, rate, {**TWICE, "budget": {"points": 100}}, left={"rule:rule1": 10, "rule:rule2": 10})

    assert ada.buys("2024-01-03", 100) == [("earn", 10), ("earn", 10)]
    assert ada.left == {"rule:rule1": 10, "rule:rule2": 0}


def test_in_a_group_the_next_best_takes_its_place():
    best = {**bonus(40, points=100), "group": "one"}
    ada = shopper(best, {"bonus": 15, "group": "one"}, groups={"one": "highest"}, left={"rule:rule0": 39})

    assert ada.buys("2024-01-03", 10) == [("earn", 15)]
    assert said(ada) == [("budget_spent", "rule0", "rule:rule0")]


def test_only_what_the_caps_leave_is_asked_of_the_budget():
    rule = {**BASE, "budget": {"points": 100}, "caps": [{"points": 20, "per": "day"}]}
    ada = shopper(rule, left={"rule:rule0": 20})

    assert ada.buys("2024-01-03", 1000) == [("earn", 20)]
    assert ada.left == {"rule:rule0": 0}


def test_what_a_return_takes_goes_back_to_the_period_in_which_it_was_given():
    january, february = "rule:rule0:2024-01-01", "rule:rule0:2024-02-01"
    ada = shopper({**BASE, "budget": {"points": 100, "per": "month"}}, left={january: 100, february: 100})
    ada.buys("2024-01-30", line(200, 2), name="o")
    ada.brings_back("2024-02-03", "tea", order="o")
    ada.brings_back("2024-02-03", "tea", order="o")

    assert ada.left == {january: 100, february: 100}
    assert said(ada)[1:] == [("budget_back", january, 10), ("budget_back", january, 10)]


def test_only_what_is_really_taken_goes_back():
    ada = shopper(
        {**BASE, "budget": {"points": 100}}, left={"rule:rule0": 100}, coin={"take_back": "within_balance"}
    )
    ada.buys("2024-01-03", 200, name="o")
    ada.spends("2024-01-04", 15)
    ada.brings_back("2024-01-05", "tea", order="o")

    assert ada.left == {"rule:rule0": 85}


def test_what_nobody_counted_gives_nothing_back():
    ada = Member(version(bonus(40, points=100)))
    ada.buys("2024-01-03", 10, name="o")
    ada.left = {"rule:rule0": 100}
    ada.cancels("2024-01-04", "o")

    assert (ada.left, ada.outstanding()) == ({"rule:rule0": 100}, 0)


def test_a_rule_on_behaviour_has_a_budget_too():
    rule = {"on": "A", **bonus(40, points=100)}
    ada = shopper(rule, left={"rule:rule0": 60})

    assert [ada.does(f"2024-01-0{which}", "A") for which in (3, 4)] == [[("earn", 40)], []]
    assert ada.left == {"rule:rule0": 20}


def test_the_reasons_say_enough_to_decide_it_again():
    ada = shopper(
        bonus(40, points=100), {**BASE, "budget": {"points": 50}}, left={"rule:rule0": 39, "rule:rule1": 50}
    )
    ada.buys("2024-01-03", 100)
    asked = as_decided(ada.reasons)

    assert asked.without == {"rule0"}
    again = Member(version(bonus(40, points=100), {**BASE, "budget": {"points": 50}}))
    again.left = dict(asked.left)
    again.buys("2024-01-03", 100)
    assert (again.entries, again.reasons) == (ada.entries, ada.reasons)
    assert as_decided([]) is None
    assert Budgets({}).without == frozenset()


def test_a_stage_whose_budget_is_spent_counts_and_gives_nothing():
    mission = quest((1, 30), (2, 30), claim="at_once", budget={"points": 100})
    ada = Member(version(BASE, missions=[mission]))
    ada.left = {"mission:quest": 65}
    ada.starts("2024-01-03")
    ada.left["mission:quest"] = 35
    given = [ada.buys(f"2024-01-0{which}", 1) for which in (4, 5)]

    assert given == [[("earn", 30)], []]
    assert ada.left == {"mission:quest": 5}
    assert said(ada)[-1] == ("budget_spent", "mission/quest", "mission:quest")
    assert ada.fold.wallet.missions.goals["quest"].given == 2


@pytest.mark.parametrize(("first", "second", "left", "given"), [
    (30, 30, 60, [30, 30]), (30, 30, 59, [30]), (40, 30, 35, [30]), (30, 40, 35, [30]), (40, 40, 39, []),
])  # fmt: skip
def test_of_two_stages_that_one_purchase_reaches_the_second_finds_what_the_first_left(
    first, second, left, given
):
    stages = quest((100, first), (200, second), count='sum("Order Completed", "total")', claim="at_once")
    ada, again = (Member(version(BASE, missions=[{**stages, "budget": {"points": 100}}])) for _ in range(2))
    for who in (ada, again):
        who.left = {"mission:quest": 100}
        who.starts("2024-01-03")
    ada.left["mission:quest"] = left
    ada.buys("2024-01-04", 250)

    assert [entry.points for entry in ada.entries if entry.rule == "mission/quest"] == given
    assert ada.left == {"mission:quest": left - sum(given)}
    asked = as_decided(ada.reasons)
    again.left, again.without = dict(asked.left), asked.without
    again.buys("2024-01-04", 250)
    assert (again.entries, again.reasons) == (ada.entries, ada.reasons)


def test_nobody_begins_what_cannot_be_given():
    mission = quest((1, 30), (2, 30), claim="at_once", budget={"points": 100})
    ada = Member(version(BASE, missions=[mission]))
    ada.left = {"mission:quest": 59}

    with pytest.raises(MissionClosed) as refused:
        ada.starts("2024-01-03")
    assert refused.value.facts == {"mission": "quest", "why": "spent"}
    ada.left["mission:quest"] = 60
    ada.starts("2024-01-03")


def test_whoever_brings_friends_is_given_what_the_budget_has():
    terms = {
        "name": NAME,
        "reward": {"points": 100, "of": "coin"},
        "budget": {"points": 150},
        "limits": [{"times": 2, "per": "member"}],
    }
    ada = Member(version(BASE, referral=terms))
    ada.left = {"referral": 150}
    given = [ada.has_a_friend(f"2024-02-0{which}") for which in (1, 2)]

    assert given == [[("earn", 100)], []]
    assert said(ada) == [("budget_taken", "referral", 100), ("budget_spent", "referral/reward", "referral")]
    # Who got nothing was counted by no limit.
    ada.left["referral"] = 100
    assert ada.has_a_friend("2024-02-03") == [("earn", 100)]
