"""Which coupons go together, in which order, and which set is the best."""

import pytest
from coupon_till import basket, best_of, looked_at, version

from regulars.core.coupons.stacking import best, exact
from regulars.core.refusals import CouponNotUsable, CouponsNotTogether


@pytest.mark.parametrize(
    ("found", "bought", "taken"),
    [
        pytest.param(version({"amount": 100}, {"percent": 10}), basket(1000), {"c0": 100, "c1": 90}, id="a percentage of what was left"),
        pytest.param(
            version({"amount": 100}, {"percent": 10, "base": "list"}), basket(1000), {"c0": 100, "c1": 100}, id="a percentage of the list price"
        ),
        pytest.param(
            version({"amount": 100, "priority": 9}, {"percent": 10, "priority": 1}), basket(1000), {"c1": 100, "c0": 100}, id="the lowest priority first"
        ),
        pytest.param(
            version({"amount": 300, "exclusive": True}, {"amount": 200}, {"amount": 150}), basket(1000), {"c1": 200, "c2": 150},
            id="two that go together beat one alone",
        ),
        pytest.param(
            version({"amount": 400, "exclusive": True}, {"amount": 200}, {"amount": 150}), basket(1000), {"c0": 400}, id="one alone beats two"
        ),
        pytest.param(
            version({"amount": 100}, {"amount": 90}, {"amount": 80}, coupons_together=2), basket(1000), {"c0": 100, "c1": 90}, id="at most two"
        ),
        pytest.param(
            version({"amount": 100, "group": "g"}, {"percent": 15, "group": "g"}, groups={"g": "highest"}), basket(1000), {"c1": 150},
            id="the one that takes off most of a group",
        ),
        pytest.param(
            version({"amount": 100, "group": "g", "priority": 1}, {"percent": 15, "group": "g", "priority": 2}, groups={"g": "first"}),
            basket(1000), {"c0": 100}, id="the first of a group",
        ),
        pytest.param(
            version({"amount": 100, "group": "g"}, {"percent": 10, "group": "g"}, groups={"g": "all"}), basket(1000), {"c0": 100, "c1": 90},
            id="all of a group",
        ),
        pytest.param(version({"amount": 500}, {"amount": 500}, {"amount": 500}), basket(600), {"c0": 500, "c1": 100}, id="one that would do nothing is kept"),
        pytest.param(version({"amount": 500}, {"amount": 500}), basket(500), {"c0": 500}, id="no coupon is used up for nothing"),
        pytest.param(version({"amount": 100, "minimum": 950}, {"amount": 100}), basket(1000), {"c0": 100, "c1": 100}, id="minima read the prices before any coupon"),
        pytest.param(version(), basket(1000), {}, id="no coupons at all"),
    ],
)  # fmt: skip
def test_the_best_set(found, bought, taken):
    assert best_of(found, bought) == taken


def test_of_more_than_six_priority_alone_decides_and_says_so():
    found = version({"amount": 10, "exclusive": True, "priority": 1}, *({"amount": 100} for _ in range(6)))
    bought = basket(10_000)

    stack = best(found, bought, looked_at(found, bought))

    assert [one.coupon for one in stack.coupons] == ["c0"]
    assert not stack.is_tried


def test_exactly_a_set_takes_off_what_the_best_one_does():
    found, bought = version({"amount": 100}, {"percent": 10}), basket(700, 300)
    answers = looked_at(found, bought)

    stack = exact(found, bought, answers)

    assert stack == best(found, bought, answers)
    assert stack.by_line(2) == [70 + 63, 30 + 27]


@pytest.mark.parametrize(
    ("found", "bought"),
    [
        pytest.param(
            version({"amount": 10, "exclusive": True}, {"amount": 20}),
            basket(500),
            id="one that is used alone",
        ),
        pytest.param(version({"amount": 500}, {"amount": 20}), basket(500), id="one that finds nothing left"),
        pytest.param(
            version({"amount": 10}, {"amount": 20}, coupons_together=1),
            basket(500),
            id="more than may go together",
        ),
    ],
)
def test_a_set_that_may_not_be_is_refused_whole(found, bought):
    with pytest.raises(CouponsNotTogether) as refused:
        exact(found, bought, looked_at(found, bought))

    assert refused.value.facts == {"coupons": ("c0", "c1")}


def test_one_that_takes_nothing_off_refuses_the_set_with_its_reason():
    found, bought = version({"amount": 10}, {"amount": 20, "minimum": 600}), basket(500)

    with pytest.raises(CouponNotUsable) as refused:
        exact(found, bought, looked_at(found, bought))

    assert refused.value.facts == {"coupon": "c1", "why": "minimum", "because": (600, 500)}
