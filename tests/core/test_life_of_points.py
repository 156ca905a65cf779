"""How long points live by rule and by level, whose they are, and how much may be owed: what a programme may say of it."""

import pytest
from one_member import BASE, Member, version

from regulars.core.programme.life import MONTHS


def at_gold(*rules, coin=None, **terms):
    """Coins live 30 days, and at gold as `terms` say; gold is reached with receipts of 2,000 in all."""
    levels = {"white": 0, "gold": {"threshold": 2000, "points": {"coin": terms}}}
    whole = {"expiry": {"rolling": {"days": 30}}, **(coin or {})}
    return version(
        *(rules or (BASE,)), coin=whole, tracks={"card": {"metric": "net_spend", "levels": levels}}
    )


def ends(ada):
    """The first day on which each lot is gone, in the order of their entries."""
    return [ada.clock(lot.expires_at)[:10] for lot in sorted(ada.purse().lots, key=lambda lot: lot.no)]


@pytest.mark.parametrize(
    ("named", "bought", "gone"),
    [
        ("march", "2024-02-28", "2024-04-01"),
        ("march", "2024-03-30", "2024-04-01"),
        ("march", "2024-03-31", "2025-04-01"),  # One day on it is April.
        ("february", "2023-03-01", "2024-03-01"),  # A leap year's end of February.
        ("december", "2024-12-30", "2025-01-01"),
        ("january", "2024-12-31", "2025-02-01"),
    ],
)
def test_a_named_month_is_the_next_end_of_it(named, bought, gone):
    expiry = {"rolling": {"days": 1, "round_up_to": named}}
    ada = Member(version(BASE, coin={"expiry": expiry}, begins="2023-01-01"), at="2023-01-02")
    ada.buys(bought, 100)

    assert ends(ada) == [gone]


@pytest.mark.parametrize("place", range(12))
def test_every_month_can_be_named(place):
    ada = Member(version(BASE, coin={"expiry": {"rolling": {"days": 1, "round_up_to": MONTHS[place]}}}))
    ada.buys("2024-01-30", 100)

    assert ends(ada) == [f"2024-{place + 2:02}-01" if place < 11 else "2025-01-01"]


@pytest.mark.parametrize(
    ("bought", "gone"),
    [("2024-01-01", "2024-01-02"), ("2024-02-28", "2024-03-01"), ("2023-12-31", "2024-01-01")],
)
def test_twenty_dates_a_year_may_be_named(bought, gone):
    dates = [f"{month:02}-{day:02}" for month in range(1, 11) for day in (1, 29)]
    ada = Member(
        version(BASE, coin={"expiry": {"dates": [*dates[:19], "12-31"]}}, begins="2023-01-01"),
        at="2023-01-02",
    )
    ada.buys(bought, 100)

    assert ends(ada) == [gone]


