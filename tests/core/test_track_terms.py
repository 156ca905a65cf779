"""When levels go up, what they take with them, how long they hold, and what happens around their end."""

import pytest
from one_member import BASE, Member, card, holder, moves, version

YEAR = {"validity": {"months": 12}}


def until(member):
    return member.clock(member.standing().until)


class TestGoingUp:
    """At once, or when the next day, month or period begins."""

    @pytest.mark.parametrize(
        ("up", "window", "begins"),
        [
            ("next_day", "lifetime", "2024-05-16 00:00"),
            ("next_month", "lifetime", "2024-06-01 00:00"),
            ("next_period", "calendar_year", "2025-01-01 00:00"),
            ("next_period", {"calendar": {"every": "quarter"}}, "2024-07-01 00:00"),
            ("next_period", "membership_year", "2025-01-02 00:00"),
        ],
    )
    def test_a_level_begins_with_the_next_stretch_by_what_counts_then(self, up, window, begins):
        ada = holder(up=up, window=window, **YEAR)
        ada.buys("2024-05-15", 1500)
        assert (ada.level(), ada.clock(ada.ahead("2024-05-15").rises_at)) == ("white", begins)

        ada.fold.advance(ada.instant(begins) - 1)
        assert ada.level() == "white"
        ada.waits(begins)
        assert moves(ada) == [("white", "silver", begins, "reached")]

    def test_what_comes_back_before_the_night_lifts_nobody(self):
        """The fourth renewal variant: only orders that stand at night count."""
        ada = holder(up="next_day", **YEAR)
        ada.buys("2024-05-15 10:00", 1500, name="a")
        ada.cancels("2024-05-15 20:00", "a")
        ada.waits("2024-05-20")

        assert moves(ada) == []

    def test_what_is_missing_is_what_will_be_missing_then(self):
        ada = holder(up="next_month", window={"rolling": {"days": 40}}, **YEAR)
        ada.buys("2024-05-10", 600)
        ada.buys("2024-04-20", 300)

        # On 1 June the purchase of 20 April has left.
        assert ada.ahead("2024-05-10").up_missing == 400

    @pytest.mark.parametrize(
        ("terms", "lifted"), [({}, []), (YEAR, [("white", "silver", "2024-06-01 00:00", "reached")])]
    )
    def test_what_leaves_at_that_moment_lifts_only_to_a_level_that_is_held_for_a_time(self, terms, lifted):
        ada = holder(
            up="next_month", window={"calendar": {"every": "quarter", "year_begins_in": "march"}}, **terms
        )
        ada.buys("2024-05-10", 1500)
        ada.waits("2024-06-02")

        assert moves(ada) == lifted

    def test_what_is_bought_too_late_to_last_is_not_promised_to_lift(self):
        ada = holder(up="next_month", window={"calendar": {"every": "quarter", "year_begins_in": "march"}})

        assert ada.ahead("2024-04-30 23:59").up_missing == 1000
        assert ada.ahead("2024-05-01").up_missing is None


class TestCountingAnew:
    """The count restarts with a level, with or without what was beyond its threshold."""

    @pytest.mark.parametrize(("overshoot", "total"), [("lost", 0), ("counts", 300)])
    def test_on_going_up_the_count_restarts(self, overshoot, total):
        ada = holder(on_up="restarts", overshoot=overshoot, **YEAR)
        ada.buys("2024-03-10", 800)
        ada.buys("2024-03-12", 500)
        assert (ada.level(), ada.standing().total) == ("silver", total)

        ada.buys("2024-03-13", 1000 - total)
        ada.waits("2025-03-12 00:00")
        assert (ada.moves[-1].cause, until(ada)) == ("renewed", "2026-03-12 00:00")

    def test_who_does_not_reach_it_again_goes_down(self):
        ada = holder(on_up="restarts", **YEAR)
        ada.buys("2024-03-10", 1900)
        ada.buys("2024-03-13", 999)
        ada.waits("2025-03-10 00:00")

        assert ada.level() == "white"

    def test_several_levels_at_once_restart_from_the_highest(self):
        ada = holder(on_up="restarts", overshoot="counts", **YEAR)
        ada.buys("2024-03-10", 5600)

        assert (ada.level(), ada.standing().total) == ("gold", 600)

    def test_in_a_term_of_its_own_the_overshoot_is_carried_into_the_next(self):
        ada = holder(window="level_term", overshoot="counts", **YEAR)
        ada.buys("2024-03-10", 1000)
        ada.buys("2024-04-10", 1400)
        ada.waits("2025-03-10 00:00")

        assert (ada.moves[-1].cause, ada.standing().total) == ("renewed", 400)


