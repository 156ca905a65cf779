"""What a receipt earns: rates, items, multipliers and gifts, rounded once, shared by lines, within caps."""

import pytest
from one_member import BASE, Member, line, version

TWICE = {"multiply": 2}
BOOKS = '"books" in line.categories'


def by_line(member, order="e1"):
    return {one.rule: one.by_line for one in member.fold.receipts.by_order[order].earned}


@pytest.mark.parametrize(
    ("rounding", "amounts", "points", "shared"),
    [
        ("floor", (19, 19, 19), 5, [2, 2, 1]),  # 57 give 5.7: rounded once, not 1 + 1 + 1.
        ("half_up", (19, 19, 19), 6, [2, 2, 2]),
        ("half_up", (25, 20), 5, [3, 2]),  # 4.5 is 5; 2.78 and 2.22 of it.
        ("ceiling", (1,), 1, [1]),
        ("floor", (9,), 0, None),
        ("floor", (100, 0, 50), 15, [10, 0, 5]),
    ],
)
def test_a_receipt_is_rounded_once_and_its_lines_add_up(rounding, amounts, points, shared):
    ada = Member(version(BASE, coin={"rounding": rounding}))
    ada.buys("2024-01-05", *amounts)

    assert ada.outstanding() == points
    assert by_line(ada) == ({"rule0": shared} if shared else {})


@pytest.mark.parametrize(
    ("rule", "lines", "points"),
    [
        ({"rate": {"points": 1, "per": 50}}, (149,), 2),
        ({"rate": {"points": "0.5", "per": 10}}, (150,), 7),  # 7.5
        ({"rate": {"points": 3, "per": 7}}, (100,), 42),  # 42.86, exact in sevenths.
        ({"each": 2}, (line(10, 3), line(0, 1)), 8),
        ({"each": "0.25"}, (line(10, 7),), 1),  # 1.75
        ({"bonus": 30}, (1,), 30),
        ({"bonus": 30, "when": "total >= 500"}, (499,), 0),
        ({"bonus": 30, "when": "total >= 500"}, (250, 250), 30),
        ({"each": 5, "lines": BOOKS}, (line(10), line(10, 2, "novel", "books/novel")), 10),
        ({"bonus": 9, "lines": BOOKS}, (line(10),), 0),
    ],
)
def test_each_way_to_earn_gives_what_it_says(rule, lines, points):
    ada = Member(version(rule))
    ada.buys("2024-01-05", *lines)

    assert ada.outstanding() == points


def test_money_of_two_decimals_is_counted_exactly():
    ada = Member(version({"rate": {"points": 1, "per": "10.00"}}, money="GBP", zone="Europe/London"))
    ada.buys("2024-01-05", 999, 1000)

    assert ada.outstanding() == 1  # 19.99 pounds


def test_multipliers_add_to_the_rates_and_do_not_multiply_each_other():
    ada = Member(version(BASE, TWICE, {"multiply": "1.5"}))
    ada.buys("2024-01-05", 100)

    # 10 of the rate, as much again for the double, and half as much for the one and a half: 10 + 10 + 5.
    assert by_line(ada) == {"rule0": [10], "rule1": [10], "rule2": [5]}


def test_a_multiplier_for_some_lines_builds_on_what_their_rates_gave():
    ada = Member(version(BASE, {**TWICE, "lines": BOOKS}, {"bonus": 7}))
    ada.buys("2024-01-05", 100, line(200, 1, "novel", "books"))

    assert by_line(ada)["rule1"] == [0, 20]  # Not on tea, and not on the gift.
    assert ada.outstanding() == 30 + 20 + 7


@pytest.mark.parametrize(
    ("take", "points"),
    [("all", 10 + 20 + 15), ("highest", 20), ("first", 10)],
)
def test_a_group_says_who_goes_first_and_the_order_in_the_file_does_not(take, points):
    rules = [
        {"rate": {"points": 2, "per": 10}, "group": "g", "priority": 20},
        {"rate": {"points": 1, "per": 10}, "group": "g", "priority": 10},
        {"bonus": 15, "group": "g", "priority": 30},
    ]
    for order in (rules, rules[::-1]):
        ada = Member(version(*order, groups={"g": take}))
        ada.buys("2024-01-05", 100)
        assert ada.outstanding() == points


def test_a_rule_that_gives_nothing_on_a_receipt_does_not_stand_in_the_way_of_another():
    ada = Member(
        version({"bonus": 9, "lines": BOOKS, "group": "g"}, {"bonus": 5, "group": "g"}, groups={"g": "first"})
    )
    ada.buys("2024-01-05", 100)

    assert ada.outstanding() == 5


