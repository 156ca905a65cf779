"""Points handed from one member to another keep their dates and their funding."""

import pytest
from one_member import BASE, Member, version

from regulars.core.refusals import DebtOpen, NotEnoughPoints, TransferNotAllowed, TransferTooLarge

MONTH = {"rolling": {"days": 30}}
ALLOWED = {"transfer": "allowed", "expiry": MONTH}


@pytest.fixture
def both():
    """Ada has 50 coins of 5 January and 50 of the 10th; Bob is new."""
    rules = version(BASE, coin=ALLOWED)
    ada, bob = Member(rules), Member(rules)
    ada.is_given("2024-01-05", 50)
    ada.is_given("2024-01-10", 50)
    return ada, bob


def test_each_lot_goes_over_with_its_own_dates(both):
    ada, bob = both
    came = ada.gives("2024-01-11", 70, bob)

    assert came == [("transfer_in", 50), ("transfer_in", 20)]
    assert [bob.clock(lot.expires_at) for lot in bob.purse().lots] == ["2024-02-05 00:00", "2024-02-10 00:00"]
    assert [bob.clock(lot.activates_at) for lot in bob.purse().lots] == [
        "2024-01-05 12:00",
        "2024-01-10 12:00",
    ]
    assert (ada.lots(), ada.purse().given, bob.purse().received) == ([(2, 30)], 70, 70)


def test_what_was_handed_over_runs_out_as_it_would_have(both):
    ada, bob = both
    ada.gives("2024-01-11", 70, bob)
    bob.waits("2024-02-05 00:00")

    assert bob.outstanding() == 20


def test_giving_is_neither_earning_nor_spending(both):
    ada, bob = both
    ada.gives("2024-01-11", 70, bob)

    assert (ada.purse().sums.spent, bob.purse().sums.issued) == (0, 0)


def test_nothing_is_handed_over_where_the_programme_does_not_say_so():
    for terms in ({}, {"transfer": "forbidden"}):
        ada = Member(version(BASE, coin=terms))
        ada.is_given("2024-01-05", 50)

        with pytest.raises(TransferNotAllowed):
            ada.gives("2024-01-06", 10, Member(version(BASE)))
        assert ada.outstanding() == 50


def test_too_much_at_once_is_refused():
    ada = Member(version(BASE, coin={"transfer": {"most": 20}}))
    ada.is_given("2024-01-05", 50)

    with pytest.raises(TransferTooLarge) as refusal:
        ada.gives("2024-01-06", 21, Member(version(BASE)))
    assert refusal.value.facts == {"currency": "coin", "most": 20, "needed": 21}


def test_too_few_points_are_refused_and_held_ones_do_not_count(both):
    ada, bob = both
    ada.holds("2024-01-11 12:00", 60)

    with pytest.raises(NotEnoughPoints) as refusal:
        ada.gives("2024-01-11 12:01", 41, bob)
    assert refusal.value.facts == {"currency": "coin", "needed": 41, "usable": 40}
    assert (ada.outstanding(), bob.outstanding()) == (100, 0)


def test_points_bought_with_money_stay_with_their_buyer():
    ada = Member(version({**BASE, "funding": "paid"}, coin={"transfer": "allowed"}))
    ada.buys("2024-01-05", 500)

    with pytest.raises(NotEnoughPoints):
        ada.gives("2024-01-06", 1, Member(version(BASE)))


def test_who_owes_points_gives_none():
    ada = Member(version(BASE, coin={"take_back": "into_deficit", **ALLOWED}))
    ada.buys("2024-01-05", 1000, name="a")
    ada.spends("2024-01-05 12:10", 40)
    ada.cancels("2024-01-05 12:20", "a")

    with pytest.raises(DebtOpen) as refusal:
        ada.gives("2024-01-06", 1, Member(version(BASE)))
    assert refusal.value.facts == {"currency": "coin", "owed": 40}


def test_what_is_received_repays_a_debt_first(both):
    ada, _ = both
    bob = Member(version(BASE, coin={"take_back": "into_deficit", **ALLOWED}))
    bob.buys("2024-01-05", 1000, name="a")
    bob.spends("2024-01-05 12:10", 40)
    bob.cancels("2024-01-05 12:20", "a")
    ada.gives("2024-01-11", 70, bob)

    assert (bob.has("2024-01-11"), bob.outstanding()) == ((30, 0, 0), 30)


def test_a_transfer_in_one_kind_of_points_leaves_the_others_alone():
    rules = version(BASE, coin=ALLOWED, leaf={})
    ada, bob = Member(rules), Member(rules)
    ada.is_given("2024-01-05", 50)
    ada.is_given("2024-01-05", 50, "leaf")
    ada.gives("2024-01-06", 50, bob)

    assert (ada.outstanding("leaf"), bob.outstanding("leaf")) == (50, 0)