class TestValidity:
    """How long a level holds."""

    @pytest.mark.parametrize(
        ("validity", "window", "ends"),
        [
            ({"end_of": "month"}, "lifetime", "2024-06-01 00:00"),
            ({"end_of": "quarter", "more": 1}, "lifetime", "2024-10-01 00:00"),
            ({"end_of": "half_year"}, "lifetime", "2024-07-01 00:00"),
            ({"end_of": "year", "more": 2}, "lifetime", "2027-01-01 00:00"),
            ({"end_of": "window"}, "membership_year", "2025-01-02 00:00"),
            ({"end_of": "window", "more": 1}, "membership_year", "2026-01-02 00:00"),
            (
                {"end_of": "window"},
                {"calendar": {"every": "year", "year_begins_in": "april"}},
                "2025-04-01 00:00",
            ),
            ({"last_day": "2024-12-31"}, "lifetime", "2025-01-01 00:00"),
        ],
    )
    def test_a_level_holds_to_the_end(self, validity, window, ends):
        ada = holder(validity=validity, window=window)
        ada.buys("2024-05-31", 1500)

        assert until(ada) == ends

    def test_a_day_that_has_gone_by_ends_nothing(self):
        ada = holder(validity={"last_day": "2024-12-31"}, window={"rolling": {"months": 1}})
        ada.buys("2024-12-15", 1500)
        ada.waits("2025-01-01 00:00")
        assert (ada.level(), ada.moves[-1].cause, ada.standing().until > 2**62) == ("silver", "renewed", True)

        ada.buys("2025-02-01", 5000)
        assert (ada.level(), ada.standing().until > 2**62) == ("gold", True)

    @pytest.mark.parametrize(("again", "ends"), [("keeps_date", "2025-03-10"), ("extends", "2025-06-01")])
    def test_reaching_it_again_extends_it_from_that_day_or_keeps_the_date(self, again, ends):
        ada = holder(window="level_term", reached_again=again, **YEAR)
        ada.buys("2024-03-10", 1000)
        ada.buys("2024-05-01", 600)
        ada.buys("2024-06-01", 400)

        assert until(ada) == f"{ends} 00:00"
        assert ada.standing().total == (0 if again == "extends" else 1000)

    def test_a_date_is_never_brought_forward(self):
        ada = holder(window={"rolling": {"days": 30}}, validity="end_of_year", reached_again="extends")
        ada.buys("2024-03-10", 1000)
        ada.buys("2024-06-01", 1000)

        assert ([cause for *_, cause in moves(ada)], until(ada)) == (["reached"], "2025-01-01 00:00")

    def test_a_level_may_hold_longer_than_the_others(self):
        document = version(BASE, tracks=card(**YEAR, each={"gold": {"validity": {"months": 24}}}))
        ada = Member(document)
        ada.buys("2024-03-10", 1000)
        assert until(ada) == "2025-03-10 00:00"

        ada.buys("2024-03-11", 4000)
        assert until(ada) == "2026-03-11 00:00"


class TestPermanent:
    """A level below which nobody falls who has reached it."""

    @staticmethod
    def holder(**parts):
        return Member(version(BASE, tracks=card(**parts, each={"silver": {"permanent": True}})))

    def test_time_takes_it_down_to_there_and_no_further(self):
        ada = self.holder(window="calendar_year", validity="end_of_year")
        ada.buys("2024-03-10", 6000)
        ada.waits("2030-01-01")

        assert moves(ada)[2:] == [("gold", "silver", "2026-01-01 00:00", "review")]
        assert ada.standing().until > 2**62

    def test_neither_does_a_window_nor_a_return(self):
        ada = self.holder(window={"rolling": {"days": 30}})
        ada.buys("2024-03-10", 6000, name="a")
        ada.cancels("2024-03-11", "a")
        ada.waits("2026-01-01")

        assert ada.level() == "silver"
        assert ada.ahead("2026-01-01").falls_at > 2**62

    def test_who_never_reached_it_does_not_have_it(self):
        ada = self.holder(window={"rolling": {"days": 30}})
        ada.buys("2024-03-10", 600)
        ada.waits("2026-01-01")

        assert ada.level() == "white"


