"""Rewards that cost money too: held until the money is paid, and never had where it is not."""

import pytest
from one_member import BASE, Member, version

from regulars.core.merging.joining import sealed, unsealed
from regulars.core.refusals import NotEnoughPoints, RedemptionUnknown, RewardLimit

LAMP = {"id": "lamp", "price": {"points": 300, "money": 199}}


def member(*, points=1000, coin=None, **parts):
    ada = Member(version(BASE, coin=coin, rewards=[LAMP | parts]))
    ada.is_given("2024-02-01", points)
    return ada


def test_points_are_set_aside_and_nothing_is_spent_before_the_money_is_paid():
    ada = member()

    assert ada.redeems("2024-03-01 12:00", "lamp", name="r") == []
    assert (ada.has("2024-03-01"), ada.held()) == ((700, 0, 0), 300)
    assert ada.pays("2024-03-01 12:14", "r") == [("spend", -300)]
    assert ada.entries[-1].effect == "redeem:lamp"
    assert (ada.has("2024-03-01"), ada.held()) == ((700, 0, 0), 0)


@pytest.mark.parametrize(("pay_within", "last", "late"), [(None, "12:14", "12:15"), (60, "12:59", "13:00")])
def test_it_is_held_for_so_many_minutes(pay_within, last, late):
    terms = {} if pay_within is None else {"pay_within": pay_within}
    ada, bob = member(**terms), member(**terms)
    ada.redeems("2024-03-01 12:00", "lamp", name="r")
    bob.redeems("2024-03-01 12:00", "lamp", name="r")

    assert ada.pays(f"2024-03-01 {last}", "r") == [("spend", -300)]
    with pytest.raises(RedemptionUnknown):
        bob.pays(f"2024-03-01 {late}", "r")
    assert (bob.has("2024-03-02"), bob.held(), bob.entries[1:]) == ((1000, 0, 0), 0, [])


def test_what_was_not_paid_was_never_had():
    ada = member(limits=[{"times": 1, "per": "member"}])
    ada.redeems("2024-03-01 12:00", "lamp", name="r")
    with pytest.raises(RewardLimit):
        ada.redeems("2024-03-01 12:14", "lamp")

    ada.redeems("2024-03-01 12:15", "lamp", name="s")
    ada.pays("2024-03-01 12:20", "s")
    with pytest.raises(RewardLimit):
        ada.redeems("2024-03-01 12:30", "lamp")


def test_what_is_held_can_be_given_up():
    ada = member(limits=[{"times": 1, "per": "member"}])
    for name in ("r", "s"):
        ada.redeems("2024-03-01 12:00", "lamp", name=name)
        assert ada.gives_up("2024-03-01 12:05", name) == []
    assert (ada.has("2024-03-01"), ada.held()) == ((1000, 0, 0), 0)
    with pytest.raises(RedemptionUnknown):
        ada.pays("2024-03-01 12:06", "s")


def test_it_is_paid_once_and_what_costs_no_money_never():
    ada = Member(version(BASE, rewards=[LAMP, {"id": "mug", "price": {"points": 10}}]))
    ada.is_given("2024-02-01", 1000)
    ada.redeems("2024-03-01", "lamp", name="r")
    ada.redeems("2024-03-01", "mug", name="m")
    ada.pays("2024-03-01", "r")

    for name in ("r", "m", "never"):
        with pytest.raises(RedemptionUnknown):
            ada.pays("2024-03-01", name)


def test_what_was_paid_is_cancelled_like_anything_else():
    ada = member()
    lots = ada.lots()
    ada.redeems("2024-03-01 12:00", "lamp", name="r")
    ada.pays("2024-03-01 12:05", "r")

    assert ada.gives_up("2024-03-02", "r") == [("restore", 300)]
    assert ada.lots() == lots


def test_two_held_ones_end_each_by_itself():
    ada = member()
    ada.redeems("2024-03-01 12:00", "lamp", name="r")
    ada.redeems("2024-03-01 12:10", "lamp", name="s")
    ada.waits("2024-03-01 12:15")

    assert (ada.held(), sorted(ada.fold.wallet.redeemed.had)) == (300, ["s"])
    assert ada.fold.wallet.redeemed.times["lamp"] == {0: 1, ada._when("2024-03-01")[1]: 1}
    assert ada.pays("2024-03-01 12:24", "s") == [("spend", -300)]


def test_a_wallet_with_something_held_is_kept_and_read_again():
    ada = member()
    ada.redeems("2024-03-01 12:00", "lamp", name="r")

    assert unsealed(sealed(ada.fold.wallet)) == ada.fold.wallet


def test_points_keep_alive_when_they_are_spent_and_not_when_they_are_held():
    ada = member(coin={"expiry": {"sliding": {"days": 30, "activity": ["spends"]}}})
    ada.redeems("2024-02-20 12:00", "lamp", name="r")
    ada.waits("2024-02-20 12:30")
    assert ada.has("2024-03-02 23:59") == (1000, 0, 0)
    assert ada.has("2024-03-03 00:00") == (0, 0, 0)

    ada.redeems("2024-02-21 12:00", "lamp", name="s")
    ada.pays("2024-02-21 12:10", "s")
    assert ada.has("2024-03-22 23:59") == (700, 0, 0)


def funded(funding, **price):
    """A member with 100 free coins, 100 of a partner's and 100 that were bought."""
    ada = Member(
        version(
            {"bonus": 100, "when": "total == 1"},
            {"bonus": 100, "when": "total == 2", "funding": "partner", "sponsor": "Roaster"},
            {"bonus": 100, "when": "total == 3", "funding": "paid"},
            rewards=[{"id": "tote", "price": {"points": 150, "funding": funding, **price}}],
        )
    )  # fmt: skip
    for amount in (3, 2, 1):
        ada.buys("2024-02-01", amount)
    return ada


@pytest.mark.parametrize("price", [{}, {"money": 10}])
def test_points_of_other_fundings_stay(price):
    ada = funded(["partner", "paid"], **price)
    ada.redeems("2024-03-01", "tote", name="r")
    if price:
        ada.pays("2024-03-01", "r")

    assert [(lot.funding, lot.remaining) for lot in ada.purse().lots] == [(0, 100), (2, 50)]


@pytest.mark.parametrize("price", [{}, {"money": 10}])
def test_too_few_of_the_right_ones_are_too_few(price):
    ada = funded(["free"], **price)
    with pytest.raises(NotEnoughPoints) as refusal:
        ada.redeems("2024-03-01", "tote")

    assert (refusal.value.facts["needed"], refusal.value.facts["usable"]) == (150, 100)
    [offer] = ada.could_get("2024-03-01")
    assert (offer.missing, offer.number) == ("points", 50)
