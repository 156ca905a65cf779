"""Orders, refunds and cancellations in Segment's words become the core's events."""

import pytest
from said import INSTANT, programme, track

from regulars.core.events import Cancellation, Line, Order, Return, ReturnLine
from regulars.events.understanding import refusals
from regulars.events.understanding.meaning import Happened, Updated
from regulars.events.understanding.reading import meaning_of

CUP = {
    "product_id": "P-1",
    "name": "霧面馬克杯",
    "brand": "Sunny",
    "category": "Home > Tableware",
    "price": 250,
    "quantity": 2,
}
LOCAL = (INSTANT, 739677, 30)  # 2026-03-02 00:30 in Taipei, though it is still 1 March in Greenwich.


def order(properties, **told):
    meaning = meaning_of(track("Order Completed", properties, **told), programme())
    assert isinstance(meaning, Happened)
    return meaning


def test_a_whole_order_with_everything_that_rules_may_read():
    told = {
        "order_id": 1001, "currency": "twd", "store_id": "TPE-1", "affiliation": "Web", "channel": "app", "total": 500,
        "paid_with_points_value": "100", "products": [CUP],
    }  # fmt: skip

    meaning = order(told)

    line = Line("P-1", 2, 500, ("Home/Tableware",), "Sunny", "霧面馬克杯")
    assert meaning.event == Order("1001", *LOCAL, (line,), "TPE-1", "app", 100)
    assert meaning.goods == (("P-1", "霧面馬克杯", "Sunny", ("Home/Tableware",)),)
    assert meaning.store == "TPE-1"


@pytest.mark.parametrize("number", [1001, "1001"])
def test_a_number_and_its_text_are_the_same_order(number):
    assert order({"order_id": number, "products": [CUP]}).event.id == "1001"


@pytest.mark.parametrize(
    ("product", "path"),
    [
        ({"category": "Home/Kitchen"}, ("Home/Kitchen",)),
        ({"category": " Home / Kitchen / "}, ("Home/Kitchen",)),
        ({"category": "Home > Kitchen"}, ("Home/Kitchen",)),
        ({"categories": ["a/b", "c"]}, ("a/b", "c")),
        ({"category": "c", "categories": ["a/b", "c"]}, ("c", "a/b")),
        ({"category": ""}, ()),
        ({}, ()),
    ],
)
def test_a_category_is_a_path_however_its_steps_are_parted(product, path):
    (line,) = order({"order_id": "1", "products": [{"sku": "S", "price": 1, **product}]}).event.lines

    assert line.categories == path


def test_a_product_without_an_id_is_called_by_its_sku():
    assert order({"order_id": "1", "products": [{"sku": 7, "price": 1}]}).event.lines[0].product == "7"


@pytest.mark.parametrize(
    ("told", "reason", "facts"),
    [
        ({"products": [CUP]}, refusals.OrderNumberMissing, {}),
        ({"order_id": "1"}, refusals.OrderWithoutGoods, {"order": "1"}),
        ({"order_id": "1", "products": []}, refusals.OrderWithoutGoods, {"order": "1"}),
        (
            {"order_id": "1", "products": [CUP, {"price": 1}]},
            refusals.ProductUnnamed,
            {"field": "products[1]"},
        ),
        ({"order_id": "1", "products": [{"sku": "S"}]}, refusals.PriceMissing, {"field": "products[0]"}),
        (
            {"order_id": "1", "currency": "USD", "products": [CUP]},
            refusals.ForeignCurrency,
            {"given": "USD", "expected": "TWD"},
        ),
        (
            {"order_id": "1", "subtotal": 480, "products": [CUP]},
            refusals.TotalContradictsGoods,
            {"said": "480", "goods": "500"},
        ),
        (
            {"order_id": "1", "discount": 501, "products": [CUP]},
            refusals.DiscountBeyondGoods,
            {"given": "501", "goods": "500"},
        ),
        (
            {"order_id": "1", "products": [{"sku": "S", "price": 100, "discount": 101}]},
            refusals.DiscountBeyondGoods,
            {"given": "101", "goods": "100"},
        ),
        (
            {"order_id": "1", "paid_with_points_value": 501, "products": [CUP]},
            refusals.DiscountBeyondGoods,
            {"given": "501", "goods": "500"},
        ),
    ],
)
def test_an_order_that_cannot_be_understood_says_why(told, reason, facts):
    with pytest.raises(reason) as refused:
        order(told)

    assert type(refused.value) is reason
    assert refused.value.facts == facts


