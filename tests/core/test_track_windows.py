"""What a track counts besides money, and the stretch of time over which it does."""

from datetime import date

import pytest
from one_member import BASE, Member, card, line, version


def holder(**parts):
    return Member(version(BASE, tracks=card(**parts)))


def novel(kind="novel", quantity=1):
    return line(100, quantity, kind, f"books/{kind}")


class TestVisits:
    """A visit is a local day with a purchase."""

    def test_two_purchases_on_a_day_are_one_visit(self):
        ada = holder(metric="visits")
        ada.buys("2024-01-05 09:00", 100)
        ada.buys("2024-01-05 23:59", 100)
        assert (ada.standing().total, ada.level()) == (1, "white")

        ada.buys("2024-01-06 00:00", 100)
        assert (ada.standing().total, ada.level()) == (2, "silver")

    def test_a_visit_counts_until_everything_bought_on_that_day_came_back(self):
        ada = holder(metric="visits")
        ada.buys("2024-01-05 09:00", 100, name="a")
        ada.buys("2024-01-05 10:00", line(100, 2), name="b")
        ada.cancels("2024-01-06", "a")
        assert ada.standing().total == 1
        ada.brings_back("2024-01-06", ("tea", 1), order="b")
        assert ada.standing().total == 1

        ada.brings_back("2024-01-06", ("tea", 1), order="b")
        assert (ada.standing().total, ada.standing().days) == (0, [])

    def test_a_visit_is_one_of_goods_that_count(self):
        ada = holder(metric="visits", lines='"books" in line.categories')
        ada.buys("2024-01-05", 100)
        ada.buys("2024-01-06", novel())

        assert ada.standing().total == 1


class TestCategories:
    """A category counts once, as long as something of it was bought in the window and kept."""

    @pytest.mark.parametrize(("depth", "total"), [(1, 2), (2, 3)])
    def test_the_depth_says_what_is_told_apart(self, depth, total):
        ada = holder(metric="categories", depth=depth)
        ada.buys("2024-01-05", novel("novel"), novel("atlas"), line(50), line(10, product="bag", category=""))
        ada.buys("2024-01-06", novel("novel"))

        assert ada.standing().total == total

    def test_a_category_leaves_with_the_last_day_on_which_it_was_bought(self):
        ada = holder(metric="categories", window={"rolling": {"days": 30}})
        ada.buys("2024-01-01 13:00", novel())
        ada.buys("2024-01-01 14:00", 100)
        ada.buys("2024-01-11", novel())
        assert (ada.standing().total, ada.level()) == (2, "silver")

        ada.waits("2024-01-31 00:00")
        assert (ada.standing().total, ada.level()) == (1, "white")
        assert (ada.ahead("2024-02-09 23:59").total, ada.ahead("2024-02-10 00:00").total) == (1, 0)

    def test_a_category_goes_with_the_last_of_it_that_comes_back(self):
        ada = holder(metric="categories")
        ada.buys("2024-01-05", novel(quantity=2), name="a")
        ada.buys("2024-01-09", novel(), name="b")
        ada.cancels("2024-01-10", "b")
        assert (ada.standing().total, ada.standing().days) == (1, [(date(2024, 1, 5).toordinal(), 1)])

        ada.brings_back("2024-01-11", ("novel", 1), order="a")
        assert ada.standing().total == 1
        ada.brings_back("2024-01-12", ("novel", 1), order="a")
        assert (ada.standing().total, ada.standing().remembered.seen) == (0, {})

    def test_a_category_whose_earlier_day_has_left_is_not_found_again(self):
        ada = holder(metric="categories", window={"rolling": {"days": 30}})
        ada.buys("2024-01-05", novel())
        ada.buys("2024-02-01", novel(), name="b")
        ada.cancels("2024-02-10", "b")

        assert (ada.standing().total, ada.standing().remembered.seen) == (0, {})

    def test_a_level_of_categories_that_all_came_back_waits_for_the_day_to_leave(self):
        ada = holder(metric="categories", window={"rolling": {"days": 30}}, on_refund="next_review")
        ada.buys("2024-01-05", novel(), line(100), name="a")
        ada.cancels("2024-01-10", "a")
        assert (ada.standing().total, ada.level()) == (0, "silver")

        ada.waits("2024-02-04 00:00")
        assert (ada.clock(ada.standing().since), ada.level()) == ("2024-02-04 00:00", "white")


