"""Levels when another version takes over: what is kept of them, and what counts on."""

from one_member import BASE, Member, card, moves, version

YEAR = {"rolling": {"months": 12}}


class TestVersions:
    """Another version takes over while members hold levels under the one before."""

    @staticmethod
    def from_june(*, first=None, second=None, spent=1500):
        ada = Member(
            version(BASE, tracks=card(**(first or {}))),
            version(BASE, tracks=second, begins="2024-06-01"),
        )
        ada.buys("2024-01-05", spent)
        ada.waits("2024-06-01 00:00")
        return ada

    def test_lower_thresholds_lift_everybody_who_meets_them(self):
        ada = self.from_june(
            second={"card": {"metric": "net_spend", "levels": {"white": 0, "silver": 500, "gold": 1200}}}
        )

        assert moves(ada)[-1] == ("silver", "gold", "2024-06-01 00:00", "version")

    def test_a_level_that_is_gone_becomes_the_level_earned(self):
        ada = self.from_june(
            second={"card": {"metric": "net_spend", "levels": {"plain": 0, "bronze": 100, "star": 9000}}}
        )

        assert moves(ada)[-1] == ("silver", "bronze", "2024-06-01 00:00", "version")

    def test_a_track_that_is_gone_is_forgotten_and_a_new_one_begins_at_its_lowest(self):
        ada = self.from_june(second={"badge": card()["card"]})

        assert {name: one.level for name, one in ada.fold.wallet.tracks.items()} == {"badge": "white"}

    def test_a_track_that_measures_something_else_counts_from_zero(self):
        ada = self.from_june(second=card("orders"))

        assert (ada.standing().total, ada.level()) == (0, "white")
        ada.buys("2024-06-02", 1)
        ada.buys("2024-05-31 10:00", 900)  # From under the version before: money is not orders.
        assert ada.standing().total == 1
        ada.cancels("2024-06-03", "e1")
        assert ada.standing().total == 1

    def test_a_longer_window_does_not_find_again_what_had_left_the_shorter(self):
        ada = self.from_june(
            first={"window": {"rolling": {"months": 1}}, "validity": {"months": 12}}, second=card(window=YEAR)
        )

        # What was bought in January left in February; nobody looked until June, which must make no difference.
        assert ada.standing().total == 0

    def test_a_promised_level_keeps_its_date_under_a_version_whose_levels_follow(self):
        ada = self.from_june(
            first={"window": {"rolling": {"months": 1}}, "validity": {"months": 12}}, second=card(window=YEAR)
        )

        assert (ada.level(), ada.clock(ada.standing().until)) == ("silver", "2025-01-05 00:00")

    def test_a_promised_level_that_is_permanent_now_has_no_date_any_more(self):
        ada = self.from_june(
            first={"window": {"rolling": {"months": 1}}, "validity": {"months": 12}},
            second=card(window=YEAR, each={"silver": {"permanent": True}}),
        )
        assert ada.standing().until > 2**62

        ada.waits("2026-01-01")
        assert [move.after for move in ada.moves] == ["silver"]

    def test_a_promised_level_outlives_a_return_under_a_version_whose_levels_follow(self):
        ada = self.from_june(first={"validity": {"months": 12}}, second=card(window=YEAR))
        ada.cancels("2024-06-02", "e1")

        assert (ada.level(), ada.standing().total) == ("silver", 0)
        assert ada.clock(ada.standing().until) == "2025-01-05 00:00"

    def test_a_level_without_a_date_is_given_one_by_a_version_that_has_them(self):
        ada = self.from_june(second=card(validity={"months": 12}))

        assert (ada.level(), ada.clock(ada.standing().until)) == ("silver", "2025-06-01 00:00")

    def test_a_level_that_ends_as_a_version_begins_is_reviewed_by_the_one_that_promised_it(self):
        strict = {"card": {"metric": "net_spend", "validity": "end_of_year", "window": "calendar_year",
                           "levels": {"white": 0, "silver": 3000, "gold": 9000}}}  # fmt: skip
        ada = Member(
            version(BASE, tracks=card(validity="end_of_year", window="calendar_year")),
            version(BASE, tracks=strict, begins="2025-01-01"),
        )
        ada.buys("2024-12-05", 1500)
        ada.waits("2025-01-01 00:00")

        assert moves(ada)[-1] == ("silver", "silver", "2025-01-01 00:00", "renewed")
        assert ada.clock(ada.standing().until) == "2026-01-01 00:00"
