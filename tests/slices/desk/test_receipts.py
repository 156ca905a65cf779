"""What was decided of an order is found again on the day on which something of it comes back."""

import pytest
from corner_shop import (
    CALENDAR,
    cancelled,
    everything_written,
    exchanged,
    given_back,
    order,
    spend,
    told,
    when,
)
from msgspec.structs import replace

from regulars.core.events import HoldPosted, PointsHeld
from regulars.core.periods import instant
from regulars.desk.models import Receipt
from regulars.desk.posting import Arrival, post
from regulars.desk.verify import verify
from regulars.ledger.models import Entry


def moment(at):
    at = instant(when(at))
    return at, CALENDAR.local(at)[0]


TEA = order("A-1", "2026-03-01 10:00", ("tea", 2), ("novel", 1))


def taken_back():
    return sum(Entry.objects.filter(kind="revoke", currency="coin").values_list("points", flat=True))


def test_an_order_of_which_nothing_comes_back_is_written_once_with_its_event(shop):
    told(shop, TEA)

    assert not Receipt.objects.exists()
    [event] = everything_written()["event"]
    assert b"base" in event[-1]
    assert b"novel" not in event[-1]


def test_goods_come_back_in_parts_and_none_of_them_twice(shop):
    told(shop, TEA)

    told(shop, given_back("R-1", "2026-03-02 10:00", ("tea", 1), order="A-1"))
    told(shop, given_back("R-2", "2026-03-03 10:00", ("tea", 2), order="A-1"))

    # Two teas of 120 gave 24 of the 62 coins, and the third that came back was never bought.
    assert taken_back() == -24
    assert Receipt.objects.count() == 1
    assert verify(shop).broken == ()


def test_without_a_receipt_the_latest_purchase_of_the_product_counts(shop):
    told(
        shop, TEA, order("A-2", "2026-03-02 10:00", ("tea", 1)), order("A-3", "2026-03-03 10:00", ("pen", 1))
    )

    told(shop, given_back("R-1", "2026-03-04 10:00", ("tea", 1)))
    told(shop, given_back("R-2", "2026-03-05 10:00", ("tea", 1)))

    changed = Receipt.objects.order_by("order_id").values_list("order_id", flat=True)
    assert list(changed) == ["A-1\x1ftill", "A-2\x1ftill"]
    assert taken_back() == -24
    assert verify(shop).broken == ()


@pytest.mark.parametrize("product", ['a "b" \\ c', "晴日 mug", "tab\there", "%_'", "x" * 300])
def test_a_product_is_found_whatever_its_name(shop, product):
    [line] = order("", "2026-03-01 10:00", ("tea", 2)).lines
    told(shop, replace(TEA, lines=(replace(line, product=product),)))
    other = order("A-2", "2026-03-02 10:00", ("tea", 1))
    told(shop, replace(other, lines=(replace(line, name=product),)))

    told(shop, given_back("R-1", "2026-03-04 10:00", (product, 1)))

    assert list(Receipt.objects.values_list("order_id", flat=True)) == ["A-1\x1ftill"]
    assert taken_back() == -12


def test_of_somebody_else_nothing_is_found(shop):
    told(shop, TEA, member="Bob")

    back = [
        given_back("R-1", "2026-03-04 10:00", ("tea", 1)),
        given_back("R-2", "2026-03-04 10:00", ("tea", 1), order="A-1"),
    ]
    answers = told(shop, *back, member="Ada")

    assert [[reason.code for reason in one.effects.reasons] for one in answers] == [
        ["unmatched"],
        ["unmatched", "waits"],
    ]
    assert taken_back() == 0


@pytest.mark.parametrize("first", ["spend", "order"])
def test_points_spent_on_an_order_go_back_whichever_is_told_first(shop, first):
    told(shop, order("A-0", "2026-02-01 10:00", ("tea", 5)))
    events = [spend("S-1", "2026-03-01 10:00", 25, order="A-1"), TEA]
    told(shop, *(events if first == "spend" else events[::-1]))

    [answer] = told(shop, cancelled("X-1", "2026-03-02 10:00", "A-1"))

    assert [(one.kind, one.points) for one in answer.effects.entries if one.currency == "coin"] == [
        ("restore", 25),
        ("revoke", -62),
    ]
    assert answer.wallet.waiting == {}
    assert verify(shop).broken == ()


def test_points_held_for_an_order_go_back_like_those_spent_on_it(shop):
    told(shop, order("A-0", "2026-02-01 10:00", ("tea", 5)))
    hold = PointsHeld("H-1", *moment("2026-03-01 09:00"), "coin", 40, 3_600_000_000)
    told(shop, hold, HoldPosted("H-1~post", *moment("2026-03-01 09:30"), "H-1", 25, "A-1"), TEA)

    [answer] = told(shop, cancelled("X-1", "2026-03-02 10:00", "A-1"))

    assert ("restore", 25) in [(one.kind, one.points) for one in answer.effects.entries]
    assert sum(lot.remaining for lot in answer.wallet.purses["coin"].lots) == 60
    assert verify(shop).broken == ()


def test_what_waits_for_its_order_is_proved_with_the_rest(shop):
    told(shop, given_back("R-1", "2026-03-02 10:00", ("tea", 1), order="A-1"))
    assert verify(shop).broken == ()
    told(shop, TEA)

    assert taken_back() == -12
    assert verify(shop).broken == ()


def test_an_order_of_another_source_is_not_what_was_waited_for(shop):
    told(shop, given_back("R-1", "2026-03-02 10:00", ("tea", 1), order="A-1"), source="web")
    told(shop, TEA)

    assert taken_back() == 0
    assert verify(shop).broken == ()


@pytest.mark.parametrize("in_one_batch", [True, False])
def test_what_ran_out_is_looked_up_in_the_account(shop, in_one_batch):
    events = [
        TEA,
        order("A-2", "2027-03-20 10:00", ("tea", 5)),
        given_back("R-1", "2027-03-21 10:00", ("tea", 2), order="A-1"),
    ]
    if in_one_batch:
        post(shop, [Arrival("till", "Ada", event) for event in events])
    else:
        told(shop, *events)

    assert taken_back() == 0
    assert Receipt.objects.count() == 1
    assert verify(shop).broken == ()
    [answer] = told(shop, cancelled("X-1", "2027-03-22 10:00", "A-1"))
    assert [one.code for one in answer.effects.reasons].count("ran_out") == 2


def test_money_for_a_whole_receipt_is_kept_with_it(shop):
    told(shop, TEA)
    told(shop, given_back("R-1", "2026-03-02 10:00", order="A-1", amount=62))

    # A tenth of 62.
    assert taken_back() == -6
    assert verify(shop).broken == ()


@pytest.mark.parametrize("of", ["A-1", None])
def test_an_exchange_finds_the_receipt_and_is_found_itself(shop, of):
    told(shop, TEA, exchanged("A-2", "2026-03-02 10:00", ("pen", 4), back=[("tea", 1)], of=of))
    assert taken_back() == -12

    told(shop, given_back("R-1", "2026-03-03 10:00", ("pen", 4), order="A-2"))

    assert taken_back() == -12 - 18
    assert verify(shop).broken == ()


def test_an_exchange_of_goods_that_another_till_sold_finds_them(shop):
    told(shop, TEA, source="web")
    told(shop, exchanged("A-2", "2026-03-02 10:00", ("pen", 4), back=[("tea", 1)], of="A-1"))

    assert taken_back() == -12
    assert verify(shop).broken == ()

    told(shop, given_back("R-2", "2026-03-03 10:00", ("pen", 1), order="A-2"))
    assert verify(shop).broken == ()
