"""What is told of an order before the order: kept, and in effect when it comes. And points that had run out."""

import pytest
from one_member import BASE, Member, card, line, version

CUPS = line(300, 3)


def told(*, late, tracks=None, rules=(BASE,)):
    """Ada's purchase and returns, the purchase told before them or after."""
    ada = Member(version(*rules, tracks=tracks))
    ada.buys("2024-01-04", 100, name="other")
    if not late:
        ada.buys("2024-01-05 10:00", CUPS, name="a")
    ada.brings_back("2024-01-05 11:00", ("tea", 1), order="a")
    ada.brings_back("2024-01-05 12:00", order="a", amount=20)
    if late:
        ada.buys("2024-01-05 10:00", CUPS, name="a")
    return ada


@pytest.mark.parametrize("metric", ["net_spend", "orders", "items"])
def test_a_return_that_comes_before_its_order_counts_when_the_order_comes(metric):
    in_time, late = told(late=False, tracks=card(metric)), told(late=True, tracks=card(metric))

    assert (late.outstanding(), late.purse().sums) == (in_time.outstanding(), in_time.purse().sums)
    assert late.standing().total == in_time.standing().total
    assert late.fold.receipts.by_order["a"].shares_back() == in_time.fold.receipts.by_order["a"].shares_back()
    assert late.fold.wallet.waiting == {}
    assert [one.code for one in late.reasons][-1] == "awaited"


def test_a_cancellation_that_comes_before_its_order_cancels_it_when_it_comes():
    ada = Member(version(BASE, tracks=card("orders")))
    ada.cancels("2024-01-06", "a")

    assert ada.buys("2024-01-05", CUPS, name="a") == [("earn", 30), ("revoke", -30)]
    assert (ada.outstanding(), ada.standing().total) == (0, 0)
    assert ada.cancels("2024-01-07", "a") == []


def test_a_late_order_of_a_member_without_programme_waits_for_nothing():
    ada = Member(version(BASE, begins="2024-03-01"), at="2024-02-01")
    ada.brings_back("2024-02-06", "tea", order="a")

    assert ada.buys("2024-02-05", CUPS, name="a") == []
    assert ada.fold.receipts.by_order["a"].returned == [1]


class TestPointsThatRanOut:
    """What ran out unused is not taken a second time from points that have nothing to do with it."""

    def bought(self, **coin):
        ada = Member(version(BASE, coin={"expiry": {"rolling": {"days": 30}}, **coin}))
        ada.buys("2024-01-05", CUPS, name="a")
        return ada

    @pytest.mark.parametrize("policy", ["within_balance", "into_deficit", "only_pending"])
    def test_nothing_else_is_taken_for_them(self, policy):
        ada = self.bought(take_back=policy)
        ada.buys("2024-02-20", 500, name="b")

        assert ada.cancels("2024-02-21", "a") == []
        assert (ada.outstanding(), ada.purse().sums.shortfall) == (50, 0)
        assert [(one.code, one.facts) for one in ada.reasons] == [("ran_out", ("coin", 30))]

    def test_what_was_spent_of_them_is_taken_elsewhere_as_ever(self):
        ada = self.bought()
        ada.spends("2024-01-06", 12)
        ada.buys("2024-02-20", 500, name="b")

        assert ada.brings_back("2024-02-21", ("tea", 2), order="a") == [
            ("revoke", -2)
        ]  # Twenty, of which 18 ran out.
        assert ada.cancels("2024-02-22", "a") == [("revoke", -10)]
        assert ada.outstanding() == 38

    def test_what_came_back_before_the_end_did_not_run_out(self):
        ada = self.bought()
        assert ada.brings_back("2024-01-10", ("tea", 1), order="a") == [("revoke", -10)]
        ada.buys("2024-02-20", 500, name="b")

        assert ada.cancels("2024-02-21", "a") == []
        assert ada.reasons[-1].facts == ("coin", 20)


def test_the_rules_of_the_day_of_purchase_hold_with_a_version_between():
    gift = {"bonus": 100, "when": "total >= 1000"}
    ada = Member(
        version(gift),
        version({**gift, "when": "total >= 5000", "on_refund": "keep"}, begins="2024-01-06"),
        version(BASE, begins="2024-02-01"),
    )
    ada.buys("2024-01-05", line(2000, 4), name="a")

    assert ada.brings_back("2024-01-07", ("tea", 2), order="a") == []
    assert ada.brings_back("2024-02-07", order="a", amount=1) == [("revoke", -100)]


def test_a_cap_whose_day_was_forgotten_stays_forgotten():
    ada = Member(version({**BASE, "caps": [{"per": "day", "points": 50}, {"per": "member", "points": 80}]}))
    ada.buys("2024-01-05", 500, name="a")
    ada.buys("2024-06-05", 100, name="b")  # Five months later the fifth of January is forgotten.

    ada.cancels("2024-06-06", "a")

    used = ada.fold.wallet.used["rule0"]
    assert (used[0], sorted(used)[1:]) == (10, [ada.fold.receipts.by_order["b"].order.day])
    assert ada.buys("2024-06-07", 500) == [("earn", 50)]
