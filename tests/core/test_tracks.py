"""Levels: what counts, when they change, how long they hold, and what happens when their time is up."""

import pytest
from one_member import holder, line, moves

YEAR = {"rolling": {"months": 12}}


def test_a_level_is_reached_with_the_purchase_that_reaches_it():
    ada = holder()

    ada.buys("2024-01-05", 999)
    assert ada.level() == "white"
    ada.buys("2024-01-06", 1)
    assert (ada.level(), ada.clock(ada.standing().since)) == ("silver", "2024-01-06 12:00")
    ada.buys("2024-01-07", 9000)
    assert moves(ada) == [
        ("white", "silver", "2024-01-06 12:00", "reached"),
        ("silver", "gold", "2024-01-07 12:00", "reached"),
    ]


@pytest.mark.parametrize(
    ("window", "lost"),
    [
        ({"rolling": {"months": 12}}, "2025-01-31 00:00"),
        ({"rolling": {"months": 1}}, "2024-02-29 00:00"),  # 31 January and a month is the end of February.
        ({"rolling": {"days": 30}}, "2024-03-01 00:00"),
        ("calendar_year", "2025-01-01 00:00"),
    ],
)
def test_a_level_that_follows_its_window_is_lost_with_the_purchase_that_leaves_it(window, lost):
    ada = holder(window=window)
    ada.buys("2024-01-31", 1500)
    before = ada.instant(lost) - 1

    ada.fold.advance(before)
    assert ada.level() == "silver"
    ada.waits(lost)
    assert (ada.level(), moves(ada)[-1]) == ("white", ("silver", "white", lost, "window"))


class TestWhatComesBack:
    """A return corrects the metric on the day of the purchase; the level moves as the track says."""

    @pytest.mark.parametrize(
        ("on_refund", "counted", "at_once", "in_the_end"),
        [
            (None, 500, "silver", ("white", "2025-01-01 00:00", "review")),
            ("next_review", 500, "silver", ("white", "2025-01-01 00:00", "review")),
            ("immediate", 500, "white", ("white", "2024-02-01 12:00", "refund")),
            ("never", 1500, "silver", ("silver", "2025-01-01 00:00", "renewed")),
        ],
    )
    def test_a_level_that_holds_until_a_date(self, on_refund, counted, at_once, in_the_end):
        ada = holder(window="calendar_year", validity="end_of_year", on_refund=on_refund)
        ada.buys("2024-01-05", line(1500, 3), name="a")

        ada.brings_back("2024-02-01", ("tea", 2), order="a")
        assert (ada.standing().total, ada.level()) == (counted, at_once)
        ada.waits("2025-01-01")
        assert moves(ada)[-1][1:] == in_the_end

    @pytest.mark.parametrize(
        ("on_refund", "at_once", "lost"),
        [
            (None, "white", "2024-02-01 12:00"),
            ("immediate", "white", "2024-02-01 12:00"),
            ("next_review", "silver", "2024-03-31 00:00"),  # With the first purchase that leaves the window.
            ("never", "silver", "2024-04-09 00:00"),  # With the purchase that came back, as if it had stayed.
        ],
    )
    def test_a_level_that_follows_its_window(self, on_refund, at_once, lost):
        ada = holder(window={"rolling": {"days": 90}}, on_refund=on_refund)
        ada.buys("2024-01-01", 100, name="before")
        ada.buys("2024-01-10", line(1500, 3), name="a")

        ada.brings_back("2024-02-01", ("tea", 2), order="a")
        assert ada.level() == at_once
        ada.buys("2024-02-02", 10)  # A purchase is never what brings a level down.
        assert ada.level() == at_once
        ada.waits("2025-01-01")
        assert (moves(ada)[-1][1:3], ada.level()) == (("white", lost), "white")

    def test_a_return_of_this_year_does_not_cost_a_level_of_the_last(self):
        ada = holder(window="calendar_year", validity="end_of_next_year", on_refund="immediate")
        ada.buys("2024-12-05", 1500)
        ada.buys("2025-01-05", line(300, 3), name="b")

        ada.cancels("2025-01-06", "b")

        assert (ada.standing().total, ada.level()) == (0, "silver")

    def test_the_goods_of_a_year_that_was_reviewed_change_no_later_year(self):
        ada = holder(window="calendar_year", validity="end_of_year", on_refund="immediate")
        ada.buys("2024-12-30", 1500, name="a")
        ada.buys("2025-01-02", 300)

        ada.cancels("2025-01-03", "a")

        assert (ada.standing().total, ada.level()) == (300, "silver")
        assert moves(ada)[-1] == ("silver", "silver", "2025-01-01 00:00", "renewed")


def test_a_level_for_life_is_never_lost():
    ada = holder(window="lifetime")
    ada.buys("2024-01-31", 1500)
    ada.waits("2060-01-01")

    assert ada.level() == "silver"


def test_levels_are_lost_one_purchase_at_a_time():
    ada = holder(window={"rolling": {"days": 30}})
    ada.buys("2024-01-01 13:00", 4000)
    ada.buys("2024-01-11", 1000)
    ada.buys("2024-01-21", 500)
    ada.waits("2024-12-01")

    assert moves(ada)[2:] == [
        ("gold", "silver", "2024-01-31 00:00", "window"),
        ("silver", "white", "2024-02-10 00:00", "window"),
    ]


def test_a_level_that_is_just_still_reached_is_not_looked_at_in_vain():
    ada = holder(window={"rolling": {"days": 30}})
    ada.buys("2024-01-01 13:00", 1000)
    ada.buys("2024-01-11", 1000)

    # When the first thousand leaves, on 31 January, the second still reaches silver by itself.
    assert ada.clock(ada.fold.next_due_at) == "2024-02-10 00:00"