class TestCounter:
    """A counter of the shop's own: receipts, lines or items under a condition."""

    @pytest.mark.parametrize(("of", "total"), [("orders", 2), ("lines", 3), ("items", 6)])
    def test_it_counts_what_it_names(self, of, total):
        ada = holder(
            metric="counter",
            counter={"of": of, "name": {"zh-Hant": "書", "en": "Books"}},
            lines='"books" in line.categories',
        )
        ada.buys("2024-01-05", novel("novel", 3), novel("atlas", 2), line(100, 5))
        ada.buys("2024-01-06", novel())

        assert ada.standing().total == total

    def test_a_line_counts_until_the_last_of_it_came_back(self):
        ada = holder(metric="counter", counter={"of": "lines", "name": {"zh-Hant": "書", "en": "Books"}})
        ada.buys("2024-01-05", novel("novel", 3), name="a")
        ada.brings_back("2024-01-06", ("novel", 2), order="a")
        assert ada.standing().total == 1

        ada.brings_back("2024-01-06", ("novel", 1), order="a")
        assert ada.standing().total == 0


class TestBalance:
    """A level over the points that are there now."""

    @staticmethod
    def holder(coin=None, **parts):
        levels = {"white": 0, "silver": 100, "gold": 500}
        tracks = {"card": {"metric": "points_balance", "points": "coin", "levels": levels, **parts}}
        return Member(version(BASE, coin=coin, tracks=tracks))

    def test_it_goes_up_with_what_is_earned_and_down_with_what_is_spent(self):
        ada = self.holder()
        ada.buys("2024-01-05", 1500)
        assert (ada.standing().total, ada.level()) == (150, "silver")

        ada.spends("2024-01-06", 60)
        assert (ada.standing().total, ada.level()) == (90, "white")
        ada.is_given("2024-01-07", 10)
        assert [(move.after, move.cause) for move in ada.moves] == [
            ("silver", "balance"),
            ("white", "balance"),
            ("silver", "balance"),
        ]

    def test_what_keeps_it_counts_only_the_points_that_will_still_be_there(self):
        ada = self.holder(
            coin={"expiry": {"rolling": {"days": 30}}}, validity="end_of_next_year", reached_again="extends"
        )
        ada.buys("2024-01-05", 1500)
        ahead = ada.ahead("2024-01-10")

        assert (ahead.total, ahead.keep_missing) == (150, 100)
        # Reached again on the last day of 2025 at the latest, it holds to the end of 2026.
        assert (ada.clock(ahead.keep_by), ada.clock(ahead.kept_until)) == (
            "2026-01-01 00:00",
            "2027-01-01 00:00",
        )

    def test_points_that_activity_keeps_alive_still_count_on_the_day_of_the_review(self):
        ada = self.holder(coin={"expiry": {"sliding": {"days": 20}}}, validity={"months": 1}, notices=[7])
        ada.buys("2024-01-06", 1500)  # By themselves they end with 26 January; silver holds to 5 February.
        ada.buys("2024-01-20", 5)

        ahead = ada.ahead("2024-01-20")
        assert (ahead.keep_missing, ada.clock(ahead.keep_by)) == (None, "2024-02-06 00:00")
        ada.waits("2024-02-06 00:00")
        assert [(move.after, move.cause) for move in ada.moves] == [
            ("silver", "balance"),
            ("silver", "renewed"),
        ]

    def test_a_level_that_follows_them_falls_when_they_run_out_by_now(self):
        ada = self.holder(coin={"expiry": {"sliding": {"days": 30}}})
        ada.buys("2024-01-06", 1500)
        ada.buys("2024-01-20", 5)

        assert ada.clock(ada.ahead("2024-01-20").falls_at) == "2024-02-20 00:00"
        ada.waits("2024-02-19 23:59")
        assert ada.level() == "silver"
        ada.waits("2024-02-20 00:00")
        assert ada.level() == "white"

    def test_points_that_run_out_are_seen_by_the_review_of_that_instant_and_gone_after_it(self):
        ada = self.holder(coin={"expiry": "end_of_next_year"}, validity="end_of_next_year")
        ada.buys("2024-01-05", 1500)
        ada.waits("2026-01-01 00:00")

        assert [(move.after, move.cause) for move in ada.moves] == [
            ("silver", "balance"),
            ("silver", "renewed"),
        ]
        assert ada.standing().total == 0

    def test_a_level_that_follows_the_balance_goes_as_the_points_run_out(self):
        ada = self.holder(coin={"expiry": {"rolling": {"days": 30}}})
        ada.buys("2024-01-05", 1500)
        ada.waits("2024-02-04 23:59")
        assert ada.level() == "silver"

        ada.waits("2024-02-05 00:00")
        assert (ada.level(), ada.standing().total) == ("white", 0)


