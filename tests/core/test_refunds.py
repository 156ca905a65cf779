"""What a return takes back: a target that depends on all that came back, and nothing twice."""

import pytest
from one_member import BASE, Member, card, line, version

THOUSAND = {"bonus": 100, "when": "total >= 1000"}


def taken(member, order="a"):
    return [one.taken_back for one in member.fold.receipts.by_order[order].earned]


@pytest.mark.parametrize(
    ("pieces", "steps"),
    [
        ([1, 1, 1], [1, 2, 3]),  # 10 × 1/3 is 3.33, 10 × 2/3 is 6.67, and after the last one all 10.
        ([2, 1], [2, 3]),
        ([3], [3]),
    ],
)
def test_points_go_back_by_what_came_back_in_all(pieces, steps):
    back = {1: 3, 2: 7, 3: 10}
    ada = Member(version(BASE))
    ada.buys("2024-01-05", line(100, 3), name="a")

    for quantity, so_far in zip(pieces, steps, strict=True):
        ada.brings_back("2024-01-06", ("tea", quantity), order="a")
        assert taken(ada) == [back[so_far]]
    assert ada.outstanding() == 0


def test_a_return_of_more_than_was_bought_takes_back_what_was_bought():
    ada = Member(version(BASE))
    ada.buys("2024-01-05", line(100, 2), name="a")

    assert ada.brings_back("2024-01-06", ("tea", 5), order="a") == [("revoke", -10)]
    assert [(reason.code, reason.facts) for reason in ada.reasons] == [("unmatched", ("tea", 3))]
    assert ada.brings_back("2024-01-07", ("tea", 1), order="a") == []


@pytest.mark.parametrize(
    ("policy", "first", "second"),
    [
        # 1,400 earn 140 and the gift of 100. 350 go back, then another 350: below a thousand the gift goes.
        (None, [35, 0], [70, 100]),
        ("recompute", [35, 0], [70, 100]),
        ("proportional", [35, 25], [70, 50]),
        ("keep", [35, 0], [70, 0]),
    ],
)
def test_a_gift_for_a_threshold_follows_its_own_policy(policy, first, second):
    gift = THOUSAND | ({"on_refund": policy} if policy else {})
    ada = Member(version(BASE, gift))
    ada.buys("2024-01-05", line(1400, 4), name="a")

    ada.brings_back("2024-01-06", ("tea", 1), order="a")
    assert taken(ada) == first
    ada.brings_back("2024-01-06", ("tea", 1), order="a")
    assert taken(ada) == second


def test_a_threshold_that_still_holds_keeps_the_gift_and_loses_it_with_the_last_item():
    ada = Member(version(THOUSAND))
    ada.buys("2024-01-05", line(2000, 2), name="a")

    ada.brings_back("2024-01-06", "tea", order="a")
    assert taken(ada) == [0]
    ada.brings_back("2024-01-06", "tea", order="a")
    assert taken(ada) == [100]


def test_the_version_in_force_at_the_purchase_decides_what_goes_back():
    strict = version({**THOUSAND, "when": "total >= 5000"}, begins="2024-01-06")
    ada = Member(version(THOUSAND), strict)
    ada.buys("2024-01-05", line(2000, 2), name="a")

    ada.brings_back("2024-01-07", "tea", order="a")

    assert taken(ada) == [0]  # 1,000 are left, which was enough then.


def test_a_condition_is_asked_again_about_the_member_of_the_purchase():
    birthday = {"bonus": 50, "when": "member.birth_month == month and total >= 500"}
    ada = Member(version(birthday))
    ada.tells("2024-03-01", born_in=3)
    ada.buys("2024-03-05", line(1200, 2), name="a")
    ada.tells("2024-03-06", born_in=4)  # A slip, put right.

    assert ada.brings_back("2024-03-07", "tea", order="a") == []
    assert ada.outstanding() == 50


@pytest.mark.parametrize(
    ("policy", "entries", "shortfall", "left"),
    [
        ("only_pending", [], 50, 60),
        ("within_balance", [("revoke", -50)], 0, 10),
        ("into_deficit", [("revoke", -50)], 0, 10),
    ],
)
def test_points_that_were_spent_already_are_taken_as_the_policy_says(policy, entries, shortfall, left):
    ada = Member(version(BASE, coin={"take_back": policy}))
    ada.buys("2024-01-05", 500, name="a")
    ada.spends("2024-01-06", 40)
    ada.buys("2024-01-07", 500, name="b")

    assert ada.cancels("2024-01-08", "a") == entries
    assert (ada.outstanding(), ada.purse().sums.shortfall) == (left, shortfall)


@pytest.mark.parametrize(
    ("policy", "shortfall", "left"), [("within_balance", 40, 0), ("into_deficit", 0, -40)]
)
def test_what_is_not_there_at_all_is_said_or_owed(policy, shortfall, left):
    ada = Member(version(BASE, coin={"take_back": policy}))
    ada.buys("2024-01-05", 500, name="a")
    ada.spends("2024-01-06", 40)

    ada.cancels("2024-01-08", "a")

    assert (ada.outstanding(), ada.purse().sums.shortfall) == (left, shortfall)
    assert [reason.facts for reason in ada.reasons if reason.code == "shortfall"] == (
        [("coin", 40, "revoke:1")] if shortfall else []
    )
    # A shortfall is not taken from what is earned later; a debt is.
    ada.buys("2024-01-09", 500)
    assert ada.outstanding() == left + 50