class TestGrace:
    """Days after the end in which what was missing can be made up."""

    @staticmethod
    def in_grace(**parts):
        ada = holder(window="calendar_year", validity="end_of_year", grace_days=14, **parts)
        ada.buys("2024-05-01", 1000)
        ada.waits("2025-01-01 00:00")
        ada.buys("2025-06-01", 700)
        ada.waits("2026-01-01 00:00")
        return ada

    def test_the_level_is_kept_till_its_last_day_and_then_falls(self):
        ada = self.in_grace()
        assert moves(ada)[-1] == ("silver", "silver", "2026-01-01 00:00", "grace")
        assert until(ada) == "2026-01-15 00:00"

        ada.fold.advance(ada.instant("2026-01-15 00:00") - 1)
        assert ada.level() == "silver"
        ada.waits("2026-01-15 00:00")
        assert moves(ada)[-1] == ("silver", "white", "2026-01-15 00:00", "review")

    def test_what_was_missing_renews_it_from_the_review_on_and_counts_for_the_new_year_too(self):
        ada = self.in_grace()
        ahead = ada.ahead("2026-01-02")
        assert (ahead.keep_missing, ahead.is_in_grace) == (300, True)
        ada.buys("2026-01-10", 299)
        assert until(ada) == "2026-01-15 00:00"

        ada.buys("2026-01-11", 1)
        assert (moves(ada)[-1], until(ada)) == (
            ("silver", "silver", "2026-01-11 12:00", "again"), "2027-01-01 00:00",
        )  # fmt: skip
        assert ada.standing().total == 300

    def test_a_purchase_of_the_old_year_that_is_told_late_makes_it_up(self):
        ada = self.in_grace()
        ada.buys("2025-12-30", 300)

        assert (ada.moves[-1].cause, ada.standing().total) == ("again", 0)

    def test_what_comes_back_is_missing_again(self):
        ada = self.in_grace()
        ada.buys("2026-01-10", 200, name="a")
        ada.cancels("2026-01-11", "a")
        ada.buys("2026-01-12", 200)

        assert ada.ahead("2026-01-12").keep_missing == 100

    def test_a_version_without_ends_ends_the_days_of_grace(self):
        ends = {"window": "calendar_year", "validity": "end_of_year", "grace_days": 14}
        first = version(BASE, tracks=card(**ends))
        second = version(
            BASE, tracks=card(metric="visits", window="level_term", validity="forever"), begins="2026-01-01"
        )
        ada = Member(first, second)
        ada.buys("2024-05-01", 1000)
        ada.buys("2025-06-01", 700)
        ada.waits("2026-01-01 00:00")
        ada.buys("2026-01-10", 50)

        # Neither money of the old year nor this visit makes anything up: nothing ends any more.
        assert ada.standing().remembered.ended_at == 0
        assert (ada.level(), ada.standing().total) == ("silver", 1)


class TestNotices:
    """Members are told before their level ends, once each, unless it will be renewed."""

    @staticmethod
    def told(**parts):
        ada = holder(window="calendar_year", validity="end_of_next_year", notices=[7, 30], **parts)
        ada.buys("2024-05-01", 1000)
        return ada

    def test_thirty_and_seven_days_ahead(self):
        ada = self.told()
        assert ada.clock(ada.fold.next_due_at) == "2025-12-02 00:00"
        ada.waits("2026-02-01")

        assert moves(ada)[1:] == [
            ("silver", "silver", "2025-12-02 00:00", "notice"),
            ("silver", "silver", "2025-12-25 00:00", "notice"),
            ("silver", "white", "2026-01-01 00:00", "review"),
        ]

    def test_who_will_be_renewed_is_told_nothing(self):
        ada = self.told()
        ada.buys("2025-03-01", 1000)
        ada.waits("2026-02-01")

        assert [cause for *_, cause in moves(ada)] == ["reached", "renewed"]

    def test_a_notice_is_taken_back_when_enough_counts_and_given_when_it_came_back(self):
        ada = self.told()
        ada.waits("2025-12-03")
        ada.buys("2025-12-04", 1000, name="a")
        ada.buys("2025-12-05", 100)
        ada.cancels("2025-12-20", "a")
        ada.waits("2025-12-26")

        assert [cause for *_, cause in moves(ada)] == ["reached", "notice", "withdrawn", "notice"]

    def test_a_level_that_was_reached_too_late_for_a_notice_gets_the_next(self):
        ada = holder(validity={"last_day": "2024-12-31"}, window={"rolling": {"days": 5}}, notices=[30, 7])
        ada.buys("2024-12-20", 1000)
        ada.waits("2025-01-01 00:00")

        assert moves(ada)[1] == ("silver", "silver", "2024-12-25 00:00", "notice")


def test_at_midnight_of_31_december_everything_happens_in_its_order():
    """Release, review over the year that ends, then the next version, then expiry, then the new year's count."""
    levels = {"white": 0, "silver": 100}
    balance = {"metric": "points_balance", "points": "coin", "levels": levels, "validity": "end_of_year"}
    tracks = card(window="calendar_year", validity="end_of_year") | {"purse": balance}
    first = version(BASE, coin={"expiry": "end_of_next_year"}, tracks=tracks)
    ada = Member(
        first, version(BASE, coin={"expiry": "end_of_next_year"}, tracks=tracks, begins="2026-01-01")
    )
    ada.buys("2024-06-01", 1500)
    ada.buys("2025-12-31 23:59", 1000)
    ada.waits("2026-01-01 00:00")

    here = [one for one in ada.moves if ada.clock(one.at) == "2026-01-01 00:00"]
    assert [(one.track, one.after, one.cause) for one in here] == [
        ("card", "silver", "renewed"),
        ("purse", "silver", "renewed"),
    ]
    assert (ada.entries[-1].kind, ada.entries[-1].points) == ("expire", -150)
    assert (ada.standing().total, ada.standing("purse").total) == (0, 100)