@pytest.mark.parametrize(
    ("window", "lost"),
    [
        ({"calendar": {"every": "month"}}, "2024-06-01 00:00"),
        ({"calendar": {"every": "quarter"}}, "2024-07-01 00:00"),
        ({"calendar": {"every": "half_year"}}, "2024-07-01 00:00"),
        ({"calendar": {"every": "year"}}, "2025-01-01 00:00"),
        ({"calendar": {"every": "quarter", "year_begins_in": "march"}}, "2024-06-01 00:00"),
        ({"calendar": {"every": "year", "year_begins_in": "april"}}, "2025-04-01 00:00"),
        ({"calendar": {"every": "year", "year_begins_in": "june"}}, "2024-06-01 00:00"),
    ],
)
def test_a_period_of_the_calendar_ends_with_its_last_day(window, lost):
    ada = holder(window=window)
    ada.buys("2024-05-31", 1500)

    ada.fold.advance(ada.instant(lost) - 1)
    assert ada.level() == "silver"
    ada.waits(lost)
    assert ada.level() == "white"


class TestMembershipYear:
    """A year from the day on which somebody joined."""

    @pytest.mark.parametrize(
        ("joined", "lost"),
        [
            (date(2020, 3, 15), "2024-03-15 00:00"),
            (date(2020, 3, 16), "2024-03-16 00:00"),
            (date(2020, 3, 10), "2025-03-10 00:00"),
            (date(2020, 2, 29), "2025-02-28 00:00"),
            (date(2024, 12, 1), "2024-12-01 00:00"),  # Told to have joined after the purchase.
        ],
    )
    def test_it_ends_at_the_anniversary(self, joined, lost):
        ada = holder(window="membership_year")
        ada.tells("2024-01-03", joined=joined.toordinal())
        ada.buys("2024-03-14", 1500)

        ada.fold.advance(ada.instant(lost) - 1)
        assert ada.level() == "silver"
        ada.waits(lost)
        assert ada.level() == "white"

    def test_who_never_said_when_they_joined_joined_when_they_first_came(self):
        ada = holder(window="membership_year")
        ada.buys("2024-03-14", 1500)
        ada.waits("2025-01-01 23:59")
        assert ada.level() == "silver"

        ada.waits("2025-01-02 00:00")
        assert ada.level() == "white"

    def test_they_came_before_the_version_that_counts_by_their_years(self):
        before = version(BASE, tracks=card(window="lifetime"))
        later = version(BASE, tracks=card(window="membership_year"), begins="2024-03-01")
        ada = Member(before, later)
        ada.buys("2024-03-14", 1500)

        ada.waits("2025-01-01 23:59")
        assert ada.level() == "silver"
        ada.waits("2025-01-02 00:00")
        assert ada.level() == "white"

    def test_what_has_left_a_year_is_not_found_again_in_another(self):
        ada = holder(window="membership_year")
        ada.buys("2024-12-30", 500)
        ada.tells("2025-01-10", joined=date(2019, 6, 1).toordinal())
        ada.buys("2025-01-11", 500)

        assert (ada.level(), ada.standing().total) == ("white", 500)

    def test_a_day_of_joining_that_is_learned_later_moves_the_year(self):
        ada = holder(window="membership_year")
        ada.buys("2024-03-14", 1500)
        ada.tells("2024-06-02", joined=date(2019, 6, 1).toordinal())

        assert (ada.level(), ada.standing().total) == ("white", 0)


@pytest.mark.parametrize(
    ("window", "after_renewal"), [("level_term", (0, "white")), ("last_change", (1200, "silver"))]
)
def test_a_count_since_the_level_began_starts_at_zero_with_it(window, after_renewal):
    """A renewal begins a new term of the level; only `level_term` counts anew from it."""
    ada = holder(window=window, validity={"months": 12})
    ada.buys("2024-03-10", 1500)
    assert (ada.level(), ada.standing().total) == ("silver", 0)
    ada.buys("2024-03-11", 1200)
    assert ada.standing().total == 1200
    ada.waits("2025-03-10 00:00")
    assert (ada.level(), ada.moves[-1].cause) == ("silver", "renewed")

    ada.waits("2026-03-10 00:00")
    assert (ada.standing().total, ada.level()) == after_renewal


def test_what_was_bought_before_the_count_began_anew_counts_neither_late_nor_when_it_comes_back():
    ada = holder(window="level_term", validity={"months": 12})
    ada.buys("2024-03-10 09:00", 400, name="a")
    ada.buys("2024-03-10 10:00", 600, name="b")
    ada.buys("2024-03-10 11:00", 100, name="c")
    ada.buys("2024-03-10 08:00", 300, name="late")
    assert (ada.level(), ada.standing().total) == ("silver", 100)

    ada.cancels("2024-03-10 12:00", "a")
    ada.cancels("2024-03-10 12:00", "b")
    assert ada.standing().total == 100
    ada.cancels("2024-03-10 12:00", "c")
    assert ada.standing().total == 0
