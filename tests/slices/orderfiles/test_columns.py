"""Columns are known by their names, in the words of whoever wrote the file, or by a mapping."""

from __future__ import annotations

import json

import duckdb
import pytest

from regulars.core.events import Cancellation, Line
from regulars.events.orderfiles import Mapping, mapping_from_options, read_mapping
from regulars.events.orderfiles.fields import FIELDS, NAMES, plain
from regulars.events.orderfiles.refusals import (
    ColumnsMissing,
    ColumnsTwice,
    ColumnUnknown,
    MappingBroken,
    MappingFieldUnknown,
    MappingValueUnusable,
)
from regulars.events.orderfiles.words import refusal_sentence


def only(staged):
    [(member, [event])] = list(staged.by_member())
    return member, event


def test_every_field_has_a_name_of_its_own():
    taken = {}
    for field in FIELDS:
        for name in (field, *NAMES[field]):
            assert taken.setdefault(plain(name), field) == field, name


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [
        ("Order ID,Occurred At,Member,Product,Quantity,Price", ","),
        ("ORDER-ID;occurredAt;MEMBER_ID;sku;Qty.;Unit Price", ";"),
        ("Invoice\tInvoiceDate\tCustomer ID\tItem Code\tQuantity\tPrice", "\t"),
        ("訂單編號,交易時間,會員編號,商品編號,數量,單價", ","),
        ("交易序號|日期|會員卡號|品號|件數|售價", "|"),
        (" 單號 ,訂單日期,客戶編號,國際條碼,銷售數量,金額", ","),
    ],
)
def test_a_column_is_known_by_its_name_in_any_dress(shop, header, delimiter):
    row = delimiter.join(["1", "2024-06-01 12:00:00", "ada", "tea", "1", "3"])

    member, order = only(shop.rows(row, header=header + "\n"))

    assert (member, order.id, order.lines) == ("ada", "1", (Line("tea", 1, 300),))


def test_all_the_headers_of_a_shop_in_taiwan(shop):
    shop.currency, shop.zone, shop.names = "TWD", "Asia/Taipei", True
    staged = shop.rows(
        "A1,2024/6/1,12:00,0912,4710001,文學小說,2,150,280,忠孝店,官網,書籍/文學,20",
        header="訂單編號,日期,時間,會員編號,商品編號,商品名稱,數量,單價,金額,門市,通路,分類,禮券折抵\n",
    )

    member, order = only(staged)
    assert member == "0912"
    assert order.lines == (Line("4710001", 2, 280, ("書籍/文學",), None, "文學小說"),)
    assert (order.store, order.channel, order.unearning, order.minute) == ("忠孝店", "官網", 20, 720)


def test_an_export_of_shopify_needs_no_mapping(shop):
    shop.currency, shop.zone = "USD", "Asia/Taipei"
    staged = shop.rows(
        "#1001,ada@example.com,USD,25.00,5.00,30.00,5.00,2024-06-01 12:00:00 +0800,2,Tea,10.00,T-1,Leaf",
        "#1001,ada@example.com,,,,,,2024-06-01 12:00:00 +0800,1,Gift card,10.00,,Leaf",
        header="Name,Email,Currency,Subtotal,Shipping,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Vendor\n",
    )  # fmt: skip

    member, order = only(staged)
    assert (member, order.id) == ("ada@example.com", "#1001")
    # 5.00 off 30.00 of goods: a third of it is the card's.
    assert order.lines == (Line("T-1", 2, 1667, (), "Leaf"), Line("Gift card", 1, 833, (), "Leaf"))


def test_json_lines_with_one_row_each(shop):
    rows = [
        {"order_id": "1", "occurred_at": "2024-06-01T12:00:00Z", "member": 13085, "product": "tea", "quantity": 2, "price": 6.95},
        {"order_id": "1", "occurred_at": "2024-06-01T12:00:00Z", "member": 13085, "product": "cup", "quantity": 1, "price": "1.10", "extra": [1]},
    ]  # fmt: skip
    staged = shop.text("\n".join(map(json.dumps, rows)) + "\n\n", "orders.jsonl")

    member, order = only(staged)
    assert (member, order.lines) == ("13085", (Line("tea", 2, 1390), Line("cup", 1, 110)))
    assert staged.report.columns["price"] == "price"


def test_json_lines_with_whole_receipts(shop):
    receipts = [
        {"id": "1", "created_at": "2024-06-01T12:00:00Z", "customer_id": "ada", "total": 14, "lines": [
            {"sku": "tea", "qty": 2, "amount": 13.9}, {"sku": "cup", "qty": 1, "amount": 0.1}]},
        {"id": "2", "created_at": "2024-06-01T13:00:00Z", "customer_id": "ada", "kind": "cancellation", "return_of": "1"},
        {"id": "3", "created_at": "2024-06-01T13:00:00Z", "customer_id": "ada", "lines": []},
    ]  # fmt: skip
    staged = shop.text("\n".join(json.dumps(receipt) for receipt in receipts), "orders.jsonl")

    [(_, [sold, undone])] = list(staged.by_member())
    assert sold.lines == (Line("tea", 2, 1390), Line("cup", 1, 10))
    assert isinstance(undone, Cancellation)
    assert [(row["row"], row["reason"]) for row in shop.aside(staged)] == [("3", "product_missing")]