class TestLevels:
    """What a level changes about a kind of points."""

    def test_points_of_gold_members_live_longer_from_the_next_purchase_on(self):
        ada = Member(at_gold(expiry={"rolling": {"months": 24}}))
        ada.buys("2024-01-05", 2000)  # This receipt makes her gold; it was bought at white.
        ada.buys("2024-01-06", 100)

        assert ends(ada) == ["2024-02-05", "2026-01-07"]

    def test_a_rule_wins_over_a_level_also_where_it_is_shorter(self):
        short = {"bonus": 5, "expiry": {"rolling": {"days": 7}}}
        ada = Member(at_gold(BASE, short, expiry="never"))
        ada.buys("2024-01-05", 2000)
        ada.buys("2024-01-06", 100)

        # The receipt before gold gives 200 and 5, the one at gold 10 that never run out and 5 for a week.
        assert [(lot.no, ada.clock(lot.expires_at)[:10]) for lot in ada.purse().lots[:3]] == [
            (2, "2024-01-13"),
            (4, "2024-01-14"),
            (1, "2024-02-05"),
        ]
        assert ada.lots()[3] == (3, 10)

    def test_a_level_never_makes_points_run_out_sooner(self):
        ada = Member(at_gold(expiry={"rolling": {"days": 3}}))
        ada.buys("2024-01-05", 2000)
        ada.buys("2024-01-06", 100)

        assert ends(ada) == ["2024-02-05", "2024-02-06"]

    def test_of_levels_on_two_tracks_the_latest_date_wins(self):
        def track(months):
            terms = {"threshold": 10, "points": {"coin": {"expiry": {"rolling": {"months": months}}}}}
            return {"metric": "net_spend", "levels": {"low": 0, "high": terms}}

        ada = Member(
            version(
                BASE,
                coin={"expiry": {"rolling": {"days": 30}}},
                tracks={"card": track(12), "badge": track(6)},
            )
        )
        ada.buys("2024-01-05", 100)
        ada.buys("2024-01-06", 100)

        assert ends(ada) == ["2024-02-05", "2025-01-07"]

    def test_a_level_lengthens_also_what_a_rule_lets_wait(self):
        ada = Member(at_gold({**BASE, "pending": {"days": 10}}, expiry={"rolling": {"days": 60}}))
        ada.buys("2024-01-05", 2000)
        ada.buys("2024-01-06", 100)

        assert ends(ada) == ["2024-02-15", "2024-03-17"]  # Counted from 15 and 16 January.

    def test_a_lot_keeps_its_date_when_the_level_is_lost(self):
        ada = Member(at_gold(expiry={"rolling": {"months": 24}}))
        ada.buys("2024-01-05", 2000, name="a")
        ada.buys("2024-01-06", 100)
        ada.cancels("2024-01-07", "a")

        assert ada.level() == "white"
        assert ends(ada) == ["2026-01-07"]

    def test_a_correction_gives_points_the_life_of_the_members_level(self):
        ada = Member(at_gold(expiry={"rolling": {"months": 24}}))
        ada.buys("2024-01-05", 2000)
        ada.is_given("2024-01-06", 5)

        assert ends(ada)[1] == "2026-01-07"

    @pytest.mark.parametrize(
        ("limit", "owed", "missing"), [(100, 100, 70), (500, 170, 0), (5, 15, 155)]
    )  # A level only adds, so the 15 of everybody stay.
    def test_a_level_may_owe_more(self, limit, owed, missing):
        owing = {"take_back": "into_deficit", "deficit_limit": 15, "expiry": "never"}
        ada = Member(at_gold(coin=owing, deficit_limit=limit))
        ada.buys("2024-01-05", 2000, name="a")
        ada.buys("2024-01-05", 2100)
        ada.spends("2024-01-06", 380)
        ada.cancels("2024-01-07", "a")  # 200 go back while she is still gold, and 30 are there.

        assert (ada.has("2024-01-07")[2], ada.purse().sums.shortfall) == (owed, missing)


class TestFunding:
    """Points that a partner or the member paid for lie beside free ones where a rule says so."""

    RULES = (
        {**BASE, "expiry": {"rolling": {"days": 30}}},
        {"bonus": 7, "funding": "partner", "sponsor": "A bank", "expiry": {"rolling": {"days": 3}}},
        {"bonus": 5, "funding": "paid", "expiry": "never"},
    )

    def test_free_points_go_before_a_partners_and_those_before_paid_ones(self):
        ada = Member(version(*self.RULES))
        ada.buys("2024-01-05", 100)  # Entries 1, 2 and 3: 10 free, 7 a bank's, 5 paid.
        ada.spends("2024-01-05 13:00", 19)

        assert [(one.lot, one.points) for one in ada.allocations] == [(1, 10), (2, 7), (3, 2)]

    def test_the_programme_may_say_paid_first(self):
        ada = Member(version(*self.RULES, coin={"spend_first": "paid"}))
        ada.buys("2024-01-05", 100)
        ada.spends("2024-01-05 13:00", 13)

        assert [(one.lot, one.points) for one in ada.allocations] == [(3, 5), (2, 7), (1, 1)]

    def test_every_lot_says_whose_it_is(self):
        ada = Member(version(*self.RULES))
        ada.buys("2024-01-05", 100)

        assert [entry.funding for entry in ada.entries] == [0, 1, 2]
        assert ada.waits("2024-02-05 00:00") == [("expire", -7), ("expire", -10)]
        assert ada.lots() == [(3, 5)]
