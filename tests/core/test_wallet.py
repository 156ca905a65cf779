"""Points are lots: when they can be used, in which order they are spent, how they run out, and what a debt does."""

import pytest
from one_member import BASE, Member, version

from regulars.core.refusals import CurrencyUnknown, NotEnoughPoints
from regulars.core.state import Lot

DAYS_30 = {"rolling": {"days": 30}}


def terms(**parts):
    return version(BASE, coin=parts)


@pytest.mark.parametrize(
    ("expiry", "bought", "ends"),
    [
        ("end_of_next_year", "2024-01-05", "2026-01-01 00:00"),
        ("end_of_next_year", "2024-12-31", "2026-01-01 00:00"),
        ({"rolling": {"days": 30}}, "2024-01-05", "2024-02-05 00:00"),  # The last usable day is 4 February.
        ({"rolling": {"months": 1}}, "2024-01-31", "2024-03-01 00:00"),  # One month on is 29 February.
        ({"rolling": {"years": 1}}, "2024-02-29", "2025-03-01 00:00"),
        ({"rolling": {"months": 1, "round_up_to": "month"}}, "2024-01-31", "2024-03-01 00:00"),
        ({"rolling": {"months": 3, "round_up_to": "quarter"}}, "2024-02-10", "2024-07-01 00:00"),
        ({"rolling": {"days": 1, "round_up_to": "half_year"}}, "2024-06-30", "2025-01-01 00:00"),
        ({"rolling": {"years": 1, "round_up_to": "year"}}, "2024-03-01", "2026-01-01 00:00"),
        ({"dates": ["06-30", "12-31"]}, "2024-06-30", "2024-07-01 00:00"),
        ({"dates": ["12-31", "06-30"]}, "2024-07-01", "2025-01-01 00:00"),
        (
            {"dates": ["02-29"]},
            "2025-02-10",
            "2025-03-01 00:00",
        ),  # In a year without it, the end of February.
    ],
)
def test_points_run_out_at_the_start_of_the_day_after_their_last(expiry, bought, ends):
    ada = Member(terms(expiry=expiry))
    ada.buys(bought, 100)

    assert ada.clock(ada.purse().lots[0].expires_at) == ends


def test_points_can_be_used_up_to_the_last_moment_of_their_last_day():
    ada = Member(terms(expiry=DAYS_30))
    ada.buys("2024-01-05", 500)  # 50 coins.

    assert ada.has("2024-02-04 23:59") == (50, 0, 0)
    assert ada.has("2024-02-05 00:00") == (0, 0, 0)  # Right, though no clock has looked by yet.
    ada.spends("2024-02-04 23:59", 20)
    assert ada.waits("2024-02-05 00:00") == [("expire", -30)]
    assert ada.waits("2024-12-05 00:00") == []


@pytest.mark.parametrize(
    ("pending", "usable_from", "ends"),
    [
        ({"days": 14}, "2024-01-19 00:00", "2024-02-19 00:00"),
        ({"until": "2024-03-01"}, "2024-03-01 00:00", "2024-04-01 00:00"),
        (
            {"until": "2023-03-01"},
            "2024-01-05 12:00",
            "2024-02-05 00:00",
        ),  # It is past, so there is no waiting.
    ],
)
def test_pending_points_wait_and_do_not_age(pending, usable_from, ends):
    ada = Member(terms(expiry=DAYS_30, pending=pending))
    ada.buys("2024-01-05", 500)
    [lot] = ada.purse().lots

    assert (ada.clock(lot.activates_at), ada.clock(lot.expires_at)) == (usable_from, ends)


def test_pending_points_can_be_seen_and_not_spent():
    ada = Member(terms(pending={"days": 14}))
    ada.buys("2024-01-05", 500)

    assert ada.has("2024-01-18 23:59") == (0, 50, 0)
    with pytest.raises(NotEnoughPoints) as refusal:
        ada.spends("2024-01-18 23:59", 1)
    assert refusal.value.facts == {"currency": "coin", "needed": 1, "usable": 0}
    assert ada.has("2024-01-19 00:00") == (50, 0, 0)
    assert ada.spends("2024-01-19 00:00", 50) == [("spend", -50)]


def test_what_runs_out_soonest_is_spent_first_and_what_never_runs_out_last():
    ada = Member(
        version(
            {**BASE, "expiry": "never"},
            {"bonus": 7, "expiry": DAYS_30},
            {"bonus": 5, "expiry": {"rolling": {"days": 9}}},
        )
    )
    ada.buys("2024-01-05", 100)  # 10 for ever, 7 for 30 days, 5 for 9 days: entries 1, 2 and 3.

    assert ada.lots() == [(3, 5), (2, 7), (1, 10)]
    ada.spends("2024-01-06", 6)
    assert ada.lots() == [(2, 6), (1, 10)]
    ada.spends("2024-01-06", 7)
    assert ada.lots() == [(1, 9)]
    assert [(one.entry, one.lot, one.points) for one in ada.allocations] == [
        (4, 3, 5),
        (4, 2, 1),
        (5, 2, 6),
        (5, 1, 1),
    ]


