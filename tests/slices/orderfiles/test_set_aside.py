"""Rows that cannot be used are set aside, each with its number and its reason, and can be mended."""

from __future__ import annotations

import pytest

FULL = "order_id,occurred_at,member,product,quantity,price,amount,kind,return_of,total,discount,order_discount,currency,store,vouchers\n"
FIELDS = FULL.strip().split(",")
GOOD = {
    "order_id": "g",
    "occurred_at": "2024-06-01 12:00:00",
    "member": "ada",
    "product": "tea",
    "quantity": "1",
    "price": "3",
}


def row(**changes):
    return ",".join((GOOD | changes).get(field, "") for field in FIELDS)


BAD_ROWS = (
    ({"order_id": ""}, "order_id_missing"),
    ({"order_id": "x" * 201}, "id_too_long"),
    ({"member": "x" * 201}, "id_too_long"),
    ({"kind": "gift"}, "kind_unknown"),
    ({"occurred_at": ""}, "date_missing"),
    ({"occurred_at": "2023-02-29"}, "date_none"),
    ({"occurred_at": "1066-10-14"}, "date_out_of_range"),
    ({"kind": "cancelled"}, "cancellation_of_nothing"),
    ({"product": ""}, "product_missing"),
    ({"quantity": ""}, "quantity_missing"),
    ({"quantity": "two"}, "quantity_none"),
    ({"quantity": "0"}, "quantity_zero"),
    ({"quantity": "0.5"}, "quantity_fractional"),
    ({"quantity": "2000000000"}, "quantity_out_of_range"),
    ({"price": ""}, "price_missing"),
    ({"price": "free"}, "price_none"),
    ({"price": "-3"}, "price_negative"),
    ({"price": "-3", "quantity": "-1"}, "price_negative"),
    ({"amount": "free"}, "amount_none"),
    ({"amount": "-3"}, "amount_negative"),
    ({"price": "999999999999", "quantity": "1000"}, "amount_out_of_range"),
    ({"discount": "some"}, "discount_none"),
    ({"discount": "3.01"}, "discount_over_price"),
    ({"order_discount": "some"}, "discount_none"),
    ({"order_discount": "3.01"}, "discount_over_order"),
    ({"total": "three"}, "total_none"),
    ({"total": "4"}, "total_contradicts"),
    ({"currency": "TWD"}, "currency_other"),
    ({"vouchers": "some"}, "paid_none"),
    ({"vouchers": "-1"}, "paid_negative"),
)


def test_a_row_that_cannot_be_used(shop):
    bad = [{"order_id": f"bad{n}"} | changes for n, (changes, _) in enumerate(BAD_ROWS)]

    staged = shop.rows(row(), *(row(**changes) for changes in bad), row(order_id="h"), header=FULL)

    aside = shop.aside(staged)
    assert [(each["row"], each["reason"]) for each in aside] == [
        (str(n), reason) for n, (_, reason) in enumerate(BAD_ROWS, start=2)
    ]
    for changes, each in zip(bad, aside, strict=True):
        assert {field: each[field] for field in changes} == changes
    kept = (staged.report.lines_kept, staged.report.orders, staged.report.lines)
    assert kept == (2, 2, 2 + len(BAD_ROWS))


@pytest.mark.parametrize(
    ("first", "second", "reason", "detail"),
    [
        ({}, {"member": "bob"}, "two_members", "ada / bob"),
        ({"currency": "GBP"}, {"currency": "EUR"}, "two_currencies", "EUR / GBP"),
        ({"store": "S1"}, {"store": "S2"}, "two_stores", "S1 / S2"),
        (
            {"quantity": "-1", "return_of": "1"},
            {"quantity": "-1", "return_of": "2"},
            "two_originals",
            "1 / 2",
        ),
        ({"total": "6"}, {"total": "7"}, "two_totals", "6.0 / 7.0"),
        ({"order_discount": "1"}, {"order_discount": "2"}, "two_discounts", "1.0 / 2.0"),
        ({"vouchers": "1"}, {"vouchers": "2"}, "two_payments", "1.0 / 2.0"),
        ({}, {"occurred_at": "2024-06-02 12:00:01"}, "order_over_days", ""),
        ({"kind": "return"}, {"kind": "return", "quantity": "-1"}, "signs_contradict", ""),
    ],
)
def test_a_receipt_that_contradicts_itself_waits_as_a_whole(shop, first, second, reason, detail):
    staged = shop.rows(
        row(), row(**{"order_id": "bad"} | first), row(**{"order_id": "bad"} | second), header=FULL
    )

    assert staged.report.set_aside == {reason: 2}
    assert [(aside["row"], aside["detail"]) for aside in shop.aside(staged)] == [("2", detail), ("3", detail)]
    assert [event.id for _, events in staged.by_member() for event in events] == ["g"]


def test_a_receipt_may_last_a_day(shop):
    staged = shop.rows(row(), row(occurred_at="2024-06-02 12:00:00"), header=FULL)

    assert staged.report.set_aside == {}
    assert staged.report.set_aside_file is None


def test_a_return_needs_no_price(shop):
    staged = shop.rows(row(), row(order_id="r", quantity="-1", price=""), header=FULL)

    assert (staged.report.returns, staged.report.set_aside) == (1, {})


def test_reasons_are_counted_most_frequent_first(shop):
    staged = shop.rows(row(), *[row(product="")] * 2, *[row(quantity="0")] * 3, header=FULL)

    assert list(staged.report.set_aside.items()) == [("quantity_zero", 3), ("product_missing", 2)]


def test_what_was_set_aside_can_be_mended_and_staged_by_itself(shop):
    staged = shop.rows(row(), row(order_id="bad", quantity="0"), header=FULL)
    aside = staged.report.set_aside_file
    assert aside is not None
    text = aside.read_text(encoding="utf-8-sig")
    assert text.splitlines()[1].startswith(
        "2,quantity_zero,數量是 0。,The quantity is 0.,,bad,2024-06-01 12:00:00,"
    )

    mended = shop.write(text.replace("tea,0,", "tea,2,").encode("utf-8-sig"), "mended.csv")

    [(member, [order])] = list(shop.stage(mended).by_member())
    assert (member, order.id, order.lines[0].quantity) == ("ada", "bad", 2)
