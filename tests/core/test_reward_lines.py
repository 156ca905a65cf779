"""A line that is itself a reward: the receipt is decided as if it were not on it."""

import msgspec
import pytest
from one_member import BASE, Member, card, line, version

from regulars.core.events import Line

EACH = {"each": 3}
CUP = Line("tea", 1, 0, ("drinks",), reward=True)
FREE = Line("tea", 1, 0, ("drinks",))


def earned(member, order):
    return [one.by_line for one in member.fold.receipts.by_order[order].earned]


def test_a_reward_earns_nothing_by_piece_and_another_free_line_does():
    ada = Member(version(EACH))

    assert ada.buys("2024-01-05", line(100, 2), CUP, name="a") == [("earn", 6)]
    assert earned(ada, "a") == [[6, 0]]
    assert ada.buys("2024-01-06", line(100, 2), FREE) == [("earn", 9)]


@pytest.mark.parametrize("when", ["quantity >= 2", "line_count >= 2", '"tea" in products', '"drinks" in categories'])  # fmt: skip
def test_no_condition_sees_it(when):
    gift = {"bonus": 50, "when": when}
    book = line(300, 1, "book", "books")
    ada = Member(version(gift))

    assert ada.buys("2024-01-05", book, CUP) == []
    assert ada.buys("2024-01-06", book, FREE) == [("earn", 50)]


def test_what_was_paid_with_points_pays_for_the_reward_first():
    mug = Line("mug", 1, 100, reward=True)
    ada = Member(version(BASE))

    ada.buys("2024-01-05", line(300), mug, unearning=100, name="a")
    ada.buys("2024-01-05", line(300), mug, unearning=160, name="b")

    assert (earned(ada, "a"), earned(ada, "b")) == ([[30, 0]], [[24, 0]])


def test_a_reward_lies_between_others_and_each_knows_its_own_points():
    ada = Member(version(BASE))
    ada.buys("2024-01-05", CUP, line(300, 1, "book"), CUP, line(100, 1, "pen"), name="a")
    assert earned(ada, "a") == [[0, 30, 0, 10]]

    assert ada.brings_back("2024-01-06", "pen", order="a") == [("revoke", -10)]
    assert ada.brings_back("2024-01-07", "tea", order="a") == []


@pytest.mark.parametrize("metric", ["net_spend", "items", "orders", "visits"])
def test_it_counts_for_no_level(metric):
    with_it, without = (Member(version(BASE, tracks=card(metric))) for _ in range(2))

    with_it.buys("2024-01-05", line(800, 1, "book"), CUP, Line("mug", 5, 900, reward=True), unearning=900)
    without.buys("2024-01-05", line(800, 1, "book"))

    assert with_it.standing() == without.standing()


def test_a_receipt_of_rewards_alone_earns_nothing_and_is_no_order():
    first = {"bonus": 50, "when": "member.orders == 0"}
    ada = Member(version(first, EACH, tracks=card("orders")))

    assert ada.buys("2024-01-05", CUP, CUP, name="a") == []
    assert (ada.fold.wallet.orders, ada.standing().total) == (0, 0)
    assert ada.buys("2024-01-06", line(100)) == [("earn", 3), ("earn", 50)]
    assert ada.cancels("2024-01-07", "a") == []


def test_vouchers_beyond_what_rewards_are_worth_lie_on_nothing_where_nothing_was_bought():
    mug = Line("mug", 1, 100, reward=True)
    ada = Member(version(BASE, tracks=card("net_spend")))

    assert ada.buys("2024-01-05", mug, unearning=150, name="a") == []
    assert ada.standing().total == 0


def test_an_order_is_gone_when_all_that_was_bought_came_back_and_only_once():
    ada = Member(version(tracks=card("orders", window={"rolling": {"days": 60}})))
    ada.buys("2024-01-05", line(300, 1, "book"), CUP, name="a")
    ada.buys("2024-01-05", line(300, 1, "pen"), name="b")

    ada.brings_back("2024-01-06", "book", order="a")
    assert ada.standing().total == 1
    ada.brings_back("2024-01-07", "tea", order="a")
    assert ada.standing().total == 1


def test_a_threshold_is_asked_again_without_it():
    gift = {"bonus": 50, "when": "quantity >= 2"}
    ada = Member(version(gift))
    ada.buys("2024-01-05", line(300, 2, "book"), CUP, name="a")

    assert ada.brings_back("2024-01-06", "book", order="a") == [("revoke", -50)]


def test_points_keep_alive_when_somebody_fetches_a_reward():
    sliding = {"expiry": {"sliding": {"days": 30}}}
    ada = Member(version(BASE, coin=sliding))
    ada.buys("2024-01-05", 500)

    ada.buys("2024-01-25", CUP)
    ada.waits("2024-02-10")

    assert ada.outstanding() == 50


def test_a_line_without_the_mark_is_written_as_before():
    assert msgspec.json.encode(FREE) == b'{"product":"tea","quantity":1,"amount":0,"categories":["drinks"]}'
    assert msgspec.json.encode(CUP).endswith(b',"reward":true}')