def test_caps_of_a_receipt_a_day_and_a_life_all_hold():
    caps = [{"per": "receipt", "points": 50}, {"per": "day", "points": 80}, {"per": "member", "points": 120}]
    ada = Member(version({**BASE, "caps": caps}))

    assert ada.buys("2024-01-05 09:00", 600) == [("earn", 50)]
    assert ada.buys("2024-01-05 10:00", 600) == [("earn", 30)]
    assert ada.buys("2024-01-05 11:00", 600) == []
    assert ada.buys("2024-01-06 09:00", 600) == [("earn", 40)]
    assert ada.buys("2024-01-07 09:00", 600) == []
    assert [reason.facts for reason in ada.reasons if reason.code == "capped"] == [
        ("rule0", "receipt", 10),
        ("rule0", "receipt", 10), ("rule0", "day", 20),
        ("rule0", "receipt", 10), ("rule0", "day", 50),
        ("rule0", "receipt", 10), ("rule0", "member", 10),
        ("rule0", "receipt", 10), ("rule0", "member", 50),
    ]  # fmt: skip


def test_a_capped_receipt_still_shares_its_points_by_line():
    ada = Member(version({**BASE, "caps": [{"per": "receipt", "points": 5}]}))
    ada.buys("2024-01-05", 300, 100)

    assert by_line(ada) == {"rule0": [4, 1]}  # 3.75 and 1.25


def test_what_was_paid_with_vouchers_earns_nothing():
    ada = Member(version(BASE))
    ada.buys("2024-01-05", 300, 100, unearning=200)

    # 150 of the first line and 50 of the second were covered: 15 and 5 are earned.
    assert by_line(ada) == {"rule0": [15, 5]}
    assert ada.buys("2024-01-06", 100, unearning=500) == []


def test_a_condition_looks_at_the_size_of_the_receipt_vouchers_included():
    ada = Member(version({"bonus": 30, "when": "total >= 500"}))

    assert ada.buys("2024-01-05", 500, unearning=400) == [("earn", 30)]


def test_a_gift_on_free_goods_goes_to_the_lines_it_is_for():
    ada = Member(version({"bonus": 4, "lines": BOOKS}))
    ada.buys("2024-01-05", 500, line(0, 1, "novel", "books"), line(0, 1, "atlas", "books"))

    assert by_line(ada) == {"rule0": [0, 2, 2]}


@pytest.mark.parametrize(
    ("when", "bought", "points"),
    [
        ("weekday >= 6", "2024-01-06", 10),  # A Saturday.
        ("weekday >= 6", "2024-01-05", 0),
        ("hour < 12", "2024-01-05 11:59", 10),
        ("hour < 12", "2024-01-05 12:00", 0),
        ('date >= "2024-02-01" and date < "2024-03-01"', "2024-02-29 23:59", 10),
        ('date >= "2024-02-01" and date < "2024-03-01"', "2024-03-01 00:00", 0),
        ("day == 29 and month == 2", "2024-02-29", 10),
        ("member.orders == 0", "2024-01-05", 10),
        ("member.birth_month == month", "2024-01-05", 0),  # Nobody told.
        ('store == "main"', "2024-01-05", 0),
    ],
)
def test_a_condition_reads_the_shops_own_calendar(when, bought, points):
    ada = Member(version({"bonus": 10, "when": when}))
    ada.buys(bought, 100)

    assert ada.outstanding() == points


def test_a_month_of_birth_counts_once_it_was_told():
    ada = Member(version({"bonus": 10, "when": "member.birth_month == month"}))

    assert ada.buys("2024-03-05", 100) == []
    ada.tells("2024-03-06", born_in=3)
    assert ada.buys("2024-03-07", 100) == [("earn", 10)]
    assert ada.buys("2024-04-07", 100) == []


def test_a_level_that_is_reached_by_a_receipt_counts_from_the_next_one():
    track = {"card": {"metric": "net_spend", "levels": {"white": 0, "gold": 1000}}}
    ada = Member(version(BASE, {**TWICE, "when": 'level("card") == "gold"'}, tracks=track))

    assert ada.buys("2024-01-05", 1000) == [("earn", 100)]
    assert ada.buys("2024-01-06", 100) == [("earn", 10), ("earn", 10)]


def test_several_kinds_of_points_are_earned_and_rounded_each_for_itself():
    ada = Member(
        version(BASE, {"rate": {"points": 1, "per": 100}, "earn": "leaf"}, leaf={"rounding": "ceiling"})
    )
    ada.buys("2024-01-05", 199)

    assert (ada.outstanding(), ada.outstanding("leaf")) == (19, 2)


def test_a_receipt_from_before_the_programme_is_recorded_and_earns_nothing():
    ada = Member(version(BASE, begins="2024-02-01"), at="2024-01-01")

    assert ada.buys("2024-01-31 23:59", 500) == []
    assert [reason.code for reason in ada.reasons] == ["before_programme"]
    assert ada.fold.wallet.orders == 1
    assert ada.buys("2024-02-01 00:00", 500) == [("earn", 50)]


def test_the_version_in_force_at_the_purchase_decides_however_late_it_is_told():
    ada = Member(version(BASE), version({"rate": {"points": 2, "per": 10}}, begins="2024-02-01"))

    assert ada.buys("2024-02-01 00:00", 100) == [("earn", 20)]
    assert ada.buys("2024-01-31 23:59", 100) == [("earn", 10)]
    assert [entry.version for entry in ada.entries] == [2, 1]