@pytest.mark.parametrize(
    ("properties", "field"),
    [
        ('{"order_id": 1.5}', "order_id"),
        ('{"order_id": "a\\u0000b"}', "order_id"),
        ('{"order_id": "1", "products": "none"}', "products"),
        ('{"order_id": "1", "products": [{"sku": "S", "price": "cheap"}]}', "products[0].price"),
        ('{"order_id": "1", "products": [{"sku": "S", "price": -1}]}', "products[0].price"),
        ('{"order_id": "1", "products": [{"sku": "S", "price": 1e13}]}', "products[0].price"),
        ('{"order_id": "1", "products": [{"sku": "S", "price": 1e999999}]}', "products[0].price"),
        ('{"order_id": "1", "products": [{"sku": "S", "price": "NaN"}]}', "products[0].price"),
        ('{"order_id": "1", "products": [{"sku": "S", "price": "Infinity"}]}', "products[0].price"),
        ('{"order_id": "1", "products": [{"sku": "S", "price": 1, "quantity": 0}]}', "products[0].quantity"),
        (
            '{"order_id": "1", "products": [{"sku": "S", "price": 1, "quantity": 0.5}]}',
            "products[0].quantity",
        ),
        (
            '{"order_id": "1", "products": [{"sku": "S", "price": 1, "quantity": 1e9}]}',
            "products[0].quantity",
        ),
        ('{"order_id": "1", "by": "nobody"}', "by"),
        ("[1]", ""),
    ],
)
def test_a_property_that_is_not_what_it_should_be_is_named(properties, field):
    with pytest.raises(refusals.PropertyUnusable) as refused:
        meaning_of(track("Order Completed", properties), programme())

    assert refused.value.facts["field"].removeprefix("properties") == field


@pytest.mark.parametrize("at", [-1, INSTANT + 10 * 60 * 1_000_000 + 1])
def test_a_moment_that_cannot_be_is_set_aside(at):
    with pytest.raises(refusals.MomentImpossible):
        meaning_of(track("Order Completed", {"order_id": "1", "products": [CUP]}, at=at), programme())


def back(properties):
    return meaning_of(track("Order Refunded", properties), programme()).event


@pytest.mark.parametrize(
    ("told", "event"),
    [
        pytest.param(
            {"order_id": 1001, "products": [{**CUP, "quantity": 1}]},
            Return("1001~refund:m-1", *LOCAL[:2], (ReturnLine("P-1", 1),), "1001"),
            id="goods come back, whatever their list price",
        ),
        pytest.param(
            {"order_id": 1001, "refund_id": 7, "total": 30, "by": "shop"},
            Return("1001~refund:7", *LOCAL[:2], (), "1001", 30, "shop"),
            id="money on the whole receipt",
        ),
        pytest.param(
            {"order_id": 1001, "total": 500, "products": [CUP, CUP]},
            Return("1001~refund:m-1", *LOCAL[:2], (ReturnLine("P-1", 4),), "1001"),
            id="two lines of one product are as many of it",
        ),
        pytest.param(
            {"order_id": 1001},
            Cancellation("1001~cancellation", *LOCAL[:2], "1001"),
            id="neither goods nor money is all of it",
        ),
        pytest.param(
            {"products": [CUP]},
            Return("~refund:m-1", *LOCAL[:2], (ReturnLine("P-1", 2),)),
            id="goods without a receipt",
        ),
    ],
)
def test_what_a_refund_becomes(told, event):
    assert back(told) == event


def test_a_refund_of_nobody_knows_what_is_set_aside():
    with pytest.raises(refusals.OrderNumberMissing):
        back({"total": 30})
    with pytest.raises(refusals.ForeignCurrency):
        back({"order_id": "1", "total": 30, "currency": "JPY"})


def test_a_cancellation_is_called_by_its_order():
    meaning = meaning_of(track("Order Cancelled", {"order_id": "1001", "by": "shop"}), programme())

    assert meaning.event == Cancellation("1001~cancellation", *LOCAL[:2], "1001", "shop")


def test_an_update_brings_what_the_order_looks_like_by_now():
    meaning = meaning_of(track("Order Updated", {"order_id": 1001, "products": [CUP]}), programme())

    assert isinstance(meaning, Updated)
    assert (meaning.id, meaning.order) == ("1001~update:m-1", "1001")
    assert [(line.product, line.quantity, line.amount) for line in meaning.lines] == [("P-1", 2, 500)]
