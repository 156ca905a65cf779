"""Points that live so long after the last activity: one clock a wallet, moved on and never back, and late activity."""

import pytest
from one_member import BASE, Member, card, version

from regulars.core.refusals import NotEnoughPoints


def sliding(*rules, days=30, activity=None, late=None, **coin):
    """Coins that live 30 days after the last activity."""
    terms = {"days": days}
    if activity:
        terms["activity"] = activity
    if late:
        terms["late_activity"] = late
    return version(*(rules or (BASE,)), coin={"expiry": {"sliding": terms}, **coin})


def end(ada):
    """When the clock stands: the end that all lots share."""
    return ada.clock(ada.purse().slides_until)


def test_any_order_keeps_all_points_alive():
    ada = Member(sliding())
    ada.buys("2024-01-05", 500)
    assert ada.buys("2024-01-20", 100) == [("extend", 0), ("earn", 10)]

    assert ada.has("2024-02-05 00:00") == (60, 0, 0)  # The first 50 would be gone by themselves.
    assert ada.waits("2024-02-05 00:00") == []
    assert ada.has("2024-02-19 23:59") == (60, 0, 0)
    assert ada.has("2024-02-20 00:00") == (0, 0, 0)
    assert ada.waits("2024-02-20 00:00") == [("expire", -50), ("expire", -10)]


def test_the_books_say_how_long_points_live_from_then_on():
    ada = Member(sliding())
    ada.buys("2024-01-05", 500)
    ada.buys("2024-01-20", 5)  # Too little for a point, and yet an activity.

    first, extended = ada.entries
    assert (ada.clock(first.expires_at), first.slides) == ("2024-02-05 00:00", True)
    assert (extended.kind, extended.points, ada.clock(extended.expires_at)) == (
        "extend",
        0,
        "2024-02-20 00:00",
    )


def test_a_second_activity_of_one_day_writes_nothing_more():
    ada = Member(sliding())
    ada.buys("2024-01-05", 500)
    ada.buys("2024-01-20", 100)

    assert ada.buys("2024-01-20 18:00", 100) == [("earn", 10)]


def test_an_activity_touches_no_lot():
    ada = Member(sliding())
    ada.buys("2024-01-05", 500)
    ada.buys("2024-01-06", 500)
    before = list(ada.purse().lots)
    ada.buys("2024-01-20", 5)

    assert all(now is then for now, then in zip(ada.purse().lots, before, strict=True))


def test_using_points_keeps_the_rest_alive():
    ada = Member(sliding())
    ada.buys("2024-01-05", 500)

    assert ada.spends("2024-02-04 23:59", 20) == [("spend", -20), ("extend", 0)]
    assert end(ada) == "2024-03-06 00:00"


def test_what_is_refused_is_no_activity():
    ada = Member(sliding())
    ada.buys("2024-01-05", 500)
    with pytest.raises(NotEnoughPoints):
        ada.spends("2024-01-20", 51)

    assert end(ada) == "2024-02-05 00:00"


def test_the_programme_says_what_counts_as_activity():
    ada = Member(sliding(activity=["spends"]))
    ada.buys("2024-01-05", 500)
    ada.buys("2024-01-20", 500)
    assert ada.waits("2024-02-05 00:00") == [("expire", -50)]  # Each lot lives its own 30 days at least.

    ada.spends("2024-02-06", 10)
    assert ada.has("2024-03-07 23:59") == (40, 0, 0)
    assert ada.has("2024-03-08 00:00") == (0, 0, 0)


def test_a_correction_and_a_return_are_no_activity():
    ada = Member(sliding())
    ada.buys("2024-01-05", 500, name="a")
    ada.buys("2024-01-05", 100, name="b")
    ada.is_given("2024-01-20", 7)
    ada.cancels("2024-01-21", "b")

    assert end(ada) == "2024-02-05 00:00"
    assert ada.waits("2024-02-05 00:00") == [("expire", -50)]
    assert ada.has("2024-02-18") == (7, 0, 0)  # What was given then lives 30 days of its own.


def test_points_that_wait_live_from_their_first_usable_day():
    ada = Member(sliding(pending={"days": 14}))
    ada.buys("2024-01-05", 500)

    assert ada.has("2024-02-18 23:59") == (50, 0, 0)
    assert ada.waits("2024-02-19 00:00") == [("expire", -50)]


def test_what_runs_out_soonest_goes_first_also_beside_points_that_slide():
    dated = {"bonus": 7, "expiry": {"rolling": {"days": 40}}, "when": "total >= 900"}
    ada = Member(sliding(BASE, dated))
    ada.buys("2024-01-05", 900)  # 90 that slide, until 4 February; 7 until 14 February.
    assert [one.no for one in ada.purse().lots] == [1, 2]
    ada.buys("2024-01-20", 5)  # Now the 90 last until 19 February.
    ada.spends("2024-01-21", 8)

    assert [(one.lot, one.points) for one in ada.allocations] == [(2, 7), (1, 1)]


def test_a_level_may_let_the_clock_run_longer():
    levels = {
        "white": 0,
        "gold": {"threshold": 1000, "points": {"coin": {"expiry": {"sliding": {"days": 90}}}}},
    }
    ada = Member(
        version(
            BASE,
            coin={"expiry": {"sliding": {"days": 30}}},
            tracks={"card": {**card()["card"], "levels": levels}},
        )
    )
    ada.buys("2024-01-05", 1000)
    assert end(ada) == "2024-02-05 00:00"
    ada.buys("2024-01-06", 5)

    assert end(ada) == "2024-04-06 00:00"