@pytest.mark.parametrize(
    ("types", "values"),
    [
        (
            "id BIGINT, moment TIMESTAMP, who DOUBLE, what VARCHAR, n INTEGER, p DOUBLE",
            "7, '2024-06-01 12:00:00', 13085.0, 'tea', 3, 6.95",
        ),
        (
            "id VARCHAR, moment TIMESTAMPTZ, who BIGINT, what VARCHAR, n DOUBLE, p DECIMAL(10, 2)",
            "'7', '2024-06-01 11:00:00+00', 13085, 'tea', 3.0, 6.95",
        ),
        (
            "id DOUBLE, moment TIMESTAMP_MS, who VARCHAR, what VARCHAR, n VARCHAR, p FLOAT",
            "7, '2024-06-01 12:00:00', '13085.0', 'tea', '3', 6.95",
        ),
    ],
)
def test_parquet_of_any_types(shop, types, values):
    path = shop.folder / "orders.parquet"
    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE t ({types}); INSERT INTO t VALUES ({values})")
        database.execute(
            f"COPY (SELECT id AS order_id, moment AS occurred_at, who AS member, what AS product, n AS quantity, p AS price FROM t) TO '{path}'"
        )

    member, order = only(shop.stage(path))
    assert (member, order.id, order.minute, order.lines) == ("13085", "7", 720, (Line("tea", 3, 2085),))


def test_a_mapping_file_names_other_peoples_columns(shop):
    path = shop.write(
        "columns:\n  order_id: 門市 + Beleg\n  occurred_at: Wann\n  member: Karte\n  product: Artikel | Text\n  quantity: Stück\n  price: Preis\n  store: ~\n",
        "mapping.yaml",
    )
    shop.mapping = read_mapping(path)
    staged = shop.rows(
        "S1,0001,2024-06-01 12:00:00,ada,,Tee,1,3", header="門市,Beleg,Wann,Karte,Artikel,Text,Stück,Preis\n"
    )

    member, order = only(staged)
    assert (member, order.id, order.store, order.lines) == ("ada", "S1-0001", None, (Line("Tee", 1, 300),))
    assert staged.report.columns["order_id"] == "門市 + Beleg"


def test_options_overrule_the_file_of_a_mapping(shop):
    base = Mapping(columns={"member": "Karte", "product": "sku"}, dates="day-first")

    mapping = mapping_from_options(["member=Customer ID", "store=", "dates=month-first"], base=base)

    assert mapping == Mapping(
        columns={"member": "Customer ID", "product": "sku", "store": None}, dates="month-first"
    )


def test_missing_columns_are_named_with_what_was_found_and_what_is_near(shop):
    with pytest.raises(ColumnsMissing) as refused:
        shop.rows("1,x,2,3", header="order_id,produkt,quantities,price\n")

    facts = refused.value.facts
    assert facts["missing"] == ["product", "quantity", "occurred_at"]
    assert facts["found"] == ["order_id", "produkt", "quantities", "price"]
    assert facts["nearest"] == {"product": "produkt", "quantity": "quantities"}
    assert refusal_sentence(refused.value, "en").endswith(
        'lacks product, quantity, occurred_at; it has order_id, produkt, quantities, price. Is product "produkt"? Is quantity "quantities"?'
    )


def test_a_mapping_to_a_column_that_is_not_there_is_refused(shop):
    shop.mapping = Mapping(columns={"member": "Custmer ID"})
    with pytest.raises(ColumnUnknown) as refused:
        shop.rows("1", header="Customer ID,order_id\n")

    facts = refused.value.facts
    assert (facts["field"], facts["column"], facts["nearest"]) == ("member", "Custmer ID", "Customer ID")
    assert facts["found"] == ["Customer ID", "order_id"]


def test_two_columns_of_one_name_are_refused(shop):
    with pytest.raises(ColumnsTwice) as refused:
        shop.rows("1,2024-06-01,tea,1,3,4", header="order_id,date,product,quantity,price,price\n")

    assert refused.value.facts["column"] == "price"


def test_columns_that_are_not_used_are_told(shop):
    staged = shop.rows(
        "1,2024-06-01,tea,1,3,x,y", header="order_id,date,product,quantity,price,weather,mood\n"
    )

    assert staged.report.notices[0].facts == {"columns": "weather, mood"}


@pytest.mark.parametrize(
    ("content", "refusal", "facts"),
    [
        ("columns:\n  membr: X\n", MappingFieldUnknown, {"field": "membr", "nearest": "member"}),
        ("colums: {}\n", MappingFieldUnknown, {"field": "colums", "nearest": "columns"}),
        ("columns:\n  member: 3\n", MappingValueUnusable, {"field": "member", "given": "3"}),
        ("dates: american\n", MappingValueUnusable, {"field": "dates", "given": "american"}),
        ("returns_begin_with: 3\n", MappingValueUnusable, {"field": "returns_begin_with"}),
        ("columns: [a]\n", MappingValueUnusable, {"field": "columns"}),
        ("- a\n", MappingBroken, {"line": 1}),
        ("columns:\n  member: [\n", MappingBroken, {"line": 3}),
    ],
)
def test_a_mistake_in_a_mapping_is_named(shop, content, refusal, facts):
    with pytest.raises(refusal) as refused:
        read_mapping(shop.write(content, "mapping.yaml"))

    assert {name: refused.value.facts[name] for name in facts} == facts
    assert refusal_sentence(refused.value, "zh-Hant")


def test_a_mapping_that_is_not_there_is_refused(shop):
    with pytest.raises(MappingBroken):
        read_mapping(shop.folder / "nowhere.yaml")


def test_an_option_without_an_equals_sign_is_refused():
    with pytest.raises(MappingValueUnusable) as refused:
        mapping_from_options(["member"])

    assert refused.value.facts == {
        "path": "--map",
        "field": "member",
        "given": "member",
        "expected": "FIELD=COLUMN",
    }
