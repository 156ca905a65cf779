"""An exchange is one purchase with what comes back for it: nothing arises only because one half came first."""

import pytest
from one_member import BASE, Member, card, line, version

SHIRT = line(500, 1, "shirt M", "clothes")
OTHER = line(500, 1, "shirt L", "clothes")
POLICIES = ("only_pending", "within_balance", "into_deficit")


def shortfall(ada):
    return ada.purse().sums.shortfall


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("pending", [{}, {"pending": {"days": 14}}])
def test_points_that_were_spent_are_paid_by_those_of_the_sale(policy, pending):
    ada = Member(version(BASE, coin={"take_back": policy, **pending}))
    ada.buys("2024-01-05", SHIRT, name="a")
    ada.spends("2024-02-06", 50)

    entries = ada.exchanges("2024-02-07", OTHER, goods=["shirt M"], order="a", name="b")

    assert entries == [("earn", 50), ("revoke", -50)]
    assert (ada.outstanding(), shortfall(ada), ada.purse().debts) == (0, 0, [])


@pytest.mark.parametrize(
    ("policy", "left", "short"),
    [("only_pending", 50, 50), ("within_balance", 50, 50), ("into_deficit", 0, 0)],
)
def test_told_as_two_events_the_shortfall_stays_in_the_books(policy, left, short):
    ada = Member(version(BASE, coin={"take_back": policy}))
    ada.buys("2024-01-05", SHIRT, name="a")
    ada.spends("2024-02-06", 50)

    ada.brings_back("2024-02-07", "shirt M", order="a")
    ada.buys("2024-02-07", OTHER)

    assert (ada.outstanding(), shortfall(ada)) == (left, short)


def test_the_first_lot_pays_before_the_sale_and_the_sale_before_any_other():
    ada = Member(version(BASE))
    ada.buys("2024-01-03", line(300), name="other")  # 30 points, spent first: they run out first.
    ada.buys("2024-01-05", SHIRT, name="a")
    ada.spends("2024-01-06", 60)  # 30 of the other and 30 of the shirt: 20 are left of it.
    ada.buys("2024-01-07", line(400), name="later")

    ada.exchanges("2024-01-08", OTHER, goods=["shirt M"], order="a", name="b")

    revoke = ada.entries[-1]
    taken = [(one.lot, one.points) for one in ada.allocations if one.entry == revoke.no]
    assert taken == [(2, 20), (5, 30)]
    assert {lot.no: lot.remaining for lot in ada.purse().lots} == {4: 40, 5: 20}


@pytest.mark.parametrize(
    ("sale", "policy", "left", "short"),
    [
        (200, "within_balance", 0, 30),  # 50 spent, 20 new: 30 are not there.
        (200, "into_deficit", -30, 0),
        (200, "only_pending", 0, 30),
        (800, "within_balance", 30, 0),
    ],
)
def test_what_the_sale_cannot_pay_is_taken_as_of_any_return(sale, policy, left, short):
    ada = Member(version(BASE, coin={"take_back": policy}))
    ada.buys("2024-01-05", SHIRT, name="a")
    ada.spends("2024-01-06", 50)

    ada.exchanges("2024-01-07", line(sale), goods=["shirt M"], order="a")

    assert (ada.outstanding(), shortfall(ada)) == (left, short)


def test_a_cap_has_its_room_back_before_the_sale_earns():
    gift = {"bonus": 40, "caps": [{"points": 40, "per": "member"}]}
    ada = Member(version(gift))
    ada.buys("2024-01-05", SHIRT, name="a")
    ada.spends("2024-01-06", 40)

    assert ada.exchanges("2024-01-07", OTHER, goods=["shirt M"], order="a") == [("earn", 40), ("revoke", -40)]
    assert ada.buys("2024-01-08", 500) == []


@pytest.mark.parametrize("on_refund", ["immediate", "next_review"])
def test_a_level_neither_drops_nor_rises_between_the_two(on_refund):
    ada = Member(version(BASE, tracks=card(window={"rolling": {"days": 365}}, on_refund=on_refund)))
    ada.buys("2024-01-05", line(3000, 1, "coat"), name="a")
    assert ada.level() == "silver"

    ada.exchanges("2024-02-05", line(3000, 1, "cape"), goods=["coat"], order="a", name="b")

    # In between it would have been 0, or 6,000 the other way about.
    assert [move.after for move in ada.moves] == ["silver"]
    assert ada.fold.wallet.tracks["card"].total == 3000


def test_a_sale_that_is_worth_less_brings_the_level_down_as_a_return_does():
    ada = Member(version(BASE, tracks=card(on_refund="immediate")))
    ada.buys("2024-01-05", line(1200, 1, "coat"), name="a")

    ada.exchanges("2024-02-05", line(900, 1, "cape"), goods=["coat"], order="a")

    assert [(move.after, move.cause) for move in ada.moves] == [("silver", "reached"), ("white", "refund")]