def test_an_activity_from_before_that_is_told_late_moves_the_clock_never_back():
    ada = Member(sliding())
    ada.buys("2024-01-05", 500)
    ada.buys("2024-01-20", 100)
    ada.buys("2024-01-10", 100)

    assert end(ada) == "2024-02-20 00:00"
    assert ada.waits("2024-02-20 00:00") == [("expire", -50), ("expire", -10), ("expire", -10)]


class TestLate:
    """An activity that happened before points ran out, and is told afterwards."""

    @staticmethod
    def lapsed(**parts):
        ada = Member(sliding(**parts))
        ada.buys("2024-01-05", 500, name="a")
        assert ada.waits("2024-02-05 00:00") == [("expire", -50)]
        return ada

    def test_brings_the_points_back(self):
        ada = self.lapsed()

        assert ada.buys("2024-02-01", 100) == [("extend", 0), ("restore", 50), ("earn", 10)]
        assert ada.has("2024-03-02 23:59") == (60, 0, 0)
        assert ada.has("2024-03-03 00:00") == (0, 0, 0)
        assert (ada.purse().sums.expired, ada.purse().sums.restored) == (50, 50)
        # At the very moment at which they ran out, so that no balance in between is wrong.
        restored = next(entry for entry in ada.entries if entry.kind == "restore")
        assert ada.clock(restored.occurred_at) == "2024-02-05 00:00"

    def test_comes_to_the_same_as_if_it_had_been_told_in_time(self):
        late, on_time = self.lapsed(), Member(sliding())
        late.buys("2024-02-01", 100)
        on_time.buys("2024-01-05", 500)
        on_time.buys("2024-02-01", 100)

        for ada in (late, on_time):
            ada.spends("2024-02-10", 55)
        assert late.has("2024-03-10 23:59") == on_time.has("2024-03-10 23:59") == (5, 0, 0)
        assert late.outstanding() == on_time.outstanding()

    def test_brings_them_back_also_where_a_later_one_was_told_before_it(self):
        ada = self.lapsed()
        ada.buys("2024-02-10", 5)

        assert ada.buys("2024-02-01", 5) == [("extend", 0), ("restore", 50)]
        assert end(ada) == "2024-03-12 00:00"
        assert ada.has("2024-03-11 23:59") == (50, 0, 0)
        assert ada.waits("2024-03-12 00:00") == [("expire", -50)]

    def test_may_be_ignored(self):
        ada = self.lapsed(late="ignore")

        assert ada.buys("2024-02-01", 100) == [("earn", 10)]
        assert ada.outstanding() == 10
        assert ada.purse().lapsed == []

    def test_never_brings_back_what_ran_out_before_it(self):
        ada = self.lapsed()

        assert ada.buys("2024-02-05 00:00", 100) == [("earn", 10)]
        assert ada.outstanding() == 10

    def test_that_would_not_have_been_enough_brings_nothing_back(self):
        ada = self.lapsed()
        ada.buys("2024-03-20", 5)

        assert ada.buys("2024-01-10", 5) == []  # It would have kept them until 9 February.
        assert ada.outstanding() == 0

    def test_points_that_came_back_can_run_out_again_and_come_back_again(self):
        ada = self.lapsed()
        ada.buys("2024-02-01", 5)
        assert ada.waits("2024-03-03 00:00") == [("expire", -50)]
        ada.buys("2024-03-01", 5)

        assert ada.outstanding() == 50
        assert ada.waits("2024-04-01 00:00") == [("expire", -50)]

    def test_points_that_came_back_go_with_their_goods(self):
        ada = self.lapsed()
        ada.buys("2024-02-01", 100)
        ada.cancels("2024-02-06", "a")

        assert ada.outstanding() == 10
        assert ada.lots() == [(5, 10)]


def test_a_version_that_lets_points_slide_no_more_ends_them_by_their_last_activity():
    later = version(BASE, coin={"expiry": "never"}, begins="2024-01-25")
    ada = Member(sliding(), later)
    ada.buys("2024-01-05", 500)
    ada.buys("2024-01-20", 100)
    ada.buys("2024-01-26", 200)

    assert ada.waits("2024-02-20 00:00") == [("expire", -50), ("expire", -10)]
    assert ada.outstanding() == 20


def test_held_points_are_kept_alive_too():
    ada = Member(sliding())
    ada.buys("2024-01-05", 500)
    ada.holds("2024-02-04 23:50", 20, minutes=30)
    ada.buys("2024-02-04 23:55", 5)
    ada.waits("2024-02-05 00:20")

    assert ada.has("2024-02-05 00:20") == (50, 0, 0)
    assert end(ada) == "2024-03-06 00:00"


@pytest.mark.parametrize("terms", ["reissue", {"min_life": 10}])
def test_what_goes_back_in_a_lot_of_its_own_slides_like_the_others(terms):
    ada = Member(sliding(restore_expired=terms))
    ada.buys("2024-01-05", 500)
    ada.spends("2024-01-06", 30, order="a")
    ada.buys("2024-01-06", 5, name="a")
    ada.waits("2024-02-05 00:00")
    ada.cancels("2024-02-06", "a")
    ada.buys("2024-02-10", 5)

    assert ada.has("2024-03-11 23:59") == (30, 0, 0)
    assert ada.has("2024-03-12 00:00") == (0, 0, 0)
