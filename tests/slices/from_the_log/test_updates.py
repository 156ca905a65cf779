"""An order that changes after it was decided: what can still be told of it, and what waits for a person."""

import pytest
from words import CUP, coins, completed, later, logged, quarantined, track

TEA = {"product_id": "tea", "price": 100, "quantity": 2}


def updated(number, message, *products, hour=3, **more):
    return later(track("Order Updated", message, order_id=number, products=list(products), **more), hour)


@pytest.fixture
def bought(tell, decide):
    """Three cups and two teas, for NT$500."""
    tell(completed(1, "m-1", CUP, TEA))
    decide()
    assert coins() == 50


def test_less_of_something_comes_back(tell, decide, bought):
    tell(updated(1, "u", CUP | {"quantity": 1}, TEA))
    decide()

    assert coins() == 30
    assert logged()[-1] == ("Order Refunded", "1~update:u")


def test_the_same_for_less_is_money_back(tell, decide, bought):
    tell(updated(1, "u", CUP, TEA, discount=100))
    decide()

    assert coins() == 40


def test_an_update_that_says_what_is_left_already_changes_nothing(tell, decide, bought):
    tell(track("Order Refunded", "r", order_id=1, products=[TEA]))
    tell(updated(1, "u", CUP))
    decide()

    assert coins() == 30
    assert len(logged()) == 2


def test_several_updates_each_count_from_what_is_left(tell, decide, bought):
    tell(updated(1, "first", CUP, TEA | {"quantity": 1}), updated(1, "second", CUP, hour=3))
    decide()

    assert coins() == 30


@pytest.mark.parametrize("products", [(CUP | {"quantity": 4}, TEA), (CUP, TEA, {"sku": "pen", "price": 10})])
def test_an_order_that_grew_waits_for_a_person(tell, decide, bought, products):
    tell(updated(1, "u", *products))
    decide()

    assert coins() == 50
    assert quarantined() == [("u", "OrderGrew")]


def test_an_update_from_before_the_order_was_completed_says_nothing(tell, decide, bought):
    tell(updated(1, "u", CUP, hour=1))
    decide()

    assert coins() == 50
    assert quarantined() == []


def test_an_update_that_comes_before_its_order_takes_effect_with_it(tell, decide):
    tell(updated(1, "u", CUP))
    decide()
    assert quarantined() == [("u", "OrderNotYet")]

    tell(completed(1, "m-1", CUP, TEA))
    decide()
    assert coins() == 30
    assert quarantined("replayed") == [("u", "OrderNotYet")]


def test_an_update_and_its_order_in_one_batch_are_taken_one_after_the_other(tell, decide):
    tell(completed(1, "m-1", CUP, TEA), updated(1, "u", CUP))
    decide()

    assert coins() == 30


def test_an_order_that_is_completed_again_with_less_is_an_update(tell, decide, bought):
    tell(later(completed(1, "again", CUP), 3))
    decide()

    assert coins() == 30


def test_an_update_of_nobodys_order_changes_nothing(tell, decide):
    tell(completed(1, "m-1", CUP, TEA, user=None), updated(1, "u", CUP))
    decide()

    assert logged() == [("Order Completed", "1")]
    assert quarantined() == []