@pytest.mark.parametrize(
    ("validity", "until"),
    [
        ({"months": 12}, "2025-03-31 00:00"),
        ({"months": 6}, "2024-09-30 00:00"),
        ("end_of_year", "2025-01-01 00:00"),
        ("end_of_next_year", "2026-01-01 00:00"),
    ],
)
def test_a_level_holds_for_its_validity_whatever_leaves_the_window(validity, until):
    ada = holder(window={"rolling": {"months": 1}}, validity=validity)
    ada.buys("2024-03-31", 1500)

    assert ada.clock(ada.standing().until) == until
    ada.fold.advance(ada.instant(until) - 1)
    assert ada.level() == "silver"
    ada.waits(until)
    assert ada.level() == "white"


def test_the_year_that_ends_counts_in_the_review_at_its_end():
    """A review at t reads `[start, t)`: midnight of New Year's Eve must not forget the year."""
    ada = holder(window="calendar_year", validity="end_of_year")
    ada.buys("2024-12-31 23:59", 1500)
    ada.waits("2025-01-01 00:00")
    assert (ada.level(), ada.clock(ada.standing().until), ada.standing().total) == (
        "silver",
        "2026-01-01 00:00",
        0,
    )

    ada.buys("2025-12-31 23:59", 999)
    ada.waits("2026-01-01 00:00")
    assert moves(ada)[1:] == [
        ("silver", "silver", "2025-01-01 00:00", "renewed"),
        ("silver", "white", "2026-01-01 00:00", "review"),
    ]


@pytest.mark.parametrize(
    ("at_end", "again", "level"),
    [
        ("to_earned", 0, "white"),
        ("to_earned", 1500, "silver"),
        ("to_earned", 5000, "gold"),
        ("one_down", 0, "silver"),
        ("one_down", 1500, "silver"),
        ("keep", 0, "gold"),
    ],
)
def test_at_the_end_a_level_goes_where_the_track_says(at_end, again, level):
    ada = holder(window="calendar_year", validity="end_of_next_year", at_end=at_end)
    ada.buys("2024-03-31", 6000)
    if again:
        ada.buys("2025-06-01", again)
    ada.waits("2026-01-01 00:00")

    assert ada.level() == level
    assert (
        ada.clock(ada.standing().until) == "2028-01-01 00:00"
        if level != "white"
        else ada.standing().until > 2**62
    )


def test_one_step_down_a_year_leads_to_the_bottom():
    ada = holder(window="calendar_year", validity="end_of_year", at_end="one_down")
    ada.buys("2024-03-31", 6000)
    ada.buys("2025-03-31", 100)
    ada.waits("2030-01-01")

    assert moves(ada)[1:] == [
        ("gold", "gold", "2025-01-01 00:00", "renewed"),
        ("gold", "silver", "2026-01-01 00:00", "review"),
        ("silver", "white", "2027-01-01 00:00", "review"),
    ]


def test_a_return_takes_a_level_that_follows_at_once_and_leaves_a_promised_one_till_its_review():
    follows, promised = holder(window=YEAR), holder(window=YEAR, validity={"months": 12})
    for ada in (follows, promised):
        ada.buys("2024-03-31", 1500, name="a")
        ada.cancels("2024-04-01", "a")

    assert moves(follows)[-1] == ("silver", "white", "2024-04-01 12:00", "refund")
    assert (promised.level(), promised.standing().total) == ("silver", 0)
    promised.waits("2025-03-31 00:00")
    assert moves(promised)[-1][-1] == "review"


@pytest.mark.parametrize(
    ("metric", "parts", "total"),
    [
        ("net_spend", {}, 700),
        ("net_spend", {"lines": '"books" in line.categories'}, 400),
        ("items", {}, 5),
        ("items", {"lines": '"books" in line.categories'}, 2),
        ("orders", {}, 2),
        ("orders", {"lines": '"books" in line.categories'}, 1),
        ("orders", {"when": "total >= 500"}, 1),
        ("points_earned", {"points": "coin"}, 70),
        ("points_earned", {"points": "coin", "lines": '"books" in line.categories'}, 40),
    ],
)
def test_what_counts_is_what_the_track_measures(metric, parts, total):
    ada = holder(metric=metric, **parts)
    ada.buys("2024-01-05", line(200, 2), line(400, 2, "novel", "books/novel"))
    ada.buys("2024-01-06", line(100, 1))

    assert ada.standing().total == total


def test_what_was_paid_with_vouchers_counts_for_no_level():
    ada = holder()
    ada.buys("2024-01-05", 1500, unearning=600)

    assert (ada.level(), ada.standing().total) == ("white", 900)


def test_a_purchase_that_is_told_late_counts_on_its_own_day():
    ada = holder(window={"rolling": {"days": 30}})
    ada.buys("2024-02-05", 600)
    ada.buys("2024-01-20", 600)  # Within thirty days of today.
    assert (ada.level(), [amount for _, amount in ada.standing().days]) == ("silver", [600, 600])

    ada.buys("2024-01-02", 9000)  # It would have left the window by now.
    assert (ada.level(), ada.standing().total) == ("silver", 1200)
    ada.waits("2024-02-19 00:00")
    assert ada.level() == "white"


def test_a_late_purchase_that_left_the_window_takes_nothing_off_when_it_comes_back():
    ada = holder(window={"rolling": {"days": 30}})
    ada.buys("2024-03-05", 600)
    ada.buys("2024-01-02", 9000, name="late")
    ada.cancels("2024-03-06", "late")

    assert ada.standing().total == 600