def test_pending_points_are_taken_back_by_every_policy():
    for policy in ("only_pending", "within_balance", "into_deficit"):
        ada = Member(version(BASE, coin={"take_back": policy, "pending": {"days": 14}}))
        ada.buys("2024-01-05", 500, name="a")
        assert ada.cancels("2024-01-06", "a") == [("revoke", -50)]


def test_without_a_receipt_the_latest_purchase_of_the_goods_is_meant():
    ada = Member(version(BASE))
    ada.buys("2024-01-05", line(300, 3), name="a")
    ada.buys("2024-01-06", line(200, 1), line(50, 1, "pen"), name="b")
    ada.buys("2024-01-09", line(900, 9), name="c")

    ada.brings_back(
        "2024-01-08", ("tea", 2)
    )  # c was not bought yet on the eighth, though it was told of before.

    assert (taken(ada, "a"), taken(ada, "b"), taken(ada, "c")) == ([10], [20], [0])


def test_what_matches_nothing_takes_nothing_back_and_is_said():
    ada = Member(version(BASE))
    ada.buys("2024-01-05", 300, name="a")

    assert ada.brings_back("2024-01-06", ("sofa", 2)) == []
    assert ada.brings_back("2024-01-06", "tea", order="unheard of") == []
    assert ada.brings_back("2024-01-06", ("tea", 1, 2), order="a") == []  # The second line: there is one.
    assert ada.cancels("2024-01-06", "unheard of") == []
    assert [(reason.code, reason.facts) for reason in ada.reasons] == [
        ("unmatched", ("sofa", 2)),
        ("unmatched", ("tea", 1)),
        ("waits", ("unheard of",)),
        ("unmatched", ("tea", 1)),
        ("unknown_order", ("unheard of",)),
    ]


def test_a_line_that_the_till_names_is_the_line_that_comes_back():
    ada = Member(version(BASE))
    ada.buys("2024-01-05", line(100), line(900), name="a")

    assert ada.brings_back("2024-01-06", ("tea", 1, 2), order="a") == [("revoke", -90)]


def test_a_cancellation_takes_what_no_return_took_and_a_second_one_nothing():
    ada = Member(version(BASE, tracks=card("orders")))
    ada.buys("2024-01-05", 100, name="b")
    ada.buys("2024-01-05", line(100, 3), name="a")

    assert ada.brings_back("2024-01-06", "tea", order="a") == [("revoke", -3)]
    assert ada.standing().total == 2
    assert ada.cancels("2024-01-07", "a") == [("revoke", -7)]
    assert ada.standing().total == 1
    assert ada.cancels("2024-01-08", "a") == []
    assert ada.standing().total == 1


def test_caps_come_down_on_the_day_of_the_purchase():
    ada = Member(version({**BASE, "caps": [{"per": "day", "points": 50}, {"per": "member", "points": 60}]}))
    ada.buys("2024-01-05 09:00", 500, name="a")
    ada.cancels("2024-01-06", "a")

    assert ada.buys("2024-01-05 18:00", 500) == [("earn", 50)]  # Told late, and the day has room again.
    assert ada.buys("2024-01-07", 500) == [("earn", 10)]


def test_an_exchange_is_a_return_and_a_sale():
    ada = Member(version(BASE))
    ada.buys("2024-01-05", line(300, 1, "small"), name="a")

    ada.brings_back("2024-01-06 10:00", "small", order="a")
    ada.buys("2024-01-06 10:00", line(400, 1, "large"), name="b")

    assert ada.outstanding() == 40


@pytest.mark.parametrize(
    ("metric", "after_one", "after_all"), [("net_spend", 800, 0), ("items", 2, 0), ("orders", 1, 0)]
)
def test_a_return_comes_off_the_level_in_the_period_of_the_purchase(metric, after_one, after_all):
    ada = Member(version(BASE, tracks=card(metric, window="calendar_year")))
    ada.buys("2024-12-30", line(1200, 3), name="a")

    ada.brings_back("2024-12-31", "tea", order="a")
    assert ada.standing().total == after_one
    ada.buys("2025-01-02", line(100, 1, "pen"), name="b")
    kept = ada.standing().total
    ada.cancels("2025-01-03", "a")
    assert (
        ada.standing().total == kept
    )  # Last year's purchase counts no more, so there is nothing to take off.

    bob = Member(version(BASE, tracks=card(metric)))
    bob.buys("2024-12-30", line(1200, 3), name="a")
    bob.cancels("2025-01-03", "a")
    assert (bob.standing().total, bob.standing().days) == (after_all, [(bob.standing().days[0][0], 0)])


def test_what_an_earlier_version_gave_without_a_cap_makes_no_room_under_a_later_one():
    capped = {**BASE, "caps": [{"per": "member", "points": 30}]}
    ada = Member(version(BASE), version(capped, begins="2024-03-01"))
    ada.buys("2024-02-01", 1000, name="before")
    ada.buys("2024-03-02", 300)
    ada.cancels("2024-03-03", "before")

    assert ada.buys("2024-03-04", 300) == []
