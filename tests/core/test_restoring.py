"""Points spent on an order that comes back: into the same lots, with the life that they have."""

import pytest
from one_member import BASE, Member, line, version

from regulars.core.refusals import NotEnoughPoints

MONTH = {"expiry": {"rolling": {"days": 30}}}


def given_twice(**coin):
    """Ada has 30 coins until 2 February (usable to 24:00) and 50 until 12 February, and earns nothing by buying."""
    ada = Member(version(coin={**MONTH, **coin}))
    ada.is_given("2024-01-03", 30)
    ada.is_given("2024-01-13", 50)
    return ada


def ends(member):
    return {lot.no: member.clock(lot.expires_at) for lot in member.purse().lots}


def test_what_was_spent_goes_back_into_the_same_lots():
    ada = given_twice()
    lots = ada.purse().copy().lots
    ada.spends("2024-01-20", 60, order="a")
    ada.buys("2024-01-20", 500, name="a", unearning=60)

    assert ada.cancels("2024-01-21", "a") == [("restore", 60)]
    assert ada.purse().lots == lots
    assert ada.purse().sums.restored == 60
    assert [(one.entry, one.lot, one.points) for one in ada.allocations] == [
        (3, 1, 30), (3, 2, 30), (4, 2, 30), (4, 1, 30),
    ]  # fmt: skip
    assert ada.entries[-1].reverses == 3
    assert ada.cancels("2024-01-22", "a") == []


@pytest.mark.parametrize("first", ["spend", "order", "cancellation"])
def test_in_whatever_order_they_are_told(first):
    ada = given_twice()
    lots = ada.purse().copy().lots
    tell = {
        "spend": lambda: ada.spends("2024-01-20 10:00", 60, order="a"),
        "order": lambda: ada.buys("2024-01-20 10:00", 500, name="a"),
        "cancellation": lambda: ada.cancels("2024-01-20 11:00", "a"),
    }
    for what in sorted(tell, key=lambda what: what != first):
        tell[what]()

    assert ada.purse().lots == lots
    assert (ada.purse().sums.spent, ada.purse().sums.restored) == (60, 60)
    assert ada.fold.wallet.waiting == {}


def test_each_line_gives_back_its_share_and_the_last_one_the_rest():
    ada = given_twice()
    ada.spends("2024-01-20", 50, order="a")
    ada.buys("2024-01-20", line(100, 3), line(200, 1, "pen"), name="a")  # 17 coins and 33.

    assert ada.brings_back("2024-01-21", ("tea", 1), order="a") == [("restore", 6)]  # 17/3 is 5.67.
    assert ada.brings_back("2024-01-21", ("tea", 1), order="a") == [("restore", 5)]  # 34/3 is 11.33.
    assert ada.brings_back("2024-01-21", order="a", amount=10) == [("restore", 2)]
    assert ada.brings_back("2024-01-21", ("tea", 1), "pen", order="a") == [("restore", 37)]
    assert ada.outstanding() == 80


def test_what_was_drawn_last_goes_back_first():
    ada = given_twice()
    ada.spends("2024-01-20", 60, order="a")
    ada.buys("2024-01-20", line(100, 2), name="a")

    ada.brings_back("2024-01-21", "tea", order="a")
    assert ada.lots() == [(2, 50)]  # The thirty that live longer.
    ada.brings_back("2024-01-21", "tea", order="a")
    assert ada.lots() == [(1, 30), (2, 50)]


@pytest.mark.parametrize(
    ("policy", "by", "usable", "until"),
    [
        # Thirty of the sixty had run out on 3 February; the others run out on the 13th.
        (None, "member", 50, {2: "2024-02-13 00:00"}),
        ("return_expired", "member", 50, {2: "2024-02-13 00:00"}),
        ("return_expired", "shop", 50, {2: "2024-02-13 00:00"}),
        # Two weeks from the 5th for what went back; what had not been spent keeps its day.
        (None, "shop", 80, {2: "2024-02-13 00:00", 4: "2024-02-20 00:00", 5: "2024-02-20 00:00"}),
        ({"min_life": 3}, "member", 80, {2: "2024-02-13 00:00", 4: "2024-02-09 00:00"}),
        ("reissue", "member", 80, {2: "2024-02-13 00:00", 4: "2024-03-07 00:00"}),
    ],
)
def test_a_lot_that_ran_out_meanwhile(policy, by, usable, until):
    ada = given_twice(**({"restore_expired": policy} if policy else {}))
    ada.spends("2024-01-20", 60, order="a")
    ada.buys("2024-01-20", 500, name="a")

    ada.cancels("2024-02-05", "a", by=by)

    assert ada.has("2024-02-05") == (usable, 0, 0)
    assert ends(ada) == until
    assert ada.purse().sums.restored == 60
    assert ada.purse().sums.expired == 80 - usable


