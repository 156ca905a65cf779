"""Points that wait until their order reaches something: released when it is told, and at the timeout otherwise."""

import pytest
from one_member import BASE, Member, card, version

from regulars.core.refusals import NotEnoughPoints

DAYS_30 = {"rolling": {"days": 30}}


def waiting(*rules, days=20, then="release", **coin):
    pending = {"until_event": "delivered", "timeout": {"days": days, "then": then}}
    return version(*(rules or (BASE,)), coin={"expiry": DAYS_30, "pending": pending, **coin})


def dates(ada):
    """When each lot becomes usable, and when it is gone."""
    return [(ada.clock(lot.activates_at), ada.clock(lot.expires_at)) for lot in ada.purse().lots]


def test_points_wait_for_the_event_and_live_from_then_on():
    ada = Member(waiting())
    ada.buys("2024-01-05", 500, name="a")
    assert ada.has("2024-01-10") == (0, 50, 0)
    with pytest.raises(NotEnoughPoints):
        ada.spends("2024-01-10", 1)

    assert ada.reaches("2024-01-10 15:00", "a") == [("release", 0)]

    assert ada.has("2024-01-10 15:00") == (50, 0, 0)
    assert dates(ada) == [("2024-01-10 15:00", "2024-02-10 00:00")]
    released = ada.entries[-1]
    assert (released.reverses, released.effect, released.rule) == (1, "release:1", "rule0")
    assert ada.waits("2024-02-10 00:00") == [("expire", -50)]


def test_at_the_timeout_points_become_usable_all_the_same():
    ada = Member(waiting())
    ada.buys("2024-01-05", 500, name="a")

    assert dates(ada) == [("2024-01-25 00:00", "2024-02-25 00:00")]
    assert ada.waits("2024-01-25 00:00") == []
    assert ada.has("2024-01-25 00:00") == (50, 0, 0)
    assert ada.reaches("2024-01-26", "a") == []  # Too late to change anything.
    assert dates(ada) == [("2024-01-25 00:00", "2024-02-25 00:00")]


def test_the_programme_may_say_that_they_are_gone_instead():
    ada = Member(waiting(then="expire"))
    ada.buys("2024-01-05", 500, name="a")

    assert ada.has("2024-01-24 23:59") == (0, 50, 0)
    assert ada.has("2024-01-25 00:00") == (0, 0, 0)  # Right before the clock has looked by.
    assert ada.waits("2024-01-25 00:00") == [("expire", -50)]
    assert ada.reaches("2024-01-26", "a") == []


def test_what_came_in_time_is_released_even_where_it_would_be_gone():
    ada = Member(waiting(then="expire"))
    ada.buys("2024-01-05", 500, name="a")

    ada.reaches("2024-01-24 23:59", "a")

    assert dates(ada) == [("2024-01-24 23:59", "2024-02-24 00:00")]


def test_waiting_points_are_taken_back_when_the_goods_return():
    ada = Member(waiting(take_back="only_pending"))
    ada.buys("2024-01-05", 500, 500, name="a")
    ada.brings_back("2024-01-08", "tea", order="a")
    ada.reaches("2024-01-10", "a")

    assert ada.has("2024-01-10") == (50, 0, 0)
    assert ada.cancels("2024-01-11", "a") == []  # They are usable now, so this policy leaves them.
    assert ada.purse().sums.shortfall == 50


def test_another_event_or_another_order_releases_nothing():
    ada = Member(waiting())
    ada.buys("2024-01-05", 500, name="a")
    ada.buys("2024-01-05", 100, name="b")

    assert ada.reaches("2024-01-06", "a", "shipped") == []
    assert ada.reaches("2024-01-06", "b") == [("release", 0)]
    assert ada.has("2024-01-06") == (10, 50, 0)


def test_an_event_of_an_order_that_nobody_knows_is_reported():
    ada = Member(waiting())

    assert ada.reaches("2024-01-06", "z") == []
    assert [reason.code for reason in ada.reasons] == ["unknown_order"]


def test_an_event_that_is_told_again_releases_nothing_more():
    ada = Member(waiting())
    ada.buys("2024-01-05", 500, name="a")
    ada.reaches("2024-01-06", "a")

    assert ada.reaches("2024-01-09", "a") == []
    assert dates(ada) == [("2024-01-06 12:00", "2024-02-06 00:00")]


def test_only_rules_that_wait_for_it_are_released():
    ada = Member(
        waiting(
            BASE,
            {"bonus": 7, "pending": "none"},
            {"bonus": 5, "pending": {"until_event": "return_window_over", "timeout": {"days": 40}}},
        )
    )
    ada.buys("2024-01-05", 100, name="a")

    ada.reaches("2024-01-06", "a")

    assert ada.has("2024-01-06") == (17, 5, 0)


def test_points_that_are_released_repay_a_debt_at_once():
    ada = Member(
        waiting(BASE, {"bonus": 30, "when": "total >= 900", "pending": "none"}, take_back="into_deficit")
    )
    ada.buys("2024-01-05", 900, name="a")  # 30 at once, and 90 that wait.
    ada.spends("2024-01-06", 30)
    ada.buys("2024-01-06", 500, name="b")
    ada.cancels("2024-01-07", "a")
    assert ada.has("2024-01-07") == (0, 50, 30)

    ada.reaches("2024-01-08", "b")

    assert ada.has("2024-01-08") == (20, 0, 0)
    assert [reason.facts for reason in ada.reasons if reason.code == "repaid"] == [("coin", 30)]


def test_a_correction_belongs_to_no_order_and_waits_for_none():
    ada = Member(waiting())
    ada.is_given("2024-01-05", 5)

    assert dates(ada) == [("2024-01-05 12:00", "2024-02-05 00:00")]


def test_released_points_stand_where_their_new_date_belongs():
    ada = Member(waiting(BASE, {"bonus": 9, "pending": "none", "expiry": {"rolling": {"days": 40}}}))
    ada.buys("2024-01-05", 100, name="a")  # 10 that wait until 25 January, and 9 until 14 February.
    assert ada.lots() == [(2, 9), (1, 10)]

    ada.reaches("2024-01-06", "a")

    assert ada.lots() == [(1, 10), (2, 9)]


def test_the_level_of_the_purchase_says_how_long_they_live():
    levels = {
        "white": 0,
        "gold": {"threshold": 1000, "points": {"coin": {"expiry": {"rolling": {"days": 90}}}}},
    }
    pending = {"until_event": "delivered", "timeout": {"days": 20}}
    ada = Member(
        version(
            BASE,
            coin={"expiry": DAYS_30, "pending": pending},
            tracks={"card": {**card()["card"], "levels": levels}},
        )
    )
    ada.buys("2024-01-05", 1000, name="a")  # At white.
    ada.buys("2024-01-05", 100, name="b")  # At gold.
    ada.reaches("2024-01-10", "a")
    ada.reaches("2024-01-10", "b")

    assert [end for _, end in dates(ada)] == ["2024-02-10 00:00", "2024-04-10 00:00"]