def test_of_points_that_run_out_together_the_longest_usable_goes_first():
    ada = Member(terms(expiry="end_of_next_year"))
    ada.buys("2024-01-05", 100)
    ada.buys("2024-02-05", 200)

    ada.spends("2024-02-06", 15)

    assert ada.lots() == [(2, 15)]


def test_more_than_is_usable_is_refused_and_nothing_moves():
    ada = Member(terms())
    ada.buys("2024-01-05", 500)

    with pytest.raises(NotEnoughPoints):
        ada.spends("2024-01-06", 51)
    with pytest.raises(CurrencyUnknown) as refusal:
        ada.spends("2024-01-06", 1, currency="gold")
    assert refusal.value.facts == {"currency": "gold", "known": ["coin"]}
    assert (ada.lots(), ada.fold.wallet.events, len(ada.entries)) == ([(1, 50)], 1, 1)


def test_a_correction_gives_points_their_usual_life_and_takes_what_is_usable():
    ada = Member(terms(expiry=DAYS_30))

    assert ada.is_given("2024-01-05", 30) == [("adjust", 30)]
    assert ada.clock(ada.purse().lots[0].expires_at) == "2024-02-05 00:00"
    assert ada.is_given("2024-01-06", -10) == [("adjust", -10)]
    with pytest.raises(NotEnoughPoints):
        ada.is_given("2024-01-06", -21)
    assert ada.waits("2024-02-05") == [("expire", -20)]


class TestDebt:
    """A return of what was spent already: with `into_deficit` the member owes it."""

    @staticmethod
    def in_debt(**parts):
        ada = Member(version(BASE, coin={"take_back": "into_deficit", **parts}))
        ada.buys("2024-01-05", 500, name="first")
        ada.spends("2024-01-06", 40)
        ada.cancels("2024-01-07", "first")  # 50 go back; 10 are there.
        return ada

    def test_what_is_not_there_is_owed(self):
        ada = self.in_debt()

        assert ada.entries[-1].points == -50
        assert ada.has("2024-01-07") == (0, 0, 40)
        assert ada.outstanding() == -40

    def test_nothing_can_be_spent_while_something_is_owed(self):
        with pytest.raises(NotEnoughPoints):
            self.in_debt().spends("2024-01-08", 1)

    def test_the_next_points_repay_it_first(self):
        ada = self.in_debt()

        ada.buys("2024-01-08", 300)
        assert ada.has("2024-01-08") == (0, 0, 10)
        ada.buys("2024-01-09", 300)
        assert ada.has("2024-01-09") == (20, 0, 0)
        assert [reason.facts for reason in ada.reasons if reason.code == "repaid"] == [
            ("coin", 30),
            ("coin", 10),
        ]

    def test_a_debt_has_a_limit_and_what_is_beyond_is_a_shortfall(self):
        ada = self.in_debt(deficit_limit=15)

        assert ada.entries[-1].points == -25  # 10 that were there and 15 owed.
        assert (ada.has("2024-01-07"), ada.purse().sums.shortfall) == ((0, 0, 15), 25)


def test_pending_points_repay_a_debt_at_the_moment_they_become_usable():
    ada = Member(
        version(
            BASE,
            {"bonus": 20, "when": "total >= 900", "pending": {"days": 5}},
            coin={"take_back": "into_deficit"},
        )
    )
    ada.buys("2024-01-05", 500, name="first")
    ada.spends("2024-01-06", 50)
    ada.buys("2024-01-07 10:00", 900, name="second")  # 90 coins now, and 20 from 12 January.
    ada.spends("2024-01-07 11:00", 90)
    ada.cancels("2024-01-08", "first")

    assert ada.has("2024-01-11") == (0, 20, 50)
    assert ada.waits("2024-01-12 00:00") == []
    assert ada.has("2024-01-12 00:00") == (0, 0, 30)


def test_free_points_are_spent_before_a_partners_and_those_before_paid_ones():
    # One kind of points has one funding today, so such lots meet only here.

    lots = [Lot(1, 5, 0, 900, 2), Lot(2, 5, 0, 950, 1), Lot(3, 5, 0, 999, 0), Lot(4, 5, 0, 990, 0)]

    assert [lot.no for lot in sorted(lots, key=Lot.spending_order)] == [4, 3, 2, 1]


@pytest.mark.parametrize("points", [0, -5])
def test_spending_nothing_or_less_is_a_fault_and_never_a_gift(points):
    ada = Member(terms())
    ada.buys("2024-01-05", 500)

    with pytest.raises(AssertionError):
        ada.spends("2024-01-06", points)
    assert ada.lots() == [(1, 50)]