def test_a_sale_that_is_worth_more_raises_it():
    ada = Member(version(BASE, tracks=card()))
    ada.buys("2024-01-05", line(800, 1, "coat"), name="a")

    ada.exchanges("2024-02-05", line(1100, 1, "cape"), goods=["coat"], order="a")

    assert [(move.after, move.cause) for move in ada.moves] == [("silver", "reached")]


def test_the_sale_is_asked_about_the_member_who_came_in():
    silver = {"bonus": 5, "when": 'at_least("card", "silver")'}
    ada = Member(version(silver, tracks=card(on_refund="immediate")))
    ada.buys("2024-01-05", line(1200, 1, "coat"), name="a")

    assert ada.exchanges("2024-02-05", line(900, 1, "cape"), goods=["coat"], order="a") == [("earn", 5)]


def test_points_spent_on_the_first_go_back_and_can_be_used_on_the_second():
    ada = Member(version(BASE))
    ada.buys("2024-01-03", 500)
    ada.spends("2024-01-05", 50, order="a")
    ada.buys("2024-01-05", SHIRT, unearning=50, name="a")

    entries = ada.exchanges("2024-01-06", OTHER, goods=["shirt M"], order="a")

    assert entries == [("restore", 50), ("earn", 50), ("revoke", -45)]
    assert ada.outstanding() == 100


def test_without_a_receipt_the_latest_earlier_purchase_is_meant_and_never_the_sale_itself():
    ada = Member(version(BASE))
    ada.buys("2024-01-05", SHIRT, name="a")

    ada.exchanges("2024-01-06", SHIRT, goods=["shirt M", "shirt M"], name="b")

    assert [reason.facts for reason in ada.reasons] == [("shirt M", 1)]
    receipts = ada.fold.receipts.by_order
    assert (receipts["a"].returned, receipts["b"].returned) == ([1], [0])


def test_an_order_that_is_not_known_yet_is_waited_for_and_nothing_is_netted():
    ada = Member(version(BASE))
    assert ada.exchanges("2024-01-06", OTHER, goods=["shirt M"], order="a", name="b") == [("earn", 50)]
    assert [reason.code for reason in ada.reasons] == ["unmatched", "waits"]

    assert ada.buys("2024-01-05", SHIRT, name="a") == [("earn", 50), ("revoke", -50)]
    assert ada.outstanding() == 50


def test_what_came_back_of_the_sale_before_it_was_told_of_is_taken_once():
    ada = Member(version(BASE, coin={"take_back": "within_balance"}))
    ada.buys("2024-01-05", SHIRT, name="a")
    ada.spends("2024-01-06", 50)
    ada.brings_back("2024-01-08", "shirt L", "shirt L", order="b")

    # The sale of two gave 100, and both came back: nothing of it is left to pay for the shirt that it replaced.
    shirts = line(1000, 2, "shirt L", "clothes")
    entries = ada.exchanges("2024-01-07", shirts, goods=["shirt M"], order="a", name="b")

    assert entries == [("earn", 100), ("revoke", -100)]
    assert (ada.outstanding(), shortfall(ada), ada.lots()) == (0, 50, [])


def test_exchanged_goods_can_be_exchanged_and_returned_again():
    ada = Member(version(BASE))
    ada.buys("2024-01-05", SHIRT, name="a")
    ada.exchanges("2024-01-06", OTHER, goods=["shirt M"], order="a", name="b")
    ada.exchanges("2024-01-07", SHIRT, goods=["shirt L"], order="b", name="c")
    assert ada.outstanding() == 50

    ada.cancels("2024-01-08", "c")
    assert (ada.outstanding(), shortfall(ada)) == (0, 0)


def test_money_given_back_may_be_what_is_exchanged():
    ada = Member(version(BASE))
    ada.buys("2024-01-05", SHIRT, name="a")

    # A voucher's worth of NT$200 off the shirt, and something for NT$200 with it.
    assert ada.exchanges("2024-01-06", line(200), goods=[], order="a", amount=200) == [
        ("earn", 20),
        ("revoke", -20),
    ]


def test_points_of_the_sale_are_taken_in_the_order_of_spending():
    paid, gift = {**BASE, "funding": "paid", "expiry": "never"}, {"bonus": 30}
    ada = Member(version(paid, gift, coin={"spend_first": "paid"}))
    ada.buys("2024-01-05", line(1000, 2, "shirt M"), name="a")
    ada.spends("2024-02-06", 130)

    ada.exchanges("2024-02-07", OTHER, goods=["shirt M"], order="a")

    assert [(lot.remaining, lot.funding) for lot in ada.purse().lots] == [(15, 0)]
