"""Whoever listens hears that a coupon was used, and that it came back; never its code."""

import json

import pytest
from coupon_shop import paid, printed

from regulars.desk.coupons.holding import roll_back
from regulars.people.members import wallet_of
from regulars.webhooks import actions, endpoints
from regulars.webhooks.models import News


@pytest.fixture
def listening(coupon_shop):
    endpoints.make("https://shop.example/", ["coupon.redeemed", "coupon.rolled_back"], by=None)
    actions.forget_wanted()
    yield
    actions.forget_wanted()


def told():
    return [json.loads(bytes(one.body)) for one in News.objects.order_by("told_at", "kind")]


def test_a_use_and_its_return_are_told_with_what_was_taken_off(coupon_shop, listening):
    printed("T-1")
    order = paid(coupon_shop, "B-1", "T-1", member="Ada").order

    (used,) = told()
    assert used["type"] == "coupon.redeemed"
    assert used["data"].keys() == {"member", "source", "order", "coupon", "amount"}
    assert (used["data"]["member"], used["data"]["order"]) == (wallet_of("Ada"), order.id)
    assert used["data"]["amount"] > 0
    assert "T-1" not in json.dumps(used)

    roll_back(source="till", name="B-1")

    back = told()[1]
    assert back["type"] == "coupon.rolled_back"
    assert back["data"] == used["data"] | {"member": None}, "the basket was held before anybody was known"