@pytest.mark.parametrize(
    "pending",
    [{"days": 14}, {"until_event": "delivered", "timeout": {"days": 20, "then": "expire"}}],
    ids=["that wait", "that wait for an event and are gone without it"],
)
def test_what_is_issued_anew_lives_from_the_day_on_which_it_can_be_used(pending):
    gift = {"bonus": 30, "pending": "none"}
    ada = Member(version(gift, coin={**MONTH, "pending": pending, "restore_expired": "reissue"}))
    ada.buys("2024-01-03", 5)
    ada.spends("2024-01-20", 30, order="a")
    ada.buys("2024-01-20", 500, name="a")
    ada.waits("2024-03-01 00:00")

    ada.cancels("2024-03-05", "a")

    assert ada.has("2024-04-04 23:59") == (30, 0, 0)
    assert ada.has("2024-04-05 00:00") == (0, 0, 0)


def test_buying_and_cancelling_beats_no_expiry_date():
    ada = given_twice()
    for number in range(3):
        ada.spends("2024-01-20", 80, order=f"a{number}")
        ada.buys("2024-01-20", 500, name=f"a{number}")
        ada.cancels("2024-01-25", f"a{number}")
    ada.waits("2024-02-13")

    assert (ada.outstanding(), ada.purse().sums.expired) == (0, 80)


def test_what_was_earned_is_taken_from_what_goes_back_and_not_beside_it():
    """Never bought: a hundred coins, of which eighty went on something else."""
    ada = Member(version(BASE))
    ada.is_given("2024-01-03", 100)
    ada.spends("2024-01-20", 100, order="a")
    ada.buys("2024-01-20", 800, name="a")
    ada.spends("2024-01-21", 80)

    assert ada.cancels("2024-01-22", "a") == [("restore", 100), ("revoke", -80)]
    assert (ada.outstanding(), ada.purse().sums.shortfall) == (20, 0)


def test_what_goes_back_repays_a_debt_first():
    ada = Member(version(BASE, coin={"take_back": "into_deficit"}))
    ada.buys("2024-01-04", 500, name="b")
    ada.spends("2024-01-05", 50, order="a")
    ada.buys("2024-01-05", 1, name="a")
    ada.cancels("2024-01-06", "b")
    assert ada.has("2024-01-06") == (0, 0, 50)

    ada.cancels("2024-01-07", "a")
    assert ada.has("2024-01-07") == (0, 0, 0)


def test_several_spends_on_one_order_each_go_back():
    ada = given_twice()
    ada.spends("2024-01-20", 10, order="a")
    ada.buys("2024-01-20", 500, name="a")
    ada.spends("2024-01-20", 20, order="a")

    assert ada.cancels("2024-01-21", "a") == [("restore", 10), ("restore", 20)]
    assert ada.outstanding() == 80


def test_a_refused_spend_leaves_nothing_waiting():
    ada = Member(version(BASE))
    with pytest.raises(NotEnoughPoints):
        ada.spends("2024-01-20", 1, order="a")

    assert (ada.fold.wallet.waiting, ada.fold.wallet.purses) == ({}, {})


def test_what_never_comes_is_not_waited_for_for_ever():
    ada = given_twice()
    ada.spends("2024-01-14", 10, order="never")
    ada.brings_back("2024-01-14", "tea", order="nor this")
    ada.is_given("2024-03-20", 10)
    ada.spends("2024-03-20", 10, order="soon")

    assert set(ada.fold.wallet.waiting) == {"soon"}
