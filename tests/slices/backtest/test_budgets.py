"""A back-test counts budgets in the order of time, however many hands there are, and only where one would not have sufficed."""

import pytest
from shop_files import HEADER, PROGRAMME, written
from small_shop import SmallShop

from regulars.core.programme.compiled import compile_programme
from regulars.desk.backtest import run
from regulars.desk.backtest.budgets import is_beyond
from regulars.desk.backtest.hands import Work, fold_all
from regulars.programmes.reading import read_programme

#: Bob comes in between; what would come to 60, 50, 40 and 10.
ORDERS = HEADER + (
    "1,2026-02-01,10:00,ada,mug,1,600\n"
    "2,2026-02-02,10:00,bob,mug,1,500\n"
    "3,2026-02-03,10:00,ada,mug,1,400\n"
    "4,2026-03-01,10:00,ada,mug,1,100\n"
)


def document(budget=None, **changes):
    text = PROGRAMME.replace(
        "    rate: { points: 1, per: 10 }\n",
        "    rate: { points: 1, per: 10 }\n" + (f"    budget: {budget}\n" if budget else ""),
        1,
    )
    for before, after in changes.values():
        text = text.replace(before, after)
    reading = read_programme(text)
    assert not reading.mistakes, reading.mistakes
    return reading.document


def back_tested(folder, *programmes):
    return run(orders=written(folder, "orders.csv", ORDERS), programmes=programmes)


@pytest.mark.parametrize(
    ("budget", "issued", "budgets"),
    [
        ("{ points: 160 }", 160, [("rule:base", 160, 160, 0)]),
        # Bob comes second, and finds 40 of 50; Ada gets these afterwards.
        ("{ points: 100 }", 100, [("rule:base", 100, 100, 2)]),
        ("{ money: 50 }", 100, [("rule:base", 100, 100, 2)]),
        (
            "{ points: 110, per: month }",
            120,
            [("rule:base:2026-02-01", 110, 110, 1), ("rule:base:2026-03-01", 110, 10, 0)],
        ),
    ],
)
def test_who_comes_first_in_time_is_given(tmp_path, budget, issued, budgets):
    result = back_tested(tmp_path, document(budget))

    assert result.points.issued == issued
    assert [(one.budget, one.holds, one.given, one.found_empty) for one in result.budgets] == budgets


def test_two_programmes_are_compared_where_one_has_a_budget(tmp_path):
    result = back_tested(tmp_path, document("{ points: 100 }"), document())

    assert (result.points.issued, result.against.points.issued) == (100, 160)
    assert result.against.budgets == []
    assert [(one.member, one.difference) for one in result.difference.lose_most] == [
        ("bob", -50),
        ("ada", -10),
    ]


def test_the_hands_do_not_matter_and_a_budget_that_suffices_changes_nothing():
    shop = SmallShop(40)
    london = {"zone": ("Asia/Taipei", "Europe/London"), "begins": ("2026-01-01", "2009-01-01")}
    plain, plenty, little = (
        document(budget, **london) for budget in (None, "{ points: 999999999 }", "{ points: 2000 }")
    )
    alone, three = (
        fold_all(Work(shop, (little, plain), 10**18), hands=hands, said=lambda _: None) for hands in (1, 3)
    )
    enough = fold_all(Work(shop, (plenty, plain), 10**18), hands=1, said=lambda _: None)

    assert (alone.totals, alone.comparison) == (three.totals, three.comparison)
    assert alone.totals[0].budgets["rule:base", "budget_spent"] > 0
    given = (
        alone.totals[0].budgets["rule:base", "budget_taken"]
        - alone.totals[0].budgets["rule:base", "budget_back"]
    )
    assert given <= 2000
    assert enough.totals[0].points == enough.totals[1].points == alone.totals[1].points


def test_a_budget_is_beyond_where_more_was_taken_than_it_holds():
    made = compile_programme(document("{ points: 100 }"))
    totals = fold_all(Work(SmallShop(1), (document(),), 0), hands=1, said=lambda _: None).totals[0]
    totals.budgets["rule:base", "budget_taken"] = 100
    assert not is_beyond(made, totals)
    totals.budgets["rule:base", "budget_taken"] = 101
    assert is_beyond(made, totals)
