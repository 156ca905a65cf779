"""Notices of missions: seven days and one day before something ends, once each, and only where something is done."""

import pytest
from one_member import Member, quest, version

from regulars.core.missions.goals import undertaking_of
from regulars.core.missions.notices import is_near


def with_quest(*stages, **parts):
    ada = Member(version(missions=[quest(*stages, **parts)]))
    ada.starts("2024-03-01 10:00")
    return ada


def told(member):
    """What notices said, with the instant at which each was due."""
    return [reason.facts[1:] for reason in member.reasons if reason.code == "mission_ending"]


def due(member):
    return member.clock(member.fold.next_due_at)


def test_a_mission_that_ends_is_told_of_seven_days_before_and_on_its_last_day():
    ada = with_quest((3, 50), window={"days": 30})
    ada.buys("2024-03-02", 100)

    assert due(ada) == "2024-03-24 09:00"
    ada.waits("2024-03-24 08:59")
    assert told(ada) == []
    ada.waits("2024-03-24 09:00")
    assert (told(ada), due(ada)) == ([(7, "2024-03-30", 0)], "2024-03-30 09:00")
    ada.waits("2024-06-01")
    assert told(ada) == [(7, "2024-03-30", 0), (1, "2024-03-30", 0)]


def test_a_prize_that_waits_is_told_of_before_it_comes_by_itself():
    ada = with_quest((1, 50))
    ada.buys("2024-03-02", 100)

    ada.waits("2024-03-31 23:00")
    assert told(ada) == [(7, "2024-03-31", 1), (1, "2024-03-31", 1)]
    assert ada.waits("2024-04-01") == [("earn", 50)]
    assert len(told(ada)) == 2


@pytest.mark.parametrize(
    "happens",
    [
        pytest.param(lambda ada: None, id="nothing was done"),
        pytest.param(lambda ada: [ada.buys("2024-03-02", 100, name=str(n)) for n in range(3)], id="all was done"),
        pytest.param(lambda ada: ada.buys("2024-03-30 12:00", 100), id="it began on the last day"),
    ],
)  # fmt: skip
def test_nothing_is_told_where(happens):
    ada = with_quest((3, 50), window={"days": 30}, claim="at_once")
    happens(ada)
    ada.waits("2024-06-01")

    assert told(ada) == []


def test_who_claims_is_told_no_more():
    ada = with_quest((1, 50))
    ada.buys("2024-03-02", 100)
    ada.waits("2024-03-26")
    ada.claims("2024-03-27")
    ada.waits("2024-06-01")

    assert told(ada) == [(7, "2024-03-31", 1)]


def test_a_mission_without_an_end_tells_nothing():
    ada = with_quest((3, 50))
    ada.buys("2024-03-02", 100)
    ada.waits("2030-01-01")

    assert told(ada) == []


def test_it_is_told_once_whether_time_or_a_purchase_comes_first():
    by_clock, by_order = (with_quest((9, 50), window={"days": 30}) for _ in range(2))
    for ada in (by_clock, by_order):
        ada.buys("2024-03-02", 100)
    for at in ("2024-03-24 09:00", "2024-03-24 09:01", "2024-03-29", "2024-03-30 09:01"):
        by_clock.waits(at)
    for ada in (by_clock, by_order):
        ada.buys("2024-03-31 10:00", 100, name="late")

    assert told(by_clock) == told(by_order) == [(7, "2024-03-30", 0), (1, "2024-03-30", 0)]
    assert by_clock.fold.wallet == by_order.fold.wallet


def test_its_last_seven_days_are_near():
    ada = with_quest((3, 50), window={"days": 30})
    ada.buys("2024-03-02", 100)
    current = ada.programme.versions[0]
    goal, one = current.missions.goals["quest"], undertaking_of(ada.fold.wallet, "quest")

    days = ("2024-03-23 23:59", "2024-03-24 00:00", "2024-03-30 23:59", "2024-03-31 00:00")
    assert [is_near(current, goal, one, ada.instant(at)) for at in days] == [False, True, True, False]
