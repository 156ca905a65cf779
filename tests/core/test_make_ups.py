"""A make-up that was a slip of the thumb: taken back it never was, as long as nothing was built on it."""

import pytest
from one_member import Member, daily, version

from regulars.core.missions.checking_in import check_ins_of
from regulars.core.refusals import MakeUpStays

LATER = "2024-03-03 14:00"


def member(*versions, coin=None, **parts):
    ada = Member(
        version(missions=[daily(1, 2, 5, make_up={"days": 3, "points": 4}, **parts)], coin=coin), *versions
    )
    ada.is_given("2024-03-01 08:00", 10)
    ada.checks_in("2024-03-01 10:00")
    ada.checks_in("2024-03-03 10:00")
    return ada


def stands(ada):
    """What the wallet has: check-ins, and by lot what is left."""
    return ada.fold.wallet.missions, {lot.no: lot for lot in ada.purse().lots}


def test_taken_back_it_never_was():
    ada = member()
    before = ada.fold.wallet.missions.copy(), {lot.no: lot for lot in ada.purse().lots}
    ada.makes_up("2024-03-03 13:00", "2024-03-02")

    assert ada.takes_back(LATER, "2024-03-02") == [("revoke", -6), ("restore", 4)]
    assert stands(ada) == before
    assert ada.fold.wallet.made_up is None
    assert ada.entries[-2].rule == "mission/daily"


def test_it_can_be_made_up_again_and_gives_the_same():
    ada = member()
    first = ada.makes_up("2024-03-03 13:00", "2024-03-02")
    ada.takes_back(LATER, "2024-03-02")

    assert ada.makes_up("2024-03-03 15:00", "2024-03-02") == first


@pytest.mark.parametrize(
    ("meanwhile", "at", "why"),
    [
        pytest.param(lambda ada: None, "2024-03-04 00:00", "over", id="the day is over"),
        pytest.param(lambda ada: ada.spends("2024-03-03 13:30", 9), LATER, "spent", id="what it gave is spent"),
        pytest.param(lambda ada: ada.holds("2024-03-03 13:30", 13, minutes=60), LATER, "spent", id="what it gave is held"),
        pytest.param(lambda ada: ada.checks_in("2024-03-02 09:00"), LATER, "none", id="the date was there after all"),
        pytest.param(lambda ada: ada.takes_back("2024-03-03 13:30", "2024-03-02"), LATER, "none", id="it was taken back"),
    ],
)  # fmt: skip
def test_it_stays_where_something_was_built_on_it(meanwhile, at, why):
    ada = member()
    ada.makes_up("2024-03-03 13:00", "2024-03-02")
    meanwhile(ada)
    before = ada.fold.wallet.copy()

    with pytest.raises(MakeUpStays) as no:
        ada.takes_back(at, "2024-03-02")
    assert no.value.facts["why"] == why
    assert stands(ada)[0] == before.missions
    assert ada.purse().lots == before.purses["coin"].lots


def test_only_the_last_one_is_taken_back():
    ada = member()
    ada.checks_in("2024-03-05 10:00")
    ada.makes_up("2024-03-05 13:00", "2024-03-02")
    ada.makes_up("2024-03-05 13:01", "2024-03-04")

    with pytest.raises(MakeUpStays):
        ada.takes_back("2024-03-05 14:00", "2024-03-02")
    ada.takes_back("2024-03-05 14:00", "2024-03-04")
    with pytest.raises(MakeUpStays):
        ada.takes_back("2024-03-05 14:01", "2024-03-02")


def test_a_check_in_that_comes_after_it_stands_on_it():
    ada = member()
    ada.makes_up("2024-03-03 13:00", "2024-03-02")
    ada.checks_in("2024-03-01 23:00", mission="daily")
    assert ada.fold.wallet.made_up is not None, "that date was there, and nothing changed"
    ada.checks_in("2024-02-29 23:00")

    with pytest.raises(MakeUpStays):
        ada.takes_back(LATER, "2024-03-02")


def test_a_make_up_that_gave_nothing_is_taken_back_too():
    ada = Member(version(missions=[daily(5, 1, 1, after_ladder="stays", make_up={"days": 3, "points": 4})]))
    ada.is_given("2024-03-01 08:00", 10)
    ada.checks_in("2024-03-01 10:00")
    ada.checks_in("2024-03-03 10:00")
    before = check_ins_of(ada.fold.wallet, "daily")
    assert ada.makes_up("2024-03-03 13:00", "2024-03-02") == [("spend", -4)]

    assert ada.takes_back(LATER, "2024-03-02") == [("restore", 4)]
    assert check_ins_of(ada.fold.wallet, "daily") == before


def test_under_another_version_it_stays():
    after = version(missions=[daily(9, make_up={"days": 3, "points": 4})], begins="2024-03-04")
    ada = member(after, day_starts_at="04:00")
    ada.makes_up("2024-03-03 23:00", "2024-03-02")

    with pytest.raises(MakeUpStays) as no:
        ada.takes_back("2024-03-04 01:00", "2024-03-02")
    assert no.value.facts["why"] == "none"
