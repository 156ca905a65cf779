"""What was decided of an order is found again on the day on which something of it comes back."""

import pytest
from corner_shop import everything_written, given_back, order, told
from msgspec.structs import replace

from regulars.desk.models import Receipt
from regulars.desk.verify import verify
from regulars.ledger.models import Entry

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

    assert [[reason.code for reason in one.effects.reasons] for one in answers] == [["unmatched"]] * 2
    assert taken_back() == 0
